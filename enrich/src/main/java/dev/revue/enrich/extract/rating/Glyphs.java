package dev.revue.enrich.extract.rating;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs of stars, hearts and other symbols that people count.
final class Glyphs {
  private static final Map<Integer, Glyph> ALL = new HashMap<>();
  private static final int LOWEST = 0x2500;
  private static final int LONGEST = 100;

  static {
    put(Family.STARS, 1, "★⭐🌟✭✮✯✪⭑🟊");
    put(Family.STARS, 0, "☆✩⚝✰⭒");
    put(Family.STARS, 0.5, "⯪⯨⯫");
    put(Family.HEARTS, 1, "❤♥🧡💚💙💜🖤🤎💖💗🩷🩵");
    put(Family.HEARTS, 0.5, "💛💔");
    put(Family.HEARTS, 0, "🤍♡");
    put(Family.CIRCLES, 1, "●⬤⚫🔴🟠🟡🟢🔵🟣");
    put(Family.CIRCLES, 0.5, "◐◑◖◗");
    put(Family.CIRCLES, 0, "○◯⚪⭕");
    put(Family.SQUARES, 1, "■▮🟩🟥🟨");
    put(Family.SQUARES, 0, "□▯▢⬜◻");
    put(Family.DIAMONDS, 1, "◆");
    put(Family.DIAMONDS, 0, "◇");
    put(Family.MOONS, 1, "🌕");
    put(Family.MOONS, 0.5, "🌗🌓");
    put(Family.MOONS, 0, "🌑");
    put(Family.OTHER, 1, "🍅🍿🎬🎃👍🐾🔥🏆💎🍷☕🌶🎮⚽🐈🐱🍪");
  }

  private Glyphs() {}

  /// Symbols that may stand in one run.
  private enum Family {
    STARS,
    HEARTS,
    /// bullets and ornaments, too: a rating only where full ones and empty ones stand together
    CIRCLES,
    SQUARES,
    DIAMONDS,
    MOONS,
    /// each only with its like
    OTHER,
    ASTERISKS
  }

  /// @param value 1 of a full symbol, 0 of an empty one
  private record Glyph(Family family, double value) {}

  private static void put(Family family, double value, String symbols) {
    symbols.codePoints().forEach(c -> ALL.put(c, new Glyph(family, value)));
  }

  private static @Nullable Glyph glyph(int c) {
    if (c == '*') return new Glyph(Family.ASTERISKS, 1);
    return c < LOWEST ? null : ALL.get(c);
  }

  static boolean part(int c) {
    return c == '*' || (c >= LOWEST && ALL.containsKey(c));
  }

  /// The longest run of one family of symbols; single spaces and variation marks may stand between.
  static Token run(String text, int start) {
    int first = text.codePointAt(start);
    Glyph opening = glyph(first);
    Family family = opening == null ? Family.OTHER : opening.family();
    double filled = 0;
    int empty = 0;
    int end = start;
    int seen = 0;
    for (int i = start; i < text.length() && seen < LONGEST; ) {
      int c = text.codePointAt(i);
      int width = Character.charCount(c);
      if (invisible(c)) {
        i += width;
        end = i;
        continue;
      }
      if (space(c) && i + 1 < text.length() && continues(text.codePointAt(i + 1), family, first)) {
        i++;
        continue;
      }
      Glyph glyph = glyph(c);
      if (glyph != null && continues(c, family, first)) {
        if (glyph.value() == 0) empty++;
        else filled += glyph.value();
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
    return token(family, start, end, text.substring(start, end), filled, empty);
  }

  private static Token token(
      Family family, int start, int end, String text, double filled, int empty) {
    boolean mixed = filled > 0 && empty > 0;
    return switch (family) {
      case STARS -> new Token(Token.Kind.STARS, start, end, text, filled, empty);
      case ASTERISKS -> new Token(Token.Kind.ASTERISKS, start, end, text, filled, 0);
      case OTHER -> new Token(Token.Kind.UNITS, start, end, text, filled, 0);
      // five white hearts are a rating like five red ones
      case HEARTS ->
          mixed
              ? new Token(Token.Kind.STARS, start, end, text, filled, empty)
              : new Token(Token.Kind.UNITS, start, end, text, filled + empty, 0);
      case CIRCLES, SQUARES, DIAMONDS, MOONS ->
          new Token(mixed ? Token.Kind.STARS : Token.Kind.SYMBOL, start, end, text, filled, empty);
    };
  }

  private static boolean continues(int c, Family family, int first) {
    Glyph glyph = glyph(c);
    return glyph != null && glyph.family() == family && (family != Family.OTHER || c == first);
  }

  private static boolean space(int c) {
    return c == ' ' || c == 0xA0 || c == 0x2009 || c == 0x202F;
  }

  /// Variation marks and zero-width characters.
  private static boolean invisible(int c) {
    return c == 0xFE0F || c == 0xFE0E || c == 0x200B || c == 0x200D;
  }
}
