package dev.revue.search.query;

/// What hits can be narrowed by: a parameter and the field of the index behind it.
public enum Facet {
  TYPE("type", "item_type", "Kind", 10),
  BAND("band", "score_band", "Score", 10),
  SITE("site", "publisher_domain", "Site", 12),
  LANGUAGE("language", "language", "Language", 10);

  private final String parameter;
  private final String field;
  private final String label;
  private final int shown;

  Facet(String parameter, String field, String label, int shown) {
    this.parameter = parameter;
    this.field = field;
    this.label = label;
    this.shown = shown;
  }

  public String parameter() {
    return parameter;
  }

  public String field() {
    return field;
  }

  public String label() {
    return label;
  }

  /// How many values are offered.
  public int shown() {
    return shown;
  }
}
