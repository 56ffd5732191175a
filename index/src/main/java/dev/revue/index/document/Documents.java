package dev.revue.index.document;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Events;
import dev.revue.common.topic.Topic;
import dev.revue.index.bulk.Operation;
import dev.revue.index.contract.IndexKind;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Records to writes: which document, and through which alias.
public final class Documents {
  private final InstantSource clock;

  public Documents(InstantSource clock) {
    this.clock = clock;
  }

  /// The write that the record asks for; empty where it asks for none, as a review that moved to
  /// another title does: under that title it is alive.
  ///
  /// @throws BadRecord where it is no event of its topic
  public Optional<Operation> of(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topic.ITEMS.topicName())) {
      return Optional.of(item(Events.value(record, ItemScore.class)));
    }
    return switch (Events.review(record)) {
      case Review review ->
          Optional.of(
              Operation.index(
                  IndexKind.REVIEWS.writeAlias(),
                  review.id(),
                  review.version(),
                  ReviewDocument.of(review, clock.instant())));
      case ReviewRemoved removed when removed.moved() -> Optional.empty();
      case ReviewRemoved removed ->
          Optional.of(
              Operation.index(
                  IndexKind.REVIEWS.writeAlias(),
                  removed.id(),
                  removed.version(),
                  ReviewDocument.of(removed)));
    };
  }

  private Operation item(ItemScore score) {
    return Operation.index(
        IndexKind.ITEMS.writeAlias(),
        score.id(),
        score.version(),
        ItemDocument.of(score, clock.instant()));
  }
}
