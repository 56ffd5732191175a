package dev.revue.enrich.extract.opinion;

import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.opinion.Headings.Side;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;

/// What the boxes around a piece of text are called, by their classes: what themes name `pros`,
/// `cons` and `verdict` are just that. Each box is looked at once, however much stands in it.
final class Boxes {
  private static final int HEIGHT = 4;
  private static final int LONGEST_NAME = 200;
  private static final Named NOTHING = new Named(Side.NEITHER, false);

  private final Map<Element, Named> seen = new HashMap<>();

  private record Named(Side side, boolean verdict) {}

  /// The side of the nearest box that has one.
  Side side(Block block) {
    Element box = block.at();
    for (int up = 0; up < HEIGHT && box != null; up++, box = box.parent()) {
      Side side = named(box).side;
      if (side != Side.NEITHER) return side;
    }
    return Side.NEITHER;
  }

  boolean verdict(Block block) {
    Element box = block.at();
    for (int up = 0; up < HEIGHT && box != null; up++, box = box.parent())
      if (named(box).verdict) return true;
    return false;
  }

  private Named named(Element box) {
    return seen.computeIfAbsent(box, Boxes::read);
  }

  private static Named read(Element box) {
    String name = box.className();
    if (name.isEmpty() || name.length() > LONGEST_NAME || box.normalName().equals("body"))
      return NOTHING;
    String lower = name.toLowerCase(Locale.ROOT);
    boolean verdict =
        lower.contains("verdict")
            || lower.contains("conclusion")
            || lower.contains("bottom-line")
            || lower.contains("bottomline")
            || lower.contains("final-thoughts")
            || lower.contains("review-summary")
            || word(lower, "fazit");
    boolean pro =
        word(lower, "pros")
            || word(lower, "positives")
            || word(lower, "positive")
            || word(lower, "advantages");
    boolean con =
        word(lower, "cons")
            || word(lower, "negatives")
            || word(lower, "negative")
            || word(lower, "disadvantages");
    return new Named(pro == con ? Side.NEITHER : pro ? Side.PRO : Side.CON, verdict);
  }

  /// True where a part of the names is this word: `review-pros`, `pros_list`.
  private static boolean word(String names, String word) {
    for (int at = names.indexOf(word); at >= 0; at = names.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean starts = at == 0 || !Character.isLetterOrDigit(names.charAt(at - 1));
      boolean ends = end == names.length() || !Character.isLetterOrDigit(names.charAt(end));
      if (starts && ends) return true;
    }
    return false;
  }
}
