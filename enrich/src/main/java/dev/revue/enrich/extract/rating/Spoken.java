package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.content.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
  private static final int RATING = 20;
  private static final Set<String> ASIDE =
      Set.of(
          "testimonial",
          "testimonials",
          "customer",
          "customers",
          "gallery",
          "slideshow",
          "pagination",
          "pager");

  private Spoken() {}

  /// The texts of a review's own blocks in page order.
  public static List<String> own(List<Block> blocks, String title) {
    List<String> out = new ArrayList<>();
    Set<Block> compared = compared(blocks, title);
    int foreign = 0;
    for (Block block : blocks) {
      if (block.heading()) {
        if (foreign == 0 || block.level() <= foreign)
          foreign = foreign(block.text()) ? Math.max(1, block.level()) : 0;
      }
      if (foreign == 0 && !praise(block) && !compared.contains(block))
        out.add(withoutStruck(block));
    }
    return out;
  }

  /// The ratings of a table that rates several things or sides, but for the row that a label or the
  /// title names.
  private static Set<Block> compared(List<Block> blocks, String title) {
    Set<Block> out = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Block> rated = new ArrayList<>();
    Set<String> named =
        new HashSet<>(List.of(title.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
    Block before = null;
    for (Block block : blocks) {
      boolean cell = block.kind() == Block.Kind.CELL;
      if (!cell && before != null && before.kind() == Block.Kind.CELL) {
        if (rated.size() > 1) out.addAll(rated);
        rated.clear();
      }
      if (cell && before != null && besides(before, block) && !own(before.text(), named))
        rated.add(block);
      before = block;
    }
    if (rated.size() > 1) out.addAll(rated);
    return out;
  }

  /// A name and in the next cell of its row a rating.
  private static boolean besides(Block name, Block rating) {
    return name.kind() == Block.Kind.CELL
        && rating.at().parent() != null
        && rating.at().parent().equals(name.at().parent())
        && rating.text().length() <= RATING
        && Written.read(rating.text()) instanceof Written.Read
        && !(Written.read(name.text()) instanceof Written.Read);
  }

  private static boolean own(String label, Set<String> title) {
    boolean titled = true;
    for (String word : label.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (Words.LABELS.contains(word) || Words.OVERALL.contains(word)) return true;
      titled &= word.isEmpty() || title.contains(word);
    }
    return titled;
  }

  /// A few words or stars in a box of customers' praise, or the number of a picture.
  private static boolean praise(Block block) {
    if (block.text().length() > HEADING) return false;
    int up = 0;
    for (Element e = block.at(); e != null && up < BOX; e = e.parent(), up++)
      if (Widgets.has(e.className(), ASIDE)) return true;
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
