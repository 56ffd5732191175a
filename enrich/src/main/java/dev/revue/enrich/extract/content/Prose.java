package dev.revue.enrich.extract.content;

import dev.revue.enrich.extract.text.Language;

/// How much a block looks like written prose rather than a menu entry.
final class Prose {
  private static final int SHORT = 25;
  private static final double MOSTLY_LINKS = 0.5;

  private Prose() {}

  /// 0 of menus and captions; about the length of a paragraph in characters.
  static double weight(Block.Kind kind, String text, int linkChars) {
    double links = (double) linkChars / Math.max(1, text.length());
    if (text.length() < SHORT || links > MOSTLY_LINKS || kind == Block.Kind.HEADING) return 0;
    double weight = text.length() * (1 - links);
    if (!sentence(text)) weight *= stopWords(text) < 0.15 ? 0.15 : 0.5;
    if (kind == Block.Kind.ENTRY || kind == Block.Kind.CELL) weight *= 0.6;
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
