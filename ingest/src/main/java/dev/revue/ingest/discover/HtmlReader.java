package dev.revue.ingest.discover;

import dev.revue.ingest.discover.Content.Html;
import dev.revue.ingest.discover.Content.Link;
import dev.revue.ingest.url.CanonicalUrl;
import java.util.ArrayList;
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

  private final CanonicalUrl base;
  private final Map<CanonicalUrl, Boolean> links = new LinkedHashMap<>();
  private final Set<CanonicalUrl> feeds = new LinkedHashSet<>();
  private final Set<CanonicalUrl> sitemaps = new LinkedHashSet<>();
  private final Set<CanonicalUrl> canonical = new LinkedHashSet<>();

  private HtmlReader(CanonicalUrl base) {
    this.base = base;
  }

  /// @param reserved what the whole site reserves
  static Html read(
      CanonicalUrl url,
      String text,
      Map<String, String> headers,
      String productToken,
      Map<String, String> reserved) {
    Document document = Jsoup.parse(text, url.text());
    var all = References.of(document);
    CanonicalUrl base =
        all.bases.stream()
            .findFirst()
            .flatMap(element -> url.resolve(element.attr("href")))
            .orElse(url);
    Wishes wishes = Wishes.of(all.metas, headers, productToken, reserved);
    var reader = new HtmlReader(base);
    for (Element link : all.links) {
      reader.related(link.attr("href"), words(link.attr("rel")), link.attr("type"), base);
    }
    for (LinkHeader link : LinkHeader.all(headers.getOrDefault("link", ""))) {
      reader.related(link.target(), link.rel(), link.type(), url);
    }
    for (Element link : all.anchors) {
      if (reader.links.size() >= MOST_LINKS) break;
      reader.anchor(link);
    }
    reader.links.remove(url);
    return reader.html(document, wishes);
  }

  /// What the page says of itself and its neighbours.
  private void related(String href, Set<String> rel, String type, CanonicalUrl at) {
    Optional<CanonicalUrl> target = at.resolve(href);
    if (target.isEmpty()) return;
    if (rel.contains("canonical")) canonical.add(target.get());
    if (rel.contains("next")) links.put(target.get(), true);
    boolean feed = rel.contains("feed") || (rel.contains("alternate") && isFeed(type));
    if (feed && feeds.size() < MOST_FEEDS) feeds.add(target.get());
    if (rel.contains("sitemap") && sitemaps.size() < MOST_FEEDS) sitemaps.add(target.get());
  }

  private void anchor(Element link) {
    Set<String> rel = words(link.attr("rel"));
    if (rel.stream().anyMatch(NOT_VOUCHED_FOR::contains)) return;
    base.resolve(link.attr("href"))
        .ifPresent(to -> {
          boolean next = rel.contains("next") || NextLink.is(link);
          links.merge(to, next, Boolean::logicalOr);
        });
  }

  private Html html(Document document, Wishes wishes) {
    List<Link> kept =
        wishes.nofollow()
            ? List.of()
            : links.entrySet().stream().map(e -> new Link(e.getKey(), e.getValue())).toList();
    return new Html(
        document.title(),
        // A page that names several does not know itself.
        canonical.size() == 1 ? canonical.stream().findFirst() : Optional.empty(),
        wishes.noindex(),
        wishes.unavailableAfter(),
        kept,
        List.copyOf(feeds),
        List.copyOf(sitemaps),
        wishes.usage(),
        MainWords.fingerprint(document));
  }

  /// What has a `href` or says something of the page, each kind in its order, found in one walk
  /// through the document.
  private record References(
      List<Element> bases, List<Element> links, List<Element> metas, List<Element> anchors) {
    static References of(Document document) {
      var all =
          new References(
              new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      document.forEach(element -> {
        switch (element.normalName()) {
          case "a", "area" -> all.anchors.add(element);
          case "link" -> all.links.add(element);
          case "meta" -> all.metas.add(element);
          case "base" -> all.bases.add(element);
          default -> {}
        }
      });
      all.anchors.removeIf(element -> !element.hasAttr("href"));
      all.links.removeIf(element -> !element.hasAttr("href") || !element.hasAttr("rel"));
      all.metas.removeIf(element -> !element.hasAttr("name") || !element.hasAttr("content"));
      all.bases.removeIf(element -> !element.hasAttr("href"));
      return all;
    }
  }

  private static boolean isFeed(String type) {
    String plain = type.toLowerCase(Locale.ROOT);
    return plain.contains("rss+xml") || plain.contains("atom+xml") || plain.contains("feed+json");
  }

  private static Set<String> words(String attribute) {
    if (attribute.isBlank()) return Set.of(); // as most links have it
    return Set.copyOf(List.of(attribute.toLowerCase(Locale.ROOT).strip().split("\\s+")));
  }
}
