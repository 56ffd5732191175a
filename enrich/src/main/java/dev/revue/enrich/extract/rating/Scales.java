package dev.revue.enrich.extract.rating;

import java.util.OptionalDouble;

/// What is known beforehand of the scales on which a page's authors rate. The same page with the
/// same scales gives the same result.
@FunctionalInterface
public interface Scales {
  /// Nothing is known.
  Scales NONE = author -> OptionalDouble.empty();

  /// The end of the scale that an author's earlier ratings were on.
  ///
  /// @param author as the page names him; empty where it names nobody
  OptionalDouble best(String author);
}
