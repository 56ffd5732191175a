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

  private HtmlReader() {}

  /// @param reserved what the whole site reserves
  static Html read(
      CanonicalUrl url,
      String text,
      Map<String, String> headers,
      String productToken,
      Map<String, String> reserved) {
    Document document = Jsoup.parse(text, url.text());
    References all = References.of(document);
    CanonicalUrl base =
        all.bases.stream()
            .findFirst()
            .flatMap(element -> url.resolve(element.attr("href")))
            .orElse(url);
    Wishes wishes = Wishes.of(document, headers, productToken, reserved);
    var links = new LinkedHashMap<CanonicalUrl, Boolean>();
    var feeds = new LinkedHashSet<CanonicalUrl>();
    var canonical =
        new LinkedHashSet<>(LinkHeader.canonical(url, headers.getOrDefault("link", "")));
    for (Element link : all.links) {
      Set<String> rel = rel(link);
      Optional<CanonicalUrl> target = base.resolve(link.attr("href"));
      if (target.isEmpty()) continue;
      if (rel.contains("canonical")) canonical.add(target.get());
      if (rel.contains("next")) links.put(target.get(), true);
      if (rel.contains("alternate") && feed(link) && feeds.size() < MOST_FEEDS) {
        feeds.add(target.get());
      }
    }
    for (Element link : all.anchors) {
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

  /// What has a `href`, each kind in its order, found in one walk through the document.
  private record References(List<Element> bases, List<Element> links, List<Element> anchors) {
    static References of(Document document) {
      var all = new References(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      document.forEach(element -> {
        switch (element.normalName()) {
          case "a", "area" -> all.anchors.add(element);
          case "link" -> all.links.add(element);
          case "base" -> all.bases.add(element);
          default -> {}
        }
      });
      all.anchors.removeIf(element -> !element.hasAttr("href"));
      all.links.removeIf(element -> !element.hasAttr("href") || !element.hasAttr("rel"));
      all.bases.removeIf(element -> !element.hasAttr("href"));
      return all;
    }
  }

  private static boolean feed(Element link) {
    String type = link.attr("type").toLowerCase(Locale.ROOT);
    return type.contains("rss+xml") || type.contains("atom+xml") || type.contains("feed+json");
  }

  private static Set<String> rel(Element link) {
    String rel = link.attr("rel");
    if (rel.isBlank()) return Set.of(); // as most links have it
    return Set.copyOf(List.of(rel.toLowerCase(Locale.ROOT).strip().split("\\s+")));
  }
}
