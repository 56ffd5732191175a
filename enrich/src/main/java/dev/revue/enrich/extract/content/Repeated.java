package dev.revue.enrich.extract.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/// What a page says again and again: copies for other screens, cloned slides, and the labels that a
/// forum prints beside every post.
final class Repeated {
  private static final int COPY = 25;
  private static final int COPY_OF_PROSE = 80;
  private static final int LABEL = 60;
  private static final int OFTEN = 3;
  private static final double SPOKEN = 0.2;

  private Repeated() {}

  /// The blocks in order, each longer text once.
  static List<Block> without(List<Block> blocks, PageKind kind) {
    Map<String, Shape> shapes = kind == PageKind.FORUM ? shapes(blocks) : Map.of();
    // Prose and reference repeat short lines on purpose.
    boolean prose = kind == PageKind.ARTICLE || kind == PageKind.OTHER;
    int worth = prose ? COPY_OF_PROSE : COPY;
    Set<String> seen = new HashSet<>();
    List<Block> out = new ArrayList<>();
    for (Block block : blocks) {
      Shape shape = shapes.get(shape(block));
      if (shape != null && shape.label()) continue;
      boolean told = block.kind() != Block.Kind.CODE && block.text().length() >= worth;
      if (!told || seen.add(block.text())) out.add(block);
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
        + at.className()
        + '<'
        + (outer == null ? "" : outer.normalName() + '.' + outer.className());
  }

  /// All blocks of one tag and class within one tag and class.
  private static final class Shape {
    private int count;
    private int longest;
    private int sentences;

    /// True of short lines that are never sentences.
    boolean label() {
      return count >= OFTEN && longest < LABEL && sentences <= SPOKEN * count;
    }
  }
}
