package dev.revue.enrich.extract.content;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/// What a page says again and again: copies for other screens, cloned slides, and the labels that a
/// forum prints beside every post.
final class Repeated {
  private static final int LONGEST_NAME = 120;
  private static final int COPY = 25;
  private static final int COPY_OF_PROSE = 80;
  private static final int CLONE = 2_000;
  private static final int NEAR = 6;
  private static final int LABEL = 60;
  private static final int OFTEN = 3;
  private static final double SPOKEN = 0.2;

  private Repeated() {}

  /// The blocks in order, each longer text once.
  static List<Block> without(List<Block> blocks, PageKind kind) {
    Map<String, Shape> shapes = kind == PageKind.FORUM ? shapes(blocks) : Map.of();
    // Prose and reference repeat lines on purpose; only copies side by side are for other screens.
    boolean prose = kind == PageKind.ARTICLE || kind == PageKind.OTHER;
    int reach = prose ? NEAR : Integer.MAX_VALUE;
    int worth = prose ? COPY_OF_PROSE : COPY;
    Map<String, Integer> seen = new HashMap<>();
    BitSet cloned = cloned(blocks);
    List<Block> out = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (kind == PageKind.FORUM && shapes.getOrDefault(shape(block), Shape.NONE).label()) continue;
      Integer before =
          block.kind() == Block.Kind.CODE || block.text().length() < worth
              ? null
              : seen.put(block.text(), i);
      boolean again = cloned.get(i) || (before != null && i - before <= reach);
      if (!again) out.add(block);
    }
    return out;
  }

  /// Blocks of long stretches that stand on the page a second time: its copy for another screen.
  private static BitSet cloned(List<Block> blocks) {
    BitSet out = new BitSet();
    Map<String, Integer> first = new HashMap<>();
    int original = -1;
    int start = 0;
    int chars = 0;
    for (int i = 0; i < blocks.size(); i++) {
      String text = blocks.get(i).text();
      boolean goesOn =
          original >= 0 && original + 1 < start && blocks.get(original + 1).text().equals(text);
      if (goesOn) {
        original++;
        chars += text.length();
        if (chars >= CLONE) out.set(start, i + 1);
      } else {
        original = text.length() >= COPY ? first.getOrDefault(text, -1) : -1;
        start = i;
        chars = text.length();
      }
      if (text.length() >= COPY) first.putIfAbsent(text, i);
    }
    return out;
  }

  private static Map<String, Shape> shapes(List<Block> blocks) {
    Map<String, Shape> out = new HashMap<>();
    for (Block block : blocks) {
      Shape shape = out.computeIfAbsent(shape(block), s -> new Shape());
      shape.count++;
      shape.longest = Math.max(shape.longest, block.text().length());
      if (Prose.sentence(block.text())) shape.sentences++;
    }
    return out;
  }

  private static String shape(Block block) {
    Element at = block.at();
    Element outer = at.parent();
    return at.normalName()
        + '.'
        + name(at)
        + '<'
        + (outer == null ? "" : outer.normalName() + '.' + name(outer));
  }

  /// Cut, because every block below an element copies its name.
  private static String name(Element element) {
    String name = element.className();
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  /// All blocks of one tag and class within one tag and class.
  private static final class Shape {
    private static final Shape NONE = new Shape();
    private int count;
    private int longest;
    private int sentences;

    /// True of short lines that are never sentences.
    boolean label() {
      return count >= OFTEN && longest < LABEL && sentences <= SPOKEN * count;
    }
  }
}
