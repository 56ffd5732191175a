package dev.revue.ingest.discover;

import dev.revue.common.json.Json;
import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.url.CanonicalUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// RSS 0.9x to 2.0, Atom and JSON Feed, read as leniently as their readers must: by local names, in
/// any namespace, well-formed or not. No entity is ever fetched or expanded.
final class FeedReader {
  private static final int MOST_ENTRIES = 10_000;

  private FeedReader() {}

  static Content xml(CanonicalUrl url, String text) {
    Document document = Jsoup.parse(text, url.text(), Parser.xmlParser());
    var entries = new ArrayList<Entry>();
    String title = "";
    boolean atom = false;
    for (Element element : document.getAllElements()) {
      String name = local(element);
      atom |= name.equals("feed");
      if (name.equals("title") && title.isEmpty() && entries.isEmpty()) title = plain(element);
      if (!name.equals("item") && !name.equals("entry")) continue;
      if (entries.size() < MOST_ENTRIES) entry(element, url).ifPresent(entries::add);
    }
    return new Feed(atom ? "atom" : "rss", title, List.copyOf(entries));
  }

  static Content json(CanonicalUrl url, String text) {
    try {
      JsonNode feed = Json.MAPPER.readTree(text);
      if (!feed.path("version").asString("").contains("jsonfeed.org")) return new Unknown();
      var entries = new ArrayList<Entry>();
      for (JsonNode item : feed.path("items")) {
        String link = item.path("url").asString(item.path("external_url").asString(""));
        if (link.isEmpty() || entries.size() >= MOST_ENTRIES) continue;
        String title = item.path("title").asString("");
        String published = item.path("date_published").asString("");
        url.resolve(link).ifPresent(to -> entries.add(new Entry(to, title, published)));
      }
      return new Feed("json", feed.path("title").asString(""), List.copyOf(entries));
    } catch (JacksonException e) {
      return new Unknown();
    }
  }

  private static Optional<Entry> entry(Element entry, CanonicalUrl url) {
    String title = "";
    String published = "";
    String link = "";
    String permalink = "";
    for (Element child : entry.children()) {
      switch (local(child)) {
        case "title" -> title = title.isEmpty() ? plain(child) : title;
        case "pubdate", "published", "date", "issued" -> published = child.text();
        case "updated", "modified" -> published = published.isEmpty() ? child.text() : published;
        case "link" -> link = link.isEmpty() ? link(child) : link;
        case "guid" -> {
          boolean address = !child.attr("isPermaLink").equalsIgnoreCase("false");
          if (address && child.text().strip().startsWith("http")) permalink = child.text();
        }
        default -> {}
      }
    }
    String found = link.isEmpty() ? permalink : link;
    if (found.isEmpty() && entry.hasAttr("rdf:about")) found = entry.attr("rdf:about");
    if (found.isBlank()) return Optional.empty();
    String published_ = published;
    String title_ = title;
    return base(entry, url).resolve(found).map(to -> new Entry(to, title_, published_.strip()));
  }

  /// RSS has the address as text, Atom in `href`; other relations of Atom are not the entry.
  private static String link(Element link) {
    String rel = link.attr("rel").toLowerCase(Locale.ROOT);
    if (!rel.isEmpty() && !rel.equals("alternate")) return "";
    return link.hasAttr("href") ? link.attr("href") : link.text().strip();
  }

  /// The innermost `xml:base`.
  private static CanonicalUrl base(Element element, CanonicalUrl url) {
    for (Element at = element; at != null; at = at.parent()) {
      if (at.hasAttr("xml:base")) return url.resolve(at.attr("xml:base")).orElse(url);
    }
    return url;
  }

  private static String plain(Element element) {
    return Jsoup.parse(element.text()).text();
  }

  private static String local(Element element) {
    String name = element.tagName();
    return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }
}
