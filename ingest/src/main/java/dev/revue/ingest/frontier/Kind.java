package dev.revue.ingest.frontier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What is expected at a URL.
public enum Kind {
  /// A page that a source is after.
  PAGE,
  /// A page to begin with, or a further part of its list.
  LISTING,
  FEED,
  SITEMAP;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException where there is no such kind
  @JsonCreator
  public static Kind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
