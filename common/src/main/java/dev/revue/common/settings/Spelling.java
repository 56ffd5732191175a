package dev.revue.common.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the name that somebody meant.
public final class Spelling {
  private Spelling() {}

  /// The name nearest to `said`, where a slip of at most `slips` letters could have made the one of
  /// the other.
  public static Optional<String> nearest(String said, Collection<String> names, int slips) {
    return names.stream()
        .filter(name -> distance(said, name) <= slips)
        .min(
            Comparator.<String>comparingInt(name -> distance(said, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// Letters put in, left out or replaced.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
