package dev.revue.ingest.discover;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.discover.Content.Html;
import dev.revue.ingest.discover.Content.Link;
import dev.revue.ingest.discover.Content.Sitemap;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.fetch.GzipFile;
import dev.revue.ingest.fetch.Text;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a document is and leads to, as `revue discover` shows it.
///
/// @param kind `rss`, `atom`, `json`, `sitemap`, `sitemap-index`, `html` or `unknown`
/// @param entries of a feed or sitemap, the links of a page; in order
/// @param feeds, sitemaps that a page names
/// @param next where the list goes on
/// @param error why there is nothing
public record Discovery(
    String kind,
    @Nullable String title,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Item> entries,
    List<String> feeds,
    List<String> sitemaps,
    @Nullable String next,
    @Nullable String error) {

  private static final int MOST_BYTES = 50 << 20;
  private static final String TOKEN = "RevueBot";

  /// All as it stands there, but addresses made absolute.
  public record Item(String url, @Nullable String title, @Nullable String published) {}

  /// @param contentType of the HTTP header; empty where there is none
  public static Discovery of(CanonicalUrl url, byte[] body, String contentType) {
    return of(url, body, Map.of("content-type", contentType));
  }

  /// @param headers of the response, names in lower case; none where there was none
  public static Discovery of(CanonicalUrl url, byte[] body, Map<String, String> headers) {
    try {
      byte[] content = GzipFile.content(body, MOST_BYTES);
      String text = Text.decode(content, headers.getOrDefault("content-type", "")).text();
      return of(new Documents(TOKEN).any(url, text, headers));
    } catch (IOException e) {
      return failed("a gzip file that cannot be read: " + e.getMessage());
    }
  }

  static Discovery failed(String why) {
    return new Discovery("unknown", null, List.of(), List.of(), List.of(), null, why);
  }

  private static Discovery of(Content content) {
    return switch (content) {
      case Feed feed -> {
        String further = feed.further().map(CanonicalUrl::text).orElse(null);
        yield new Discovery(
            feed.format(),
            feed.title(),
            items(feed.entries()),
            List.of(),
            List.of(),
            further,
            null);
      }
      case Sitemap sitemap -> {
        boolean index = sitemap.pages().isEmpty() && !sitemap.sitemaps().isEmpty();
        String kind = index ? "sitemap-index" : "sitemap";
        List<Entry> entries = index ? sitemap.sitemaps() : sitemap.pages();
        yield new Discovery(kind, null, items(entries), List.of(), List.of(), null, null);
      }
      case Html html ->
          new Discovery(
              "html",
              html.title(),
              html.links().stream().map(link -> new Item(link.url().text(), null, null)).toList(),
              html.feeds().stream().map(CanonicalUrl::text).toList(),
              html.sitemaps().stream().map(CanonicalUrl::text).toList(),
              html.links().stream()
                  .filter(Link::next)
                  .map(link -> link.url().text())
                  .findFirst()
                  .orElse(null),
              null);
      case Unknown unknown -> failed("neither a page nor a feed nor a sitemap");
    };
  }

  private static List<Item> items(List<Entry> entries) {
    return entries.stream()
        .map(entry -> new Item(entry.link(), entry.title(), entry.published()))
        .toList();
  }
}
