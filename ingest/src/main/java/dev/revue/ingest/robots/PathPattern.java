package dev.revue.ingest.robots;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// The path of a rule: a prefix in which `*` stands for anything and a `$` at the end for the end.
/// Matching takes time in proportion to path and pattern, whatever they are.
final class PathPattern {
  private final String text;
  private final boolean anchored;
  private final List<Piece> pieces;

  PathPattern(String text) {
    this(text, UnaryOperator.identity());
  }

  /// @param spelling of what stands between the stars
  PathPattern(String text, UnaryOperator<String> spelling) {
    this.text = text;
    this.anchored = text.endsWith("$");
    String bare = anchored ? text.substring(0, text.length() - 1) : text;
    this.pieces = Arrays.stream(bare.split("\\*", -1)).map(spelling).map(Piece::new).toList();
  }

  /// How specific it is.
  int length() {
    return text.length();
  }

  /// Each piece is taken where it comes first: that leaves the most for those after it.
  boolean matches(String path) {
    Piece first = pieces.getFirst();
    if (!path.startsWith(first.text)) return false;
    int at = first.text.length();
    int last = pieces.size() - 1;
    if (last == 0) return !anchored || at == path.length();
    for (int i = 1; i < last; i++) {
      at = pieces.get(i).endIn(path, at);
      if (at < 0) return false;
    }
    Piece end = pieces.get(last);
    if (!anchored) return end.endIn(path, at) >= 0;
    return path.length() - end.text.length() >= at && path.endsWith(end.text);
  }

  /// Literal text between stars, found by Knuth, Morris and Pratt: strangers choose both sides.
  private static final class Piece {
    private final String text;
    private int[] borders = {};

    Piece(String text) {
      this.text = text;
    }

    /// Where its first occurrence from `from` on ends, or -1.
    int endIn(String path, int from) {
      if (text.isEmpty()) return from;
      if (text.length() > path.length() - from) return -1;
      if (borders.length == 0) borders = borders(text);
      int matched = 0;
      for (int i = from; i < path.length(); i++) {
        while (matched > 0 && path.charAt(i) != text.charAt(matched)) {
          matched = borders[matched - 1];
        }
        if (path.charAt(i) == text.charAt(matched)) matched++;
        if (matched == text.length()) return i + 1;
      }
      return -1;
    }

    private static int[] borders(String text) {
      var borders = new int[text.length()];
      for (int i = 1, matched = 0; i < text.length(); i++) {
        while (matched > 0 && text.charAt(i) != text.charAt(matched)) {
          matched = borders[matched - 1];
        }
        if (text.charAt(i) == text.charAt(matched)) matched++;
        borders[i] = matched;
      }
      return borders;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
