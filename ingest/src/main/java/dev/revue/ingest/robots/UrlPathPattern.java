package dev.revue.ingest.robots;

import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The start of a path with its query, in which `*` stands for anything and a `$` at the end for
/// the end. Case counts; escapes that mean the same are the same. Matching takes linear time.
record UrlPathPattern(PathPattern pattern) {
  /// Longer ones are not read.
  static final int LONGEST = 2_000;

  private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

  static UrlPathPattern of(String pattern) {
    return new UrlPathPattern(new PathPattern(pattern, UrlPathPattern::normal));
  }

  /// Path and query of a URL in the form that `matches` takes: once for all patterns.
  static String target(CanonicalUrl url) {
    String query = url.query();
    return normal(query.isEmpty() ? url.path() : url.path() + "?" + query);
  }

  boolean matches(String path) {
    return pattern.matches(path);
  }

  /// Escapes in one form: none where none is needed, `$` and `*` plain, others in upper case.
  private static String normal(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int value = c == '%' && i + 2 <= text.length() ? hex(text, i) : -1;
      if (value >= 0) i += 2;
      if (value >= 0 && plain(value)) out.append((char) value);
      else if (value >= 0) escape(out, value);
      else if (c > ' ' && c < 127) out.append((char) c);
      else
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) escape(out, b & 0xff);
    }
    return out.toString();
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static boolean plain(int c) {
    return "-._~$*".indexOf(c) >= 0 || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static void escape(StringBuilder out, int value) {
    UPPER_CASE.toHexDigits(out.append('%'), (byte) value);
  }
}
