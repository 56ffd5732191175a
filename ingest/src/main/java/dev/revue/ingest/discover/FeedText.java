package dev.revue.ingest.discover;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/// The plain text of a title, which feeds write as text, as HTML in text, as markup or in base64.
final class FeedText {
  private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");
  private static final Pattern MARKUP =
      Pattern.compile(
          "</?[a-zA-Z][^<>]{0,500}>|<!--|&(#\\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});");

  private FeedText() {}

  /// @param type, mode as Atom has them, in lower case; empty where there are none
  /// @param literal whether text without a type is meant as it stands
  static String plain(String text, String type, String mode, boolean literal) {
    String said = mode.equals("base64") ? decoded(text) : text;
    boolean escaped = !mode.equals("xml") && type.contains("html") && !type.contains("xhtml");
    boolean guess = type.isEmpty() && !literal && MARKUP.matcher(said).find();
    boolean html = escaped || guess || (mode.equals("escaped") && type.contains("html"));
    return SPACE.matcher(html ? Jsoup.parse(said).text() : said).replaceAll(" ").strip();
  }

  private static String decoded(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      return text;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
