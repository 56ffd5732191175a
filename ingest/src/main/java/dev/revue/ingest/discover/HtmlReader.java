package dev.revue.ingest.discover;

import dev.revue.ingest.discover.Content.Html;
import dev.revue.ingest.discover.Content.Link;
import dev.revue.ingest.url.CanonicalUrl;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Links and wishes of an HTML page.
final class HtmlReader {
  private static final int MOST_LINKS = 5_000;
  private static final int MOST_FEEDS = 8;
  private static final Set<String> NOT_VOUCHED_FOR = Set.of("nofollow", "ugc", "sponsored");

  private HtmlReader() {}

  /// @param reserved what the whole site reserves
  static Html read(
      CanonicalUrl url,
      String text,
      Map<String, String> headers,
      String productToken,
      Map<String, String> reserved) {
    Document document = Jsoup.parse(text, url.text());
    CanonicalUrl base =
        Optional.ofNullable(document.selectFirst("base[href]"))
            .flatMap(element -> url.resolve(element.attr("href")))
            .orElse(url);
    Wishes wishes = Wishes.of(document, headers, productToken, reserved);
    var links = new LinkedHashMap<CanonicalUrl, Boolean>();
    var feeds = new LinkedHashSet<CanonicalUrl>();
    var canonical =
        new LinkedHashSet<>(LinkHeader.canonical(url, headers.getOrDefault("link", "")));
    for (Element link : document.select("link[rel][href]")) {
      Set<String> rel = rel(link);
      Optional<CanonicalUrl> target = base.resolve(link.attr("href"));
      if (target.isEmpty()) continue;
      if (rel.contains("canonical")) canonical.add(target.get());
      if (rel.contains("next")) links.put(target.get(), true);
      if (rel.contains("alternate") && feed(link) && feeds.size() < MOST_FEEDS) {
        feeds.add(target.get());
      }
    }
    for (Element link : document.select("a[href], area[href]")) {
      if (links.size() >= MOST_LINKS) break;
      Set<String> rel = rel(link);
      if (rel.stream().anyMatch(NOT_VOUCHED_FOR::contains)) continue;
      base.resolve(link.attr("href"))
          .ifPresent(to -> links.merge(to, rel.contains("next"), Boolean::logicalOr));
    }
    links.remove(url);
    List<Link> kept =
        wishes.nofollow()
            ? List.of()
            : links.entrySet().stream().map(e -> new Link(e.getKey(), e.getValue())).toList();
    return new Html(
        // A page that names several does not know itself.
        canonical.size() == 1 ? Optional.of(canonical.getFirst()) : Optional.empty(),
        wishes.noindex(),
        wishes.unavailableAfter(),
        kept,
        List.copyOf(feeds),
        wishes.usage());
  }

  private static boolean feed(Element link) {
    String type = link.attr("type").toLowerCase(Locale.ROOT);
    return type.contains("rss+xml") || type.contains("atom+xml") || type.contains("feed+json");
  }

  private static Set<String> rel(Element link) {
    return Set.copyOf(List.of(link.attr("rel").toLowerCase(Locale.ROOT).strip().split("\\s+")));
  }
}
