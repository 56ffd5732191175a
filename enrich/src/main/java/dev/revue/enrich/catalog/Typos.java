package dev.revue.enrich.catalog;

import java.util.LinkedHashSet;
import java.util.Set;

/// Words one slip apart: a letter more, less, other, or two turned round. Two such words have one
/// in common of what they become when a letter is left out, which makes them findable by equality.
final class Typos {
  /// Shorter words are too near to each other.
  static final int SHORTEST = 4;

  private static final int LONGEST = 24;

  private Typos() {}

  static boolean possible(String word) {
    return word.length() >= SHORTEST && word.length() <= LONGEST && !hasDigit(word);
  }

  /// The word, and each time without one letter.
  static Set<String> shortened(String word) {
    Set<String> out = new LinkedHashSet<>();
    out.add(word);
    for (int i = 0; i < word.length(); i++) out.add(word.substring(0, i) + word.substring(i + 1));
    return out;
  }

  static boolean near(String a, String b) {
    if (a.length() > b.length()) return near(b, a);
    if (b.length() - a.length() > 1) return false;
    int at = 0;
    while (at < a.length() && a.charAt(at) == b.charAt(at)) at++;
    if (a.length() < b.length()) return a.regionMatches(at, b, at + 1, a.length() - at);
    if (at >= a.length() - 1) return true;
    if (a.regionMatches(at + 1, b, at + 1, a.length() - at - 1)) return true;
    boolean turned = a.charAt(at) == b.charAt(at + 1) && a.charAt(at + 1) == b.charAt(at);
    return turned && a.regionMatches(at + 2, b, at + 2, a.length() - at - 2);
  }

  private static boolean hasDigit(String word) {
    for (int i = 0; i < word.length(); i++) if (Character.isDigit(word.charAt(i))) return true;
    return false;
  }
}
