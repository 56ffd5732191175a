package dev.revue.ingest.fetch;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a document, and the charset that gave it.
public record Text(String text, Charset charset) {
  /// As much of a document as says in which charset it is.
  public static final int LOOK_AT = 16 << 10;

  private static final int DECLARED_WITHIN = 4_096;
  private static final Pattern PARAMETER =
      Pattern.compile("charset\\s*=\\s*[\"']?\\s*([^\\s\"';,]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern XML =
      Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']\\s*([^\"']{1,40})[\"']");
  private static final Pattern META =
      Pattern.compile(
          "<meta[^>]{0,400}?charset\\s*=\\s*[\"']?\\s*([^\\s\"'/>;]{1,40})",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Charset EBCDIC = Charset.forName("IBM037");

  /// By byte order mark, header, the document's own word, and at last by its bytes.
  public static Text decode(byte[] body, String contentType) {
    Charset charset = charset(body, contentType);
    String text = new String(body, charset);
    return new Text(text.startsWith("\uFEFF") ? text.substring(1) : text, charset);
  }

  /// The charset of a document that begins with these bytes.
  public static Charset charset(byte[] body, String contentType) {
    return wide(body)
        .or(() ->
            starts(body, 0xEF, 0xBB, 0xBF) ? Optional.of(StandardCharsets.UTF_8) : Optional.empty())
        .or(() -> named(PARAMETER, contentType).filter(charset -> !isWide(charset)))
        .or(() -> declared(body))
        .orElseGet(() -> CharsetGuess.of(body));
  }

  /// By the mark, or by where the zeros of its first character are: `<`, or a space before it.
  private static Optional<Charset> wide(byte[] body) {
    if (body.length < 2) return Optional.empty();
    int first = body.length < 4 ? word(body, 2) << 16 | 0xFFFF : word(body, 4);
    if (first == 0x0000FEFF) return Optional.of(Charset.forName("UTF-32BE"));
    if (first == 0xFFFE0000) return Optional.of(Charset.forName("UTF-32LE"));
    if (first >>> 16 == 0xFEFF) return Optional.of(StandardCharsets.UTF_16BE);
    if (first >>> 16 == 0xFFFE) return Optional.of(StandardCharsets.UTF_16LE);
    if (begins(first)) return Optional.of(Charset.forName("UTF-32BE"));
    if (begins(Integer.reverseBytes(first))) return Optional.of(Charset.forName("UTF-32LE"));
    if (begins(first >>> 16)) return Optional.of(StandardCharsets.UTF_16BE);
    if (begins(Integer.reverseBytes(first) & 0xFFFF)) return Optional.of(StandardCharsets.UTF_16LE);
    return Optional.empty();
  }

  private static int word(byte[] body, int bytes) {
    int word = 0;
    for (int i = 0; i < bytes; i++) word = word << 8 | (body[i] & 0xff);
    return word;
  }

  private static boolean begins(int character) {
    return character == '<'
        || character == '{'
        || character == ' '
        || character == '\n'
        || character == '\r'
        || character == '\t';
  }

  private static Optional<Charset> declared(byte[] body) {
    if (starts(body, 0x4C, 0x6F, 0xA7, 0x94)) { // <?xm
      String head = new String(body, 0, Math.min(body.length, DECLARED_WITHIN), EBCDIC);
      return named(XML, head).or(() -> Optional.of(EBCDIC));
    }
    int length = Math.min(body.length, DECLARED_WITHIN);
    String head = new String(body, 0, length, StandardCharsets.ISO_8859_1);
    // In a list a page may be quoted.
    boolean list = head.contains("<?xml") && !head.toLowerCase(Locale.ROOT).contains("<html");
    return named(XML, head)
        .or(() -> list ? Optional.empty() : named(META, COMMENT.matcher(head).replaceAll("")))
        // What could be read as ASCII is not UTF-16, whatever it says.
        .map(charset -> isWide(charset) ? StandardCharsets.UTF_8 : charset);
  }

  private static Optional<Charset> named(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? CharsetLabels.charset(matcher.group(1)) : Optional.empty();
  }

  private static boolean isWide(Charset charset) {
    return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
  }

  private static boolean starts(byte[] body, int... mark) {
    if (body.length < mark.length) return false;
    for (int i = 0; i < mark.length; i++) {
      if ((body[i] & 0xff) != mark[i]) return false;
    }
    return true;
  }
}
