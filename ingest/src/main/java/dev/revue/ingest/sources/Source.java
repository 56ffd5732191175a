package dev.revue.ingest.sources;

import dev.revue.common.event.Ids;
import dev.revue.ingest.fetch.Access;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What to crawl under one name, and how.
///
/// @param start pages to begin with; their links are followed, and links to further lists
/// @param sitemaps named ones
/// @param autoSitemaps whether to look for more in robots.txt and at /sitemap.xml
/// @param allow regular expressions of which a page's URL must contain one; empty allows all
/// @param deny regular expressions of which no URL may contain one
/// @param select CSS selectors by field, where extraction needs help
/// @param delay least time between two requests to a registrable domain
/// @param depth most links from a start page to a page
/// @param access how its servers are asked
/// @param render whether its pages need a browser
/// @param usage what is done with pages that reserve a use
/// @param domains registrable domains of all of the above
public record Source(
    String name,
    List<CanonicalUrl> start,
    List<CanonicalUrl> feeds,
    List<CanonicalUrl> sitemaps,
    boolean autoSitemaps,
    List<UrlPattern> allow,
    List<UrlPattern> deny,
    Map<String, String> select,
    Duration delay,
    Bounds revisit,
    int depth,
    Access access,
    boolean render,
    UsagePolicy usage,
    Set<String> domains) {

  public Source {
    start = List.copyOf(start);
    feeds = List.copyOf(feeds);
    sitemaps = List.copyOf(sitemaps);
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    select = Map.copyOf(select);
    domains =
        Stream.of(start, feeds, sitemaps)
            .flatMap(List::stream)
            .map(CanonicalUrl::domain)
            .collect(Collectors.toUnmodifiableSet());
  }

  /// How often an unchanged and an ever changing page is looked at again.
  public record Bounds(Duration min, Duration max) {
    public Bounds {
      if (min.compareTo(max) > 0) {
        throw new IllegalArgumentException("revisit min " + min + " is above max " + max);
      }
    }

    public Duration clamp(Duration interval) {
      if (interval.compareTo(min) < 0) return min;
      return interval.compareTo(max) > 0 ? max : interval;
    }
  }

  /// Whether a page at `url` is one that this source is after. On a domain that is not its own a
  /// pattern must match from the scheme on: `/reviews/` is not meant for the whole web.
  public boolean wants(CanonicalUrl url) {
    if (denies(url)) return false;
    if (!domains.contains(url.domain())) {
      return allow.stream().anyMatch(pattern -> pattern.begins(url.text()));
    }
    return allow.isEmpty() || allow.stream().anyMatch(pattern -> pattern.within(url.text()));
  }

  public boolean denies(CanonicalUrl url) {
    return deny.stream().anyMatch(pattern -> pattern.within(url.text()));
  }

  /// What its pages are asked for without, because a browser is given nothing but their address:
  /// the names of headers, cookies and login among them, and the proxy.
  public List<String> unrendered() {
    if (!render) return List.of();
    Stream<String> headers = access.headers().keySet().stream().sorted();
    return Stream.concat(headers, Stream.ofNullable(access.proxy()).map(proxy -> "proxy")).toList();
  }

  /// Changes whenever the same page may lead to other links, or be published no more.
  public String rules() {
    String policy = usage.answers().isEmpty() ? "" : "\n" + new TreeMap<>(usage.answers());
    return Ids.hash(allow + "\n" + deny + "\n" + depth + policy).substring(0, 8);
  }
}
