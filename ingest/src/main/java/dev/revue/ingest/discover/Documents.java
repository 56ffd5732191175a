package dev.revue.ingest.discover;

import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.url.CanonicalUrl;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Tells what a document is, by its bytes and not by its name, and reads it.
public final class Documents {
  private static final int LOOK_AT = 4_096;
  private static final Pattern SITEMAP = opening("urlset|sitemapindex");
  private static final Pattern HTML = opening("html");
  private static final Pattern FEED = opening("rss|feed|rdf|channel");

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
    String head = head(text);
    if (head.startsWith("{")) return FeedReader.json(url, text);
    boolean xml = head.startsWith("<");
    if (xml && SITEMAP.matcher(head).find()) return SitemapReader.xml(url, text);
    boolean html = head.startsWith("<!doctype html") || HTML.matcher(head).find();
    if (xml && !html && FEED.matcher(head).find()) return FeedReader.xml(url, text);
    return new Unknown();
  }

  /// A feed or a sitemap, a sitemap of plain lines included.
  public static Content sitemap(CanonicalUrl url, String text) {
    Content list = list(url, text);
    return list instanceof Unknown ? SitemapReader.lines(url, text) : list;
  }

  private static String head(String text) {
    int start = 0;
    while (start < text.length() && (text.charAt(start) <= ' ' || text.charAt(start) == '\uFEFF')) {
      start++;
    }
    int end = Math.min(text.length(), start + LOOK_AT);
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /// The opening tag of an element of one of these names, under any prefix.
  private static Pattern opening(String names) {
    return Pattern.compile("<([a-z0-9._-]+:)?(" + names + ")[\\s>/]");
  }
}
