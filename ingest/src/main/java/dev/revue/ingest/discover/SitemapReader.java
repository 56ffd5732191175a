package dev.revue.ingest.discover;

import dev.revue.ingest.discover.Content.Sitemap;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.url.CanonicalUrl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/// Sitemaps: indices, URL sets and plain lines. Read as a stream: a sitemap may be ten times as
/// large as a page.
final class SitemapReader {
  /// What the protocol allows in one file.
  private static final int MOST_URLS = 50_000;

  /// Room for every URL with all its extensions.
  private static final int MOST_ELEMENTS = 20 * MOST_URLS;

  private SitemapReader() {}

  static Content xml(CanonicalUrl url, String text) {
    var pages = new LinkedHashSet<CanonicalUrl>();
    var sitemaps = new LinkedHashSet<CanonicalUrl>();
    int read = 0;
    try (var parser = new StreamParser(Parser.xmlParser()).parse(text, url.text())) {
      for (var elements = parser.iterator(); elements.hasNext(); ) {
        Element element = elements.next();
        if (++read > MOST_ELEMENTS)
          break; // what is not of a sitemap stays in the tree and in memory
        boolean sitemap = local(element).equals("sitemap");
        if (!sitemap && !local(element).equals("url")) continue;
        for (Element child : element.children()) {
          if (!local(child).equals("loc")) continue;
          url.resolve(child.text()).ifPresent(sitemap ? sitemaps::add : pages::add);
        }
        element.remove();
        if (pages.size() + sitemaps.size() >= MOST_URLS) break;
      }
    }
    return new Sitemap(List.copyOf(pages), List.copyOf(sitemaps));
  }

  static Content lines(CanonicalUrl url, String text) {
    var pages = new LinkedHashSet<CanonicalUrl>();
    text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("http://") || line.startsWith("https://"))
        .limit(MOST_URLS)
        .forEach(line -> CanonicalUrl.parse(line).ifPresent(pages::add));
    return pages.isEmpty() ? new Unknown() : new Sitemap(List.copyOf(pages), List.of());
  }

  private static String local(Element element) {
    String name = element.tagName();
    return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }
}
