package dev.revue.enrich.extract.content;

import dev.revue.enrich.extract.text.Language;

/// How much a block looks like written prose rather than a menu entry.
final class Prose {
  private static final int SHORT = 25;
  private static final double MOSTLY_LINKS = 0.5;

  private Prose() {}

  /// 0 of menus and captions; about the length of a paragraph in characters.
  static double weight(Block block) {
    String text = block.text();
    double links = block.linkDensity();
    if (text.length() < SHORT || links > MOSTLY_LINKS || block.heading()) return 0;
    double weight = text.length() * (1 - links);
    boolean sentence = sentence(text);
    double stops = stopWords(text);
    if (!sentence && stops < 0.15) weight *= 0.15;
    else if (!sentence) weight *= 0.5;
    if (block.kind() == Block.Kind.ENTRY || block.kind() == Block.Kind.CELL) weight *= 0.6;
    return weight;
  }

  static boolean sentence(String text) {
    int end = text.length() - 1;
    while (end > 0 && "\"'”’»)]“ ".indexOf(text.charAt(end)) >= 0) end--;
    return end >= 0 && ".!?…。！？:;".indexOf(text.charAt(end)) >= 0;
  }

  static double stopWords(String text) {
    int words = 0;
    int stops = 0;
    for (String word : Language.words(text.length() > 600 ? text.substring(0, 600) : text)) {
      words++;
      if (Language.isStopWord(word)) stops++;
    }
    if (words > 0 && text.codePointAt(0) > 0x2E80) return 0.3;
    return words == 0 ? 0 : (double) stops / words;
  }
}
