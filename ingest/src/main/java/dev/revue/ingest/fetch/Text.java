package dev.revue.ingest.fetch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a document, and the charset that gave it.
public record Text(String text, Charset charset) {
  private static final int LOOK_AT = 1024;
  private static final Pattern PARAMETER =
      Pattern.compile("charset\\s*=\\s*[\"']?([^\\s\"';,]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern XML =
      Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([^\"']{1,40})[\"']");
  private static final Pattern META =
      Pattern.compile(
          "<meta[^>]{0,400}?charset\\s*=\\s*[\"']?\\s*([^\\s\"'/>;]{1,40})",
          Pattern.CASE_INSENSITIVE);
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /// By byte order mark, header, the document's own word, and at last by its bytes: UTF-8 where
  /// they are, else windows-1252.
  public static Text decode(byte[] body, String contentType) {
    if (starts(body, 0xEF, 0xBB, 0xBF)) return of(body, 3, StandardCharsets.UTF_8);
    if (starts(body, 0xFE, 0xFF)) return of(body, 2, StandardCharsets.UTF_16BE);
    if (starts(body, 0xFF, 0xFE)) return of(body, 2, StandardCharsets.UTF_16LE);
    Charset charset =
        named(PARAMETER, contentType)
            .or(() -> within(body))
            .orElseGet(() -> utf8(body) ? StandardCharsets.UTF_8 : WINDOWS_1252);
    return of(body, 0, charset);
  }

  private static Optional<Charset> within(byte[] body) {
    int length = Math.min(body.length, LOOK_AT);
    String head = new String(body, 0, length, StandardCharsets.ISO_8859_1);
    return named(XML, head)
        .or(() -> named(META, head))
        // What could be read as ASCII is not UTF-16, whatever it says.
        .map(c -> c.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : c);
  }

  private static Optional<Charset> named(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) return Optional.empty();
    try {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      if (name.equals("utf8")) return Optional.of(StandardCharsets.UTF_8);
      Charset charset = Charset.forName(name);
      // As browsers do: who says Latin-1 or ASCII often means its superset with curly quotes.
      boolean latin =
          charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII);
      return Optional.of(latin ? WINDOWS_1252 : charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static boolean utf8(byte[] body) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Text of(byte[] body, int from, Charset charset) {
    return new Text(new String(body, from, body.length - from, charset), charset);
  }

  private static boolean starts(byte[] body, int... mark) {
    if (body.length < mark.length) return false;
    for (int i = 0; i < mark.length; i++) {
      if ((body[i] & 0xff) != mark[i]) return false;
    }
    return true;
  }
}
