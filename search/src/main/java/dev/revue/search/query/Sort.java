package dev.revue.search.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// In which order hits come.
public enum Sort {
  RELEVANCE("Best match"),
  DATE("Newest"),
  SCORE("Highest score");

  private final String label;

  Sort(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws BadParameterException where it is none of these
  static Optional<Sort> of(String text) {
    if (text.isEmpty()) return Optional.empty();
    return Optional.of(
        Arrays.stream(values())
            .filter(sort -> sort.parameter().equals(text))
            .findFirst()
            .orElseThrow(
                () -> new BadParameterException("sort", "'" + text + "' is none of " + names())));
  }

  private static String names() {
    return Arrays.stream(values()).map(Sort::parameter).collect(Collectors.joining(", "));
  }
}
