package dev.revue.enrich.extract.content;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// What a page says to its reader, in order, without its frame.
///
/// @param root the smallest element that holds it
public record MainText(Element root, List<Block> blocks) {
  private static final double HOLDS = 0.72;
  private static final double HOLDS_NAMED = 0.45;
  private static final double LOOSE = 0.04;
  private static final int THIN = 250;
  private static final int MOST_PARTS = 2_000;

  public MainText {
    blocks = List.copyOf(blocks);
  }

  public static MainText of(Document document, PageKind kind) {
    Blocks.Read read = Blocks.read(document, kind != PageKind.FORUM);
    Element root =
        root(document.body(), read, kind == PageKind.ARTICLE ? document.selectFirst("h1") : null);
    List<Block> kept = Trim.trim(inside(root, read.blocks()), kind);
    if (chars(kept) < THIN && !root.equals(document.body())) {
      List<Block> wide = Trim.trim(read.blocks(), kind);
      if (chars(wide) > 2 * chars(kept)) return new MainText(document.body(), wide);
    }
    return new MainText(root, kept);
  }

  /// What mark-up says the text is, where the page shows none.
  public MainText orElse(List<String> marked) {
    List<Block> told = new ArrayList<>();
    for (String text : marked) {
      for (String part : text.split("\\R+", MOST_PARTS)) {
        if (!part.isBlank())
          told.add(new Block(root, Block.Kind.PARAGRAPH, part.strip(), 0, told.size()));
      }
    }
    return chars(blocks) >= THIN || chars(told) <= chars(blocks) ? this : new MainText(root, told);
  }

  /// All the text of one element, where somebody has told us that it is the main text.
  public static MainText within(Element root) {
    Document document = root.ownerDocument();
    if (document == null) return new MainText(root, List.of());
    return new MainText(root, inside(root, Blocks.read(document, false).blocks()));
  }

  /// Paragraphs separated by blank lines.
  public String text() {
    var out = new StringBuilder();
    for (Block block : blocks) {
      if (!out.isEmpty()) out.append("\n\n");
      out.append(block.text());
    }
    return out.toString();
  }

  private static int chars(List<Block> blocks) {
    int sum = 0;
    for (Block block : blocks) sum += block.text().length();
    return sum;
  }

  /// Goes down from the body as long as one part holds nearly all prose, or most of it below the
  /// headline.
  private static Element root(Element body, Blocks.Read read, @Nullable Element headline) {
    Element at = body;
    while (true) {
      double whole = read.weight(at);
      Element next = null;
      for (Element child : at.children()) {
        double share = read.weight(child) / Math.max(1, whole);
        boolean likely =
            named(child)
                || (headline != null && !headline.equals(child) && within(headline, child));
        if (share >= (likely ? HOLDS_NAMED : HOLDS)) next = child;
      }
      if (next == null || loose(at, next, read)) return at;
      at = next;
    }
  }

  /// True where the prose that `next` lacks stands as paragraphs of their own beside it.
  private static boolean loose(Element at, Element next, Blocks.Read read) {
    double beside = 0;
    for (Element child : at.children()) {
      if (child.normalName().equals("p") && !child.equals(next)) beside += read.weight(child);
    }
    return beside > LOOSE * read.weight(at);
  }

  private static boolean named(Element e) {
    return e.normalName().equals("main")
        || e.attr("role").equals("main")
        || e.attr("itemprop").equals("articleBody");
  }

  private static List<Block> inside(Element root, List<Block> blocks) {
    List<Block> out = new ArrayList<>();
    for (Block block : blocks) if (within(block.at(), root)) out.add(block);
    return out;
  }

  private static boolean within(Element element, Element root) {
    for (Element e = element; e != null; e = e.parent()) if (e.equals(root)) return true;
    return false;
  }
}
