package dev.revue.ingest.fetch;

import java.time.Duration;

/// The most that a server may cost us.
///
/// @param connect time to a connection: name, address and TLS
/// @param silence longest wait for the head of an answer, and then for its next byte
/// @param total time from the name's resolution to the last byte
/// @param pace the least that a body comes at
/// @param pageBytes of a decoded page or feed
/// @param sitemapBytes of a decoded sitemap
public record FetchLimits(
    Duration connect,
    Duration silence,
    Duration total,
    Pace pace,
    int pageBytes,
    int sitemapBytes) {

  /// Bytes a second, averaged over a window.
  public record Pace(int bytes, Duration window) {}

  /// How many header lines an answer may have; how long they may be together, the client limits.
  static final int MOST_HEADERS = 1_000;

  /// How many encodings of a body may lie over each other.
  static final int MOST_ENCODINGS = 2;

  private static final Pace PACE = new Pace(100, Duration.ofSeconds(10));

  public FetchLimits(
      Duration connect, Duration silence, Duration total, int pageBytes, int sitemapBytes) {
    this(connect, silence, total, PACE, pageBytes, sitemapBytes);
  }

  public static FetchLimits standard() {
    return new FetchLimits(
        Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(30), 5 << 20, 50 << 20);
  }
}
