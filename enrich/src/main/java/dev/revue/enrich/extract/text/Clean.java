package dev.revue.enrich.extract.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/// Makes strings of strangers safe to pass on: NFC, no control characters, no openable tag, and
/// links that are http(s) only.
public final class Clean {
  private Clean() {}

  /// One line: runs of space become one space; null where nothing is left.
  public static @Nullable String line(@Nullable String text) {
    if (text == null) return null;
    String out = clean(text, false);
    return out.isEmpty() ? null : out;
  }

  /// At most `limit` characters of one line, cut at a code point.
  public static @Nullable String line(@Nullable String text, int limit) {
    String out =
        line(text == null || text.length() <= 4 * limit ? text : text.substring(0, 4 * limit));
    return out == null || out.length() <= limit ? out : cut(out, limit);
  }

  /// Paragraphs separated by blank lines; single line breaks are kept.
  public static String block(String text) {
    return clean(text, true);
  }

  /// At most `limit` characters of paragraphs, cut at a code point.
  public static String block(String text, int limit) {
    String out = block(text.length() <= 2 * limit ? text : text.substring(0, 2 * limit));
    return out.length() <= limit ? out : cut(out, limit);
  }

  /// The address as an absolute http(s) URL; null where it is none.
  public static @Nullable String url(@Nullable String text, String base) {
    if (text == null || text.isBlank() || text.length() > 2048) return null;
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) return null; // half a character
    try {
      URI uri = new URI(base).resolve(new URI(text.strip().replace(" ", "%20")));
      String scheme = uri.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      return web && uri.getHost() != null ? uri.toASCIIString() : null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }

  /// Host of an address without `www.`; empty where it has none.
  public static String site(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return "";
    }
    String host = uri.getHost();
    if (host == null) return "";
    String lower = host.toLowerCase(java.util.Locale.ROOT);
    String bare = lower.startsWith("www.") ? lower.substring(4) : lower;
    return uri.getPort() < 0 ? bare : bare + ":" + uri.getPort();
  }

  private static String cut(String text, int limit) {
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end).stripTrailing();
  }

  private static String clean(String text, boolean lines) {
    String nfc = nfc(text);
    var out = new StringBuilder(nfc.length());
    int breaks = 0;
    boolean space = false;
    for (int i = 0; i < nfc.length(); ) {
      int c = nfc.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n') breaks++;
      if (blank(c)) {
        space = true;
        continue;
      }
      if (dropped(c)) continue;
      if (!out.isEmpty() && lines && breaks > 0) out.append(breaks > 1 ? "\n\n" : "\n");
      else if (!out.isEmpty() && space) out.append(' ');
      breaks = 0;
      space = false;
      if (c == '<' && opens(nfc, i)) out.append('‹');
      else out.appendCodePoint(c);
    }
    return nfc(out.toString()); // what was dropped may have stood between marks that combine
  }

  private static String nfc(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static boolean blank(int c) {
    return c <= ' '
        || c == 0xA0
        || c == 0x85
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c);
  }

  /// Control characters, zero-width marks that hide text, unpaired surrogates, private use.
  private static boolean dropped(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || c == 0xAD
        || c == 0x200B
        || c == 0xFEFF
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xFFFE
        || c == 0xFFFF;
  }

  /// What follows decides whether a parser of HTML would open a tag here; dropped characters do not
  /// hide it.
  private static boolean opens(String text, int i) {
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (!dropped(c) || c <= ' ') return Character.isLetter(c) || c == '!' || c == '/' || c == '?';
      i += Character.charCount(c);
    }
    return false;
  }
}
