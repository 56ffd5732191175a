package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.content.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/// What a review says in its own name: not what stands under `Second opinion` or `Reader comments`,
/// nor what was struck out.
public final class Spoken {
  private static final int HEADING = 60;
  private static final int MOST = 400;
  private static final int MOST_CHILDREN = 50;
  private static final int BOX = 4;
  private static final Set<String> PRAISE =
      Set.of("testimonial", "testimonials", "customer", "customers");

  private Spoken() {}

  /// The texts of a review's own blocks in page order.
  public static List<String> own(List<Block> blocks) {
    List<String> out = new ArrayList<>();
    int foreign = 0;
    for (Block block : blocks) {
      if (block.heading()) {
        if (foreign == 0 || block.level() <= foreign)
          foreign = foreign(block.text()) ? Math.max(1, block.level()) : 0;
      }
      if (foreign == 0 && !praise(block)) out.add(withoutStruck(block));
    }
    return out;
  }

  /// A few words or stars in a box of customers' praise.
  private static boolean praise(Block block) {
    if (block.text().length() > HEADING) return false;
    int up = 0;
    for (Element e = block.at(); e != null && up < BOX; e = e.parent(), up++)
      if (Widgets.has(e.className(), PRAISE)) return true;
    return false;
  }

  private static boolean foreign(String heading) {
    if (heading.length() > HEADING) return false;
    boolean second = false;
    for (String word : heading.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
      if (Words.FOREIGN.contains(word) || (second && Words.OPINION.contains(word))) return true;
      second |= Words.SECOND.contains(word);
    }
    return false;
  }

  private static String withoutStruck(Block block) {
    String text = block.text();
    Element at = block.at();
    if (text.length() > MOST) return text;
    int looked = 0; // an element may hold thousands of blocks and of children
    for (Element child = at.firstElementChild();
        child != null && looked++ < MOST_CHILDREN;
        child = child.nextElementSibling()) {
      String name = child.normalName();
      if (!name.equals("del") && !name.equals("s") && !name.equals("strike")) continue;
      int start = text.indexOf(child.text());
      if (start >= 0)
        text = text.substring(0, start) + text.substring(start + child.text().length());
    }
    return text;
  }
}
