package dev.revue.enrich.catalog;

/// A title of the catalogue that a page may mean.
///
/// @param how its name agrees with the page's
record Candidate(Entry entry, How how) {

  /// From the surest to the least sure.
  enum How {
    /// The page's mark-up names its id.
    ID(2.5),
    /// The same words.
    SAME(0),
    /// The same but for article, numerals, spelling of part, or which version of it is meant.
    ALIKE(-0.5),
    /// It has a subtitle that the page leaves out.
    HEAD(-0.5),
    /// The page has a subtitle that may well make it another title.
    LONGER(-0.5),
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
