package dev.revue.index.document;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Events;
import dev.revue.common.topic.Topic;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
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
    return record.topic().equals(Topic.ITEMS.topicName())
        ? Optional.of(of(Events.item(record)))
        : of(Events.review(record));
  }

  /// @throws BadRecord where no document can be made of it
  public Optional<Document> of(ReviewEvent event) {
    return switch (event) {
      case ReviewRemoved removed when removed.moved() -> Optional.empty();
      case ReviewRemoved removed -> Optional.of(made(() -> ReviewDocument.of(removed)));
      case Review review -> Optional.of(made(() -> ReviewDocument.of(review, clock.instant())));
    };
  }

  /// @throws BadRecord where no document can be made of it
  public Document of(ItemScore score) {
    // Elasticsearch would make up an id of its own.
    if (score.id() == null) throw new BadRecord("incomplete", "the event has no id");
    return made(() -> ItemDocument.of(score, clock.instant()));
  }

  private static Document made(Supplier<Document> document) {
    try {
      return document.get();
    } catch (RuntimeException e) {
      // JSON may lack what the event's type promises.
      throw new BadRecord("incomplete", "no document can be made of it: " + e, e);
    }
  }
}
