package dev.revue.ingest.frontier;

import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The sites of one partition of `revue.frontier`, and the words that their rows share. Not
/// thread-safe.
final class Partition {
  private final int number;
  private final RobotsMemory robots;
  private final Words words = new Words();
  private final RowCodec codec = new RowCodec(words);
  private final Map<String, Site> sites = new HashMap<>();
  private Instant resumed = Instant.EPOCH;
  private final Map<String, Integer> urls = new HashMap<>(); // only where a domain has many sites

  Partition(int number, RobotsMemory robots) {
    this.number = number;
    this.robots = robots;
  }

  int number() {
    return number;
  }

  Words words() {
    return words;
  }

  RowCodec codec() {
    return codec;
  }

  RobotsMemory robots() {
    return robots;
  }

  void resumed(Instant now) {
    resumed = now;
  }

  /// When it became ours.
  Instant resumed() {
    return resumed;
  }

  Collection<Site> sites() {
    return sites.values();
  }

  /// How many URLs there are of the domain of `url`, which is one of `site`.
  int urls(Site site, CanonicalUrl url) {
    return urls.isEmpty() ? site.urls() : urls.getOrDefault(url.domain(), 0);
  }

  /// One more URL of its domain, of which `site` is only a part.
  void count(UrlRow row) {
    urls.merge(new CanonicalUrl(row.url()).domain(), 1, Integer::sum);
  }

  Optional<Site> known(String domain) {
    return Optional.ofNullable(sites.get(domain));
  }

  Site site(String domain) {
    return sites.computeIfAbsent(domain, d -> new Site(d, this));
  }

  /// The site, or one that is not among ours until it is kept.
  Site lent(String domain) {
    return known(domain).orElseGet(() -> new Site(domain, this));
  }

  void keep(Site site) {
    sites.putIfAbsent(site.domain(), site);
  }
}
