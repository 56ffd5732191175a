package dev.revue.enrich.extract.rating;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A piece of text that the rating grammar looks at as one.
///
/// @param value of a number, or the filled glyphs of a run
/// @param empty empty glyphs of a run; 0 of anything else
record Token(Kind kind, int start, int end, String text, double value, int empty) {
  enum Kind {
    NUMBER,
    WORD,
    STARS,
    UNITS,
    ASTERISKS,
    SYMBOL
  }

  boolean is(Kind one) {
    return kind == one;
  }

  boolean is(String symbol) {
    return text.equals(symbol);
  }

  /// The tokens of a text, in one pass.
  static List<Token> all(String text) {
    List<Token> out = new ArrayList<>();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      Token token;
      if (Glyphs.part(c)) token = Glyphs.run(text, i);
      else if (digit(c)) token = number(text, i);
      else if (fraction(c) > 0)
        token = new Token(Kind.NUMBER, i, i + 1, text.substring(i, i + 1), fraction(c), 0);
      else if (Character.isLetter(c)) token = word(text, i);
      else if (Character.isWhitespace(c) || c == 0xA0 || c == 0x202F || c == 0xFE0F) {
        i += Character.charCount(c);
        continue;
      } else {
        int end = i + Character.charCount(c);
        token = new Token(Kind.SYMBOL, i, end, text.substring(i, end), 0, 0);
      }
      out.add(token);
      i = token.end;
    }
    return out;
  }

  static double fraction(int c) {
    return switch (c) {
      case '½' -> 0.5;
      case '¼' -> 0.25;
      case '¾' -> 0.75;
      case '⅓' -> 1 / 3.0;
      case '⅔' -> 2 / 3.0;
      default -> 0;
    };
  }

  static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  /// `8`, `8.5`, `8,5`, `7½`, `2 1/2`; a group of three after a comma is a thousand, which is no
  /// rating.
  private static Token number(String text, int start) {
    int i = digits(text, start);
    double value = value(text, start, i);
    int afterPoint =
        i + 1 < text.length() && ".,".indexOf(text.charAt(i)) >= 0 ? digits(text, i + 1) : i;
    int places = afterPoint - i - 1;
    if (places >= 1 && places <= 2) {
      value += value(text, i + 1, afterPoint) / Math.pow(10, places);
      i = afterPoint;
    } else if (places > 2) {
      return new Token(Kind.SYMBOL, start, afterPoint, text.substring(start, afterPoint), 0, 0);
    }
    int next = i < text.length() && text.charAt(i) == ' ' ? i + 1 : i;
    if (next < text.length() && fraction(text.charAt(next)) > 0) {
      return new Token(
          Kind.NUMBER,
          start,
          next + 1,
          text.substring(start, next + 1),
          value + fraction(text.charAt(next)),
          0);
    }
    int half = halfWritten(text, i);
    if (half > 0)
      return new Token(Kind.NUMBER, start, half, text.substring(start, half), value + 0.5, 0);
    return new Token(Kind.NUMBER, start, i, text.substring(start, i), value, 0);
  }

  /// Where ` 1/2` ends that makes the number before it a mixed one; 0 where there is none.
  static int halfWritten(String text, int i) {
    boolean joined = i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '-');
    if (!joined || !text.startsWith("1/2", i + 1)) return 0;
    int end = i + 4;
    return end < text.length() && (digit(text.charAt(end)) || text.charAt(end) == '/') ? 0 : end;
  }

  private static int digits(String text, int i) {
    while (i < text.length() && digit(text.charAt(i))) i++;
    return i;
  }

  private static double value(String text, int start, int end) {
    double value = 0;
    for (int i = start; i < Math.min(end, start + 9); i++)
      value = value * 10 + (text.charAt(i) - '0');
    return value;
  }

  private static boolean han(int c) {
    return c >= 0x2E80 && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }

  private static Token word(String text, int start) {
    int i = start;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      boolean han = han(c);
      boolean inner = c == '\'' || c == '’' || Character.getType(c) == Character.NON_SPACING_MARK;
      if (!Character.isLetter(c) && !(inner && i > start)) break;
      if (han != han(text.codePointAt(start)) && !inner) break;
      i += Character.charCount(c);
    }
    return new Token(Kind.WORD, start, i, text.substring(start, i).toLowerCase(Locale.ROOT), 0, 0);
  }
}
