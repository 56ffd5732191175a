package dev.revue.enrich.extract.content;

import dev.revue.enrich.extract.outline.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;

/// What a page says to its reader, in order, without its frame.
///
/// @param root the smallest element that holds it
public record MainText(Element root, List<Block> blocks) {
  private static final double HOLDS = 0.72;
  private static final double HOLDS_ALL = 0.9;
  private static final double HOLDS_NAMED = 0.45;
  private static final double LOOSE = 0.04;
  private static final int THIN = 250;

  /// Parts of a text, never all of it.
  private static final Set<String> LEAVES = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6");

  private static final int MOST_PARTS = 2_000;

  public MainText {
    blocks = List.copyOf(blocks);
  }

  public static MainText of(Outline outline, PageKind kind) {
    int body = outline.indexOf(outline.document().body());
    Blocks read = Blocks.read(outline, body, kind);
    int headline =
        kind == PageKind.ARTICLE && !outline.headlines().isEmpty()
            ? outline.indexOf(outline.headlines().getFirst())
            : -1;
    int start = kind == PageKind.ARTICLE ? Several.own(outline, read, body) : body;
    int root = root(outline, start, read, headline, kind == PageKind.ARTICLE ? HOLDS : HOLDS_ALL);
    List<Block> kept = Trim.trim(inside(outline, root, read.all()), kind, outline.pictured());
    if (chars(kept) < THIN && root != body) {
      List<Block> wide = Trim.trim(read.all(), kind, outline.pictured());
      if (chars(wide) > 2 * chars(kept)) return new MainText(outline.document().body(), wide);
    }
    return new MainText((Element) outline.node(root), kept);
  }

  /// What mark-up says the text is, where the page shows none.
  public MainText orElse(List<String> marked) {
    List<Block> told = new ArrayList<>();
    for (String text : marked) {
      for (String part : text.split("\\R+", MOST_PARTS)) {
        if (!part.isBlank()) told.add(Block.of(root, 0, Block.Kind.PARAGRAPH, part.strip(), 0));
      }
    }
    return chars(blocks) >= THIN || chars(told) <= chars(blocks) ? this : new MainText(root, told);
  }

  /// All the text of one element, where somebody has told us that it is the main text.
  public static MainText within(Outline outline, Element root) {
    int place = outline.indexOf(root);
    return new MainText(
        root, place < 0 ? List.of() : Blocks.read(outline, place, PageKind.FORUM).all());
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
  private static int root(Outline outline, int body, Blocks blocks, int headline, double most) {
    int at = body;
    double whole = Math.max(1, blocks.weight(body));
    while (true) {
      int next = -1;
      boolean named = false;
      double paragraphs = 0;
      for (int i = at + 1; i < outline.end(at); i = outline.end(i)) {
        if (!(outline.node(i) instanceof Element child)) continue;
        if (LEAVES.contains(child.normalName())) {
          if (child.normalName().equals("p")) paragraphs += blocks.weight(i);
          continue;
        }
        boolean above = headline > i && headline < outline.end(i);
        double share = blocks.weight(i) / whole;
        boolean likely = above || named(child);
        if (share >= (likely ? HOLDS_NAMED : most)) {
          next = i;
          named = likely;
        }
      }
      if (next < 0) return at;
      // What `next` lacks stands as paragraphs of their own beside it.
      if (paragraphs > LOOSE * blocks.weight(at)) return at;
      at = next;
      if (named) whole = Math.max(1, blocks.weight(at));
    }
  }

  private static boolean named(Element e) {
    return e.normalName().equals("main")
        || e.attr("role").equals("main")
        || e.attr("itemprop").equals("articleBody");
  }

  private static List<Block> inside(Outline outline, int root, List<Block> blocks) {
    List<Block> out = new ArrayList<>();
    for (Block block : blocks)
      if (block.place() >= root && block.place() < outline.end(root)) out.add(block);
    return out;
  }
}
