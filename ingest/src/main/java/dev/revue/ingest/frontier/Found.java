package dev.revue.ingest.frontier;

import dev.revue.ingest.url.CanonicalUrl;

/// A URL that a document or a source names.
public record Found(CanonicalUrl url, Kind kind, int depth, int paging, int hops, String source) {
  /// Where a source begins.
  public static Found start(CanonicalUrl url, Kind kind, String source) {
    return new Found(url, kind, 0, 0, 0, source);
  }
}
