package dev.revue.index.document;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Events;
import dev.revue.common.topic.Topic;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Records to documents.
public final class Documents {
  private final InstantSource clock;

  public Documents(InstantSource clock) {
    this.clock = clock;
  }

  /// The document that the record asks for; empty where it asks for none, as a review that moved to
  /// another title does: under that title it is alive.
  ///
  /// @throws BadRecord where it is no event of its topic
  public Optional<Document> of(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.topic().equals(Topic.ITEMS.topicName())
          ? Optional.of(item(record))
          : review(record);
    } catch (BadRecord e) {
      throw e;
    } catch (RuntimeException e) {
      // JSON may lack what the event's type promises.
      throw new BadRecord("incomplete", "no document can be made of it: " + e, e);
    }
  }

  private Optional<Document> review(ConsumerRecord<byte[], byte[]> record) {
    return switch (Events.review(record)) {
      case ReviewRemoved removed when removed.moved() -> Optional.empty();
      case ReviewRemoved removed -> Optional.of(ReviewDocument.of(removed));
      case Review review -> Optional.of(ReviewDocument.of(review, clock.instant()));
    };
  }

  private Document item(ConsumerRecord<byte[], byte[]> record) {
    ItemScore score = Events.value(record, ItemScore.class);
    // Elasticsearch would make up an id of its own.
    if (score.id() == null) throw new BadRecord("incomplete", "the event has no id");
    return ItemDocument.of(score, clock.instant());
  }
}
