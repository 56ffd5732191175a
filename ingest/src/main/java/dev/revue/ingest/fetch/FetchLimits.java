package dev.revue.ingest.fetch;

import java.time.Duration;

/// The most that a server may cost us.
///
/// @param connect time to a connection, TLS apart
/// @param silence longest wait for the next byte
/// @param total time from the name's resolution to the last byte
/// @param pageBytes of a decoded page or feed
/// @param sitemapBytes of a decoded sitemap
public record FetchLimits(
    Duration connect, Duration silence, Duration total, int pageBytes, int sitemapBytes) {

  public static FetchLimits standard() {
    return new FetchLimits(
        Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(30), 5 << 20, 50 << 20);
  }
}
