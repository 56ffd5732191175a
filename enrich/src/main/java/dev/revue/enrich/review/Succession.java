package dev.revue.enrich.review;

import dev.revue.common.event.Extracted.Given;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows when a page that gave some reviews gives others now.
final class Succession {
  private Succession() {}

  /// Removals first, then the reviews that stand: where an old and a new place of a review are one
  /// partition, compaction keeps the last record of its key.
  static List<ReviewEvent> of(
      List<Given> before, List<Review> now, PageEvent page, Version version) {
    var standing = new HashMap<String, Review>();
    now.forEach(review -> standing.put(review.id(), review));
    String reason =
        switch (page) {
          case PageFetched _ -> "dropped";
          // A page that moved is gone here; `moved` would mean that the review stands elsewhere.
          case PageGone gone -> gone.reason().equals(ReviewRemoved.MOVED) ? "gone" : gone.reason();
        };
    var events = new ArrayList<ReviewEvent>();
    for (Given old : before) {
      Review stands = standing.get(old.reviewId());
      if (stands == null) {
        events.add(removed(old, version, reason, page));
      } else if (partition(old) != Topic.REVIEWS.partition(stands.partitionKey())) {
        events.add(removed(old, version, ReviewRemoved.MOVED, page));
      }
    }
    events.addAll(now);
    return events;
  }

  private static ReviewRemoved removed(Given old, Version version, String reason, PageEvent page) {
    return new ReviewRemoved(old.reviewId(), version, old.itemId(), reason, page.fetchedAt());
  }

  private static int partition(Given given) {
    @Nullable String item = given.itemId();
    return Topic.REVIEWS.partition(item == null ? given.reviewId() : item);
  }
}
