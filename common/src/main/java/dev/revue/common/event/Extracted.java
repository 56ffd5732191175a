package dev.revue.common.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a page last gave, on `revue.extracted`: enrich's memory, so that a review which a newer
/// page no longer has, or has under another title, is taken back. Keyed by the page's canonical
/// URL.
///
/// @param by what extracted it; null of records of the first release
public record Extracted(String url, Version version, List<Given> reviews, @Nullable By by) {
  public Extracted {
    // JSON leaves out what is empty.
    reviews = reviews == null ? List.of() : List.copyOf(reviews);
  }

  /// All that decides, beside the page, what it gives.
  ///
  /// @param extractor the extractor's revision
  /// @param catalog which catalogue of titles it linked to
  public record By(int extractor, String catalog) {
    public By {
      catalog = catalog == null ? "" : catalog;
    }
  }

  /// A review that the page gave, and under which title.
  ///
  /// @param scale null where it has no rating on a scale
  /// @param embedded whether the embedding has been added to it
  public record Given(
      String reviewId, @Nullable String itemId, @Nullable Scale scale, boolean embedded) {
    public Given(String reviewId, @Nullable String itemId) {
      this(reviewId, itemId, null, false);
    }

    /// The same, with its embedding.
    public Given withEmbedding() {
      return new Given(reviewId, itemId, scale, true);
    }
  }

  /// The scale of a rating: what an author's other ratings are read by.
  ///
  /// @param author folded name; empty where the page names nobody
  /// @param best its end; null where nothing tells
  /// @param stated whether the page tells it
  public record Scale(String author, @Nullable Double best, boolean stated) {
    public Scale {
      author = author == null ? "" : author;
    }
  }
}
