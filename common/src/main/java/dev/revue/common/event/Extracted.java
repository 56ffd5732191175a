package dev.revue.common.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a page last gave, on `revue.extracted`: enrich's memory, so that a review which a newer
/// page no longer has, or has under another title, is taken back. Keyed by the page's canonical
/// URL.
public record Extracted(String url, Version version, List<Given> reviews) {
  public Extracted {
    // JSON leaves out what is empty.
    reviews = reviews == null ? List.of() : List.copyOf(reviews);
  }

  /// A review that the page gave, and under which title.
  public record Given(String reviewId, @Nullable String itemId) {}
}
