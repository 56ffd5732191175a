package dev.revue.index.contract;

/// The two kinds of documents. People read through `readAlias`, the stage writes through
/// `writeAlias`; behind each pair is one index.
public enum IndexKind {
  REVIEWS("revue-reviews", "mapping.reviews.json"),
  ITEMS("revue-items", "mapping.items.json");

  private final String name;
  private final String mapping;

  IndexKind(String name, String mapping) {
    this.name = name;
    this.mapping = mapping;
  }

  public String readAlias() {
    return name;
  }

  public String writeAlias() {
    return name + "-write";
  }

  /// The index of generation `generation`, counted from 1.
  public String index(int generation) {
    return index(String.valueOf(generation));
  }

  /// The name with anything in the place of the generation, such as `*` for all of them.
  public String index(String generation) {
    return name + "-v" + generation;
  }

  /// The generation of an index by its name; 0 where it is none of ours.
  public int generation(String index) {
    String stem = index("");
    if (!index.startsWith(stem)) return 0;
    String number = index.substring(stem.length());
    return number.matches("[1-9]\\d{0,8}") ? Integer.parseInt(number) : 0;
  }

  String template() {
    return name;
  }

  String pattern() {
    return index("*");
  }

  String mapping() {
    return mapping;
  }
}
