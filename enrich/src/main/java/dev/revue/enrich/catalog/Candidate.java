package dev.revue.enrich.catalog;

/// A title of the catalogue that a page may mean.
///
/// @param how its name agrees with the page's
record Candidate(Entry entry, How how) {

  /// From the surest to the least sure.
  enum How {
    /// The page names its id.
    ID(2.5),
    /// The same words.
    SAME(0),
    /// The same but for article, numerals and spelling of part.
    ALIKE(-0.5),
    /// One of the two has a subtitle.
    HEAD(-0.5),
    /// A word that no title has is a slip away from one of this.
    SLIP(-1),
    /// A word that other titles have is.
    OTHER_WORD(-1.5);

    final double weight;

    How(double weight) {
      this.weight = weight;
    }
  }
}
