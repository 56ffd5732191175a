package dev.revue.enrich.extract.rating;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Letter grades by Metacritic's row: an A is 100, an F is 0.
final class Letters {
  private static final Map<String, Integer> ROW =
      Map.ofEntries(
          Map.entry("A+", 100),
          Map.entry("A", 100),
          Map.entry("A-", 91),
          Map.entry("B+", 83),
          Map.entry("B", 75),
          Map.entry("B-", 67),
          Map.entry("C+", 58),
          Map.entry("C", 50),
          Map.entry("C-", 42),
          Map.entry("D+", 33),
          Map.entry("D", 25),
          Map.entry("D-", 16),
          Map.entry("F+", 8),
          Map.entry("F", 0));

  private Letters() {}

  /// The score of a grade such as `B+` (any kind of minus); null where it is none.
  static @Nullable Integer score(String letter, String sign) {
    String minus = "-−–—".contains(sign) && !sign.isEmpty() ? "-" : sign;
    return ROW.get(letter + minus);
  }
}
