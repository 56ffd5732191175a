package dev.revue.enrich.extract.opinion;

import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.opinion.Headings.Side;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// What the boxes around a piece of text are called, by their classes: what themes name `pros`,
/// `cons` and `verdict` are just that. Neighbours share their boxes, which are looked up once.
final class Boxes {
  private static final int HEIGHT = 4;
  private static final int LONGEST_NAME = 200;

  private @Nullable Element last;
  private Side side = Side.NEITHER;
  private boolean verdict;

  Side side(Block block) {
    look(block.at());
    return side;
  }

  boolean verdict(Block block) {
    look(block.at());
    return verdict;
  }

  private void look(Element at) {
    if (at.equals(last)) return;
    last = at;
    side = Side.NEITHER;
    verdict = false;
    Element box = at;
    for (int up = 0; up < HEIGHT && box != null && !box.normalName().equals("body"); up++) {
      String name = box.className();
      if (!name.isEmpty() && name.length() <= LONGEST_NAME) name(name);
      box = box.parent();
    }
  }

  private void name(String classes) {
    String lower = classes.toLowerCase(Locale.ROOT);
    verdict |=
        lower.contains("verdict")
            || lower.contains("conclusion")
            || lower.contains("bottom-line")
            || lower.contains("bottomline")
            || lower.contains("final-thoughts")
            || lower.contains("review-summary")
            || word(lower, "fazit");
    if (side != Side.NEITHER) return;
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
    if (pro != con) side = pro ? Side.PRO : Side.CON;
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
