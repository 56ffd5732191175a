package dev.revue.index.verify;

import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import java.util.Optional;

/// What one review adds to its title.
///
/// @param hundredths its score in hundredths of a point; negative where it has none
record Vote(String itemId, long version, boolean byUser, int hundredths) {
  static Optional<Vote> of(Review review) {
    Item item = review.item();
    if (item == null) return Optional.empty();
    Rating rating = review.rating();
    Double score = rating == null ? null : rating.score();
    int hundredths = score == null ? -1 : (int) Math.round(score * 100);
    return Optional.of(
        new Vote(
            item.id(), review.version().value(), review.authorType().equals("user"), hundredths));
  }

  boolean rated() {
    return hundredths >= 0;
  }
}
