package dev.revue.ingest.discover;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// What a page asks of crawlers, in meta elements and headers.
///
/// @param usage what it reserves, by name, with where it says so
record Wishes(boolean noindex, boolean nofollow, Map<String, String> usage) {
  /// Directives that have a value after a colon: what stands before it is no crawler's name.
  private static final Set<String> VALUED =
      Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");

  static Wishes of(Document document, Map<String, String> headers, String productToken) {
    String us = productToken.toLowerCase(Locale.ROOT);
    var meta = new TreeSet<String>();
    var usage = new TreeMap<String, String>();
    for (Element element : document.select("meta[name][content]")) {
      String name = element.attr("name").strip().toLowerCase(Locale.ROOT);
      String content = element.attr("content").strip().toLowerCase(Locale.ROOT);
      if (name.equals("robots") || name.equals(us)) {
        Arrays.stream(content.split(",")).map(String::strip).forEach(meta::add);
      }
      if (name.equals("tdm-reservation") && content.equals("1")) usage.put("tdm", "meta");
    }
    Set<String> header = header(headers.getOrDefault("x-robots-tag", ""), us);
    if (headers.getOrDefault("tdm-reservation", "").strip().equals("1")) usage.put("tdm", "header");
    for (String wish : Set.of("noai", "noimageai")) {
      if (meta.contains(wish)) usage.put(wish, "meta");
      if (header.contains(wish)) usage.put(wish, "header");
    }
    var all = new TreeSet<>(meta);
    all.addAll(header);
    return new Wishes(
        all.contains("noindex") || all.contains("none"),
        all.contains("nofollow") || all.contains("none"),
        usage);
  }

  /// Directives for everyone or for us; those after another crawler's name are its own.
  private static Set<String> header(String value, String us) {
    var found = new TreeSet<String>();
    for (String line : value.toLowerCase(Locale.ROOT).split("\n")) {
      boolean ours = true;
      for (String part : line.split(",")) {
        String directive = part.strip();
        int colon = directive.indexOf(':');
        if (colon > 0 && !VALUED.contains(directive.substring(0, colon).strip())) {
          ours = directive.substring(0, colon).strip().equals(us);
          directive = directive.substring(colon + 1).strip();
        }
        if (ours) found.add(directive);
      }
    }
    return found;
  }
}
