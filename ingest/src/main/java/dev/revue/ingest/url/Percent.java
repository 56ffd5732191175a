package dev.revue.ingest.url;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.IntPredicate;

/// Percent-encoding and its undoing.
public final class Percent {
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

  /// The printable ASCII that the URL Standard leaves as it is in each part of an http URL.
  enum Part {
    FRAGMENT(" \"<>`"),
    QUERY(" \"#<>'"),
    PATH(" \"#<>?^`{}"),
    USERINFO(" \"#<>?^`{}/:;=@[\\]|"),

    /// Nothing but what is not ASCII, and control characters, becomes escapes.
    WRITTEN(""),

    /// Whatever one of the others escapes, apart from what separates parts.
    COMPARED(" \"'<>^`{|}");

    private final String encoded;
    private final long low;
    private final long high;

    Part(String encoded) {
      this.encoded = encoded;
      this.low = plain(' ', '@');
      this.high = plain('@', '\u007f');
    }

    /// A bit for each character that may stand.
    private long plain(char from, char to) {
      long bits = 0;
      for (char c = from; c < to; c++) {
        if (encoded.indexOf(c) < 0) bits |= 1L << c;
      }
      return bits;
    }

    boolean plain(char c) {
      return c < 0x80 && ((c < 0x40 ? low : high) >>> c & 1) != 0;
    }
  }

  private static final int REPLACEMENT = 0xfffd;
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final BitSet NEEDS_NONE = new BitSet(128);

  static {
    UNRESERVED.chars().forEach(NEEDS_NONE::set);
  }

  private Percent() {}

  /// Appends `text[from, to)`, what may not stand in `part` as escaped UTF-8. Escapes that are
  /// there stay.
  static void encode(String text, int from, int to, Part part, StringBuilder out) {
    int written = from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (part.plain(c)) continue;
      out.append(text, written, i);
      int point = text.codePointAt(i);
      boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      String whole = Character.toString(half ? REPLACEMENT : point);
      for (byte octet : whole.getBytes(StandardCharsets.UTF_8)) octet(octet & 0xff, out);
      if (Character.isSupplementaryCodePoint(point)) i++;
      written = i + 1;
    }
    out.append(text, written, to);
  }

  /// As it is written, but in ASCII and with escapes in upper case.
  public static String written(String text) {
    return rewritten(encoded(text, Part.WRITTEN), octet -> false);
  }

  /// A form in which two paths or queries are the same if they mean the same.
  public static String compared(String text) {
    return settled(encoded(text, Part.COMPARED));
  }

  /// The one form of each escape: upper-case, and none for what needs none. Doing it again changes
  /// nothing: no escape is undone where its character would complete another one.
  static String settled(String text) {
    return rewritten(text, NEEDS_NONE::get);
  }

  private static String encoded(String text, Part part) {
    var out = new StringBuilder(text.length() + 16);
    encode(text, 0, text.length(), part, out);
    return out.toString();
  }

  private static String rewritten(String text, IntPredicate undone) {
    int first = text.indexOf('%');
    if (first < 0) return text;
    var out = new StringBuilder(text.length()).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      int octet = escaped(text, i);
      if (octet < 0) {
        out.append(text.charAt(i));
        continue;
      }
      if (undone.test(octet) && !unfinished(out)) out.append((char) octet);
      else octet(octet, out);
      i += 2;
    }
    return out.toString();
  }

  /// The octet that an escape at `i` stands for, or -1 where there is none.
  static int escaped(CharSequence text, int i) {
    if (text.charAt(i) != '%' || i + 2 >= text.length()) return -1;
    int high = hex(text.charAt(i + 1));
    int low = hex(text.charAt(i + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  static void octet(int octet, StringBuilder out) {
    out.append('%').append(HEX[octet >> 4]).append(HEX[octet & 15]);
  }

  /// The value of an ASCII digit of base 16, or -1.
  static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /// Whether a stray percent sign at the end waits for one or two digits.
  private static boolean unfinished(StringBuilder out) {
    int n = out.length();
    if (n > 0 && out.charAt(n - 1) == '%') return true;
    return n > 1 && out.charAt(n - 2) == '%' && hex(out.charAt(n - 1)) >= 0;
  }
}
