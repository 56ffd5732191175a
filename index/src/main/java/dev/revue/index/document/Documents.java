package dev.revue.index.document;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Events;
import dev.revue.common.topic.Topic;
import dev.revue.index.bulk.Operation;
import dev.revue.index.contract.IndexKind;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

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
    try {
      return record.topic().equals(Topic.ITEMS.topicName()) ? item(record) : review(record);
    } catch (BadRecord e) {
      throw e;
    } catch (RuntimeException e) {
      // JSON may lack what the event's type promises.
      throw new BadRecord("incomplete", "no document can be made of it: " + e, e);
    }
  }

  private Optional<Operation> review(ConsumerRecord<byte[], byte[]> record) {
    return switch (Events.review(record)) {
      case ReviewRemoved removed when removed.moved() -> Optional.empty();
      case ReviewRemoved removed ->
          write(IndexKind.REVIEWS, removed.id(), removed.version(), ReviewDocument.of(removed));
      case Review review ->
          write(
              IndexKind.REVIEWS,
              review.id(),
              review.version(),
              ReviewDocument.of(review, clock.instant()));
    };
  }

  private Optional<Operation> item(ConsumerRecord<byte[], byte[]> record) {
    ItemScore score = Events.value(record, ItemScore.class);
    return write(
        IndexKind.ITEMS, score.id(), score.version(), ItemDocument.of(score, clock.instant()));
  }

  private static Optional<Operation> write(
      IndexKind kind, @Nullable String id, Version version, byte[] document) {
    // Elasticsearch would make up an id of its own.
    if (id == null) throw new BadRecord("incomplete", "the event has no id");
    return Optional.of(Operation.index(kind.writeAlias(), id, version, document));
  }
}
