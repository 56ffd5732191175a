package dev.revue.enrich.extract.content;

import dev.revue.enrich.extract.outline.Outline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Cuts a page into blocks, without its frame, and weighs every element by the prose it holds.
/// Linear.
final class Blocks {
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
          "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s",
          "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
          "wbr", "picture", "source", "nobr", "meter");
  private static final double FRAME_SHARE = 0.34;
  private static final int SHORT_CAPTION = 30;
  private static final double WHOLE = 0.6;
  private static final double WHOLE_TALK = 0.85;
  private static final double WHOLE_CONSENT = 0.97;

  private final Outline outline;
  private final PageKind kind;
  private final int pageProse;
  private final List<Block> blocks = new ArrayList<>();
  private final double[] weights;
  private final StringBuilder buffer = new StringBuilder();
  private int[] open = new int[64];
  private int depth;
  private int linkChars;
  private int links;
  private int breaks;
  private boolean spaced;

  Blocks(Outline outline, int body, PageKind kind) {
    this.outline = outline;
    this.kind = kind;
    this.pageProse = outline.chars(body) - outline.linkChars(body);
    this.weights = new double[outline.size()];
  }

  /// Reads what is in one element.
  static Blocks read(Outline outline, int body, PageKind kind) {
    Blocks reader = new Blocks(outline, body, kind);
    reader.run(body);
    return reader;
  }

  /// In page order.
  List<Block> all() {
    return blocks;
  }

  /// How much prose an element holds, by its number.
  double weight(int i) {
    return weights[i];
  }

  private void run(int body) {
    int end = outline.end(body);
    for (int i = body; i < end; ) {
      closeUntil(i);
      Node node = outline.node(i);
      if (node instanceof TextNode text) {
        append(text.getWholeText());
        i++;
      } else if (i > body && frame(i, (Element) node)) {
        flush(outline.parent(i));
        i = outline.end(i);
      } else {
        head(i, node.normalName());
        i++;
      }
    }
    closeUntil(end);
  }

  private void head(int i, String name) {
    if (name.equals("br")) {
      if (++breaks > 1) flush(outline.parent(i));
      else append(" ");
      return;
    }
    if (!INLINE.contains(name)) flush(outline.parent(i));
    else if (name.equals("a")) links++;
    if (depth == open.length) open = Arrays.copyOf(open, 2 * depth);
    open[depth++] = i;
  }

  /// Closes what ends before the number `next`.
  private void closeUntil(int next) {
    while (depth > 0 && outline.end(open[depth - 1]) <= next) {
      int i = open[depth - 1];
      String name = outline.node(i).normalName();
      if (!INLINE.contains(name)) flush(i);
      else if (name.equals("a")) links--;
      depth--;
      if (depth > 0) weights[open[depth - 1]] += weights[i];
    }
  }

  /// Named like the frame, and too small a part of the page's prose to be anything else.
  boolean frame(int i, Element element) {
    if (Frame.never(element)) return true;
    int signs = Frame.signs(element);
    boolean talk = kind != PageKind.FORUM && Frame.talk(signs);
    // A few characters below a picture may be the rating that it draws.
    boolean caption =
        kind == PageKind.ARTICLE && Frame.caption(signs) && outline.chars(i) > SHORT_CAPTION;
    if (!talk && !caption && !Frame.suspect(signs, kind)) return false;
    double share = (double) (outline.chars(i) - outline.linkChars(i)) / Math.max(1, pageProse);
    double most =
        talk
            ? WHOLE_TALK
            : Frame.consent(signs) ? WHOLE_CONSENT : Frame.surely(signs) ? WHOLE : FRAME_SHARE;
    return share < most;
  }

  private void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == 0xA0) {
        spaced = true;
        continue;
      }
      if (spaced && !buffer.isEmpty()) buffer.append(' ');
      spaced = false;
      breaks = 0;
      buffer.append(c);
      if (links > 0) linkChars++;
    }
  }

  private void flush(int place) {
    if (!buffer.isEmpty() && outline.node(place) instanceof Element at) {
      Block block = Block.of(at, place, kind(at), buffer.toString(), linkChars);
      blocks.add(block);
      if (depth > 0) weights[open[depth - 1]] += weight(block);
    }
    buffer.setLength(0);
    linkChars = 0;
    breaks = 0;
    spaced = false;
  }

  /// Of a list, what leads on is the content.
  private double weight(Block block) {
    return kind == PageKind.LIST ? block.text().length() : block.prose();
  }

  private static Block.Kind kind(Element at) {
    Element e = at;
    for (int i = 0; i < 3 && e != null; i++, e = e.parent()) {
      switch (e.normalName()) {
        case "h1", "h2", "h3", "h4", "h5", "h6" -> {
          return Block.Kind.HEADING;
        }
        case "li", "dt", "dd" -> {
          return Block.Kind.ENTRY;
        }
        case "blockquote" -> {
          return Block.Kind.QUOTE;
        }
        case "pre" -> {
          return Block.Kind.CODE;
        }
        case "td", "th" -> {
          return Block.Kind.CELL;
        }
        default -> {}
      }
    }
    return Block.Kind.PARAGRAPH;
  }
}
