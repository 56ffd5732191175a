package dev.revue.enrich.extract.rating;

import java.util.Arrays;

/// Runs of stars, hearts and other symbols that people count.
final class Glyphs {
  private static final String FILLED = "★⭐🌟✭✮✯✪⭑🟊";
  private static final String EMPTY = "☆✩⚝✰⭒";
  private static final String HALF = "⯪⯨⯫";
  private static final String HEARTS = "❤♥🧡💚💙💜🖤🤍🤎💖💗🩷🩵";
  private static final String HALF_HEART = "💛💔";
  private static final String OTHER = "🍅🍿🎬🎃👍🐾🔥🏆💎🍷☕🌶🎮⚽🐈🐱🍪";
  private static final int[] ALL =
      codePoints(FILLED + EMPTY + HALF + HEARTS + HALF_HEART + OTHER + "*");
  private static final int VARIATION = 0xFE0F;
  private static final int LONGEST = 100;

  private Glyphs() {}

  static boolean part(int c) {
    return c == '*' || (c > 0x2000 && Arrays.binarySearch(ALL, c) >= 0);
  }

  static boolean star(int c) {
    return FILLED.indexOf(c) >= 0 || EMPTY.indexOf(c) >= 0 || HALF.indexOf(c) >= 0;
  }

  /// The longest run of one family of symbols; single spaces and variation marks may stand between.
  static Token run(String text, int start) {
    int first = text.codePointAt(start);
    Token.Kind kind = family(first);
    double filled = 0;
    int empty = 0;
    int end = start;
    int seen = 0;
    for (int i = start; i < text.length() && seen < LONGEST; ) {
      int c = text.codePointAt(i);
      int width = Character.charCount(c);
      if (c == VARIATION) {
        i += width;
        end = i;
        continue;
      }
      if ((c == ' ' || c == 0xA0)
          && i + 1 < text.length()
          && continues(text.codePointAt(i + 1), kind, first)) {
        i++;
        continue;
      }
      if (part(c) && continues(c, kind, first)) {
        if (EMPTY.indexOf(c) >= 0) empty++;
        else filled += HALF.indexOf(c) >= 0 || HALF_HEART.indexOf(c) >= 0 ? 0.5 : 1;
      } else if (Token.fraction(c) > 0 && filled % 1 == 0) {
        filled += Token.fraction(c);
      } else {
        break;
      }
      seen++;
      i += width;
      end = i;
    }
    int half = filled % 1 == 0 ? Token.halfWritten(text, end) : 0;
    if (half > 0) {
      filled += 0.5;
      end = half;
    }
    return new Token(kind, start, end, text.substring(start, end), filled, empty);
  }

  private static boolean continues(int c, Token.Kind kind, int first) {
    if (family(c) != kind || !part(c)) return false;
    return kind != Token.Kind.UNITS || c == first || (heart(c) && heart(first));
  }

  private static boolean heart(int c) {
    return HEARTS.indexOf(c) >= 0 || HALF_HEART.indexOf(c) >= 0;
  }

  private static Token.Kind family(int c) {
    if (c == '*') return Token.Kind.ASTERISKS;
    return star(c) ? Token.Kind.STARS : Token.Kind.UNITS;
  }

  private static int[] codePoints(String text) {
    return text.codePoints().sorted().toArray();
  }
}
