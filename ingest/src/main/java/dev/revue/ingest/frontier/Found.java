package dev.revue.ingest.frontier;

import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A URL that a document or a source names.
///
/// @param changed when the document says that it changed last; null where it does not say
public record Found(
    CanonicalUrl url,
    Kind kind,
    int depth,
    int paging,
    int hops,
    String source,
    @Nullable Instant changed) {

  public Found(CanonicalUrl url, Kind kind, int depth, int paging, int hops, String source) {
    this(url, kind, depth, paging, hops, source, null);
  }

  /// Where a source begins.
  public static Found start(CanonicalUrl url, Kind kind, String source) {
    return new Found(url, kind, 0, 0, 0, source);
  }
}
