package dev.revue.index.verify;

import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one review adds to its title.
///
/// @param hundredths its score in hundredths of a point; null where it has none
record Vote(String itemId, long version, boolean byUser, @Nullable Integer hundredths) {
  static Optional<Vote> of(Review review) {
    Item item = review.item();
    if (item == null) return Optional.empty();
    Rating rating = review.rating();
    Integer hundredths = rating == null ? null : rating.hundredths();
    return Optional.of(new Vote(item.id(), review.version().value(), review.byUser(), hundredths));
  }
}
