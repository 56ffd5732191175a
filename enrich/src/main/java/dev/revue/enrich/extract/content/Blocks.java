package dev.revue.enrich.extract.content;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/// Cuts a page into blocks, without its frame, and weighs every element by the prose it holds.
/// Linear.
final class Blocks implements NodeVisitor {
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
          "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s",
          "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
          "wbr", "picture", "source", "nobr", "meter");
  private static final double FRAME_SHARE = 0.34;
  private static final double WHOLE = 0.6;
  private static final double WHOLE_TALK = 0.85;
  private static final double WHOLE_CONSENT = 0.97;

  private final boolean dropTalk;
  private final int pageProse;
  private final Map<Element, int[]> raw;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Element, Double> weights = new HashMap<>();
  private final Deque<Double> sums = new ArrayDeque<>();
  private final StringBuilder buffer = new StringBuilder();
  private int linkChars;
  private int links;
  private int breaks;
  private boolean spaced;
  private @Nullable Node skipped;

  private Blocks(boolean dropTalk, Map<Element, int[]> raw, int pageProse) {
    this.dropTalk = dropTalk;
    this.raw = raw;
    this.pageProse = pageProse;
  }

  /// Blocks in page order and the weight of prose of every element that has any.
  record Read(List<Block> blocks, Map<Element, Double> weights) {
    double weight(Element element) {
      return weights.getOrDefault(element, 0.0);
    }
  }

  static Read read(Document document, boolean dropTalk) {
    Sizes sizes = new Sizes();
    Element body = document.body();
    body.traverse(sizes);
    int[] whole = sizes.of.getOrDefault(body, new int[2]);
    Blocks reader = new Blocks(dropTalk, sizes.of, whole[0] - whole[1]);
    body.traverse(reader);
    return new Read(reader.blocks, reader.weights);
  }

  @Override
  public void head(Node node, int depth) {
    if (skipped != null) return;
    if (node instanceof TextNode text) {
      append(text.getWholeText());
      return;
    }
    if (!(node instanceof Element element)) return;
    if (frame(element)) {
      skipped = element;
      flush(element.parent() == null ? element : element.parent());
      return;
    }
    if (element.normalName().equals("br")) {
      if (++breaks > 1) flush(element.parent() == null ? element : element.parent());
      else append(" ");
    } else if (!INLINE.contains(element.normalName())) {
      if (element.parent() != null) flush(element.parent());
      sums.push(0.0);
    } else if (element.normalName().equals("a")) {
      links++;
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (skipped != null) {
      if (node.equals(skipped)) skipped = null;
      return;
    }
    if (!(node instanceof Element element) || element.normalName().equals("br")) return;
    if (INLINE.contains(element.normalName())) {
      if (element.normalName().equals("a")) links--;
      return;
    }
    flush(element);
    double sum = sums.isEmpty() ? 0 : sums.pop();
    if (sum > 0) {
      weights.put(element, sum);
      if (!sums.isEmpty()) sums.push(sums.pop() + sum);
    }
  }

  /// Named like the frame, and too small a part of the page's prose to be anything else.
  private boolean frame(Element element) {
    if (Frame.never(element)) return true;
    boolean talk = dropTalk && Frame.talk(element);
    if (!talk && !Frame.suspect(element)) return false;
    int[] size = raw.getOrDefault(element, new int[2]);
    double share = (double) (size[0] - size[1]) / Math.max(1, pageProse);
    double most =
        talk
            ? WHOLE_TALK
            : Frame.consent(element) ? WHOLE_CONSENT : Frame.surely(element) ? WHOLE : FRAME_SHARE;
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

  private void flush(Element at) {
    if (!buffer.isEmpty()) {
      Block block = new Block(at, kind(at), buffer.toString(), linkChars, blocks.size());
      blocks.add(block);
      if (!sums.isEmpty()) sums.push(sums.pop() + Prose.weight(block));
    }
    buffer.setLength(0);
    linkChars = 0;
    breaks = 0;
    spaced = false;
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

  /// Characters of text, and of text in links, below every element.
  private static final class Sizes implements NodeVisitor {
    private final Map<Element, int[]> of = new HashMap<>();
    private final Deque<int[]> open = new ArrayDeque<>();
    private int links;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof Element element) {
        open.push(new int[2]);
        if (element.normalName().equals("a")) links++;
      } else if (node instanceof TextNode text && !open.isEmpty()) {
        int chars = visible(text.getWholeText());
        int[] sum = open.getFirst();
        sum[0] += chars;
        if (links > 0) sum[1] += chars;
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (!(node instanceof Element element)) return;
      if (element.normalName().equals("a")) links--;
      int[] sum = open.pop();
      if (sum[0] == 0) return;
      of.put(element, sum);
      int[] outer = open.peek();
      if (outer == null) return;
      outer[0] += sum[0];
      outer[1] += sum[1];
    }

    private static int visible(String text) {
      int n = 0;
      for (int i = 0; i < text.length(); i++) if (!Character.isWhitespace(text.charAt(i))) n++;
      return n;
    }
  }
}
