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
    return name + "-v" + generation;
  }

  String template() {
    return name;
  }

  String pattern() {
    return name + "-v*";
  }

  String mapping() {
    return mapping;
  }
}
