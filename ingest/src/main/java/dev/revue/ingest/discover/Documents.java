package dev.revue.ingest.discover;

import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;

/// Tells what a document is, by its beginning and not by its name, and reads it.
public final class Documents {
  private final String productToken;

  /// @param productToken the name by which documents speak to us
  public Documents(String productToken) {
    this.productToken = productToken;
  }

  /// A page or a listing, which may turn out to be a feed.
  ///
  /// @param headers of the response, names in lower case
  /// @param reserved what the whole site reserves, by name, with where it says so
  public Content page(
      CanonicalUrl url, String text, Map<String, String> headers, Map<String, String> reserved) {
    Content list = list(url, text);
    return list instanceof Unknown
        ? HtmlReader.read(url, text, headers, productToken, reserved)
        : list;
  }

  /// A feed or a sitemap in any of their forms.
  public static Content list(CanonicalUrl url, String text) {
    try {
      var reader = new StringReader(text);
      return list(url, Form.of(text.substring(0, Math.min(text.length(), Form.LOOK_AT))), reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A feed or a sitemap, a sitemap of plain lines included, as it arrives.
  public static Content sitemap(CanonicalUrl url, Reader text) throws IOException {
    var reader = new BufferedReader(text, Form.LOOK_AT);
    Form form = Form.of(head(reader));
    return form == Form.TEXT ? SitemapReader.lines(url, reader) : list(url, form, reader);
  }

  /// Whatever it may be.
  Content any(CanonicalUrl url, String text, Map<String, String> headers) {
    Form form = Form.of(text.substring(0, Math.min(text.length(), Form.LOOK_AT)));
    try {
      return switch (form) {
        case HTML, MARKUP -> HtmlReader.read(url, text, headers, productToken, Map.of());
        case TEXT, JSON, FEED, SITEMAP -> sitemap(url, new StringReader(text));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Content list(CanonicalUrl url, Form form, Reader text) throws IOException {
    return switch (form) {
      case JSON -> JsonFeedReader.read(url, text);
      case FEED -> FeedReader.read(url, text);
      case SITEMAP -> SitemapReader.xml(url, text);
      case HTML, MARKUP, TEXT -> new Unknown();
    };
  }

  private static String head(Reader text) throws IOException {
    text.mark(Form.LOOK_AT);
    var head = new char[Form.LOOK_AT];
    int length = 0;
    for (int n = 0; n >= 0 && length < head.length; length += Math.max(0, n)) {
      n = text.read(head, length, head.length - length);
    }
    text.reset();
    return new String(head, 0, length);
  }
}
