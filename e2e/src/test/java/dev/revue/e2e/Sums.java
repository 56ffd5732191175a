package dev.revue.e2e;

import dev.revue.common.event.ItemScore.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Counts and an integer sum over some reviews.
///
/// @param histogram rated reviews by decile
record Sums(int reviews, int rated, long hundredths, List<Integer> histogram) {
  private static final List<Integer> NONE = Collections.nCopies(Tally.BANDS, 0);

  /// Reviews of one decile; below zero where they have no score.
  static Sums of(int reviews, int rated, long hundredths, int band) {
    var histogram = new ArrayList<>(NONE);
    if (band >= 0) histogram.set(band, rated);
    return new Sums(reviews, rated, hundredths, histogram);
  }

  /// What a document tells under these names.
  static Sums told(JsonNode document, String reviews, String rated, String hundredths) {
    return new Sums(
        document.path(reviews).asInt(),
        document.path(rated).asInt(),
        document.path(hundredths).asLong(),
        NONE);
  }

  Sums with(JsonNode bands) {
    if (bands.isMissingNode()) return this;
    return new Sums(reviews, rated, hundredths, bands.valueStream().map(JsonNode::asInt).toList());
  }

  Sums and(Sums other) {
    var both = new ArrayList<Integer>();
    for (int i = 0; i < Tally.BANDS; i++) both.add(histogram.get(i) + other.histogram.get(i));
    return new Sums(
        reviews + other.reviews, rated + other.rated, hundredths + other.hundredths, both);
  }
}
