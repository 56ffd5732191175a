package dev.revue.enrich.embed;

import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.TransactionalLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// `revue.reviews` to `revue.embedded`: the reviews that have no embedding yet, with theirs. From
/// there the owner of a review's page puts it into the log, if it still stands.
public final class EmbedHandler implements TransactionalLoop.Handler {
  private final Embedder embedder;

  /// @param embedder closed with it
  public EmbedHandler(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public void assigned(Map<TopicPartition, Long> committed) {}

  @Override
  public void revoked(Collection<TopicPartition> partitions) {}

  @Override
  public void handle(
      ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
    OptionalInt page = Events.pagePartition(record);
    if (page.isEmpty() || !(Events.review(record) instanceof Review review)) return;
    embedded(review, embedder)
        .ifPresent(done -> out.add(Events.embedded(done, page.getAsInt(), Events.trace(record))));
  }

  /// The review with its embedding; empty where it has one, or is in a language that the embedder
  /// does not read, or has no words.
  public static Optional<Review> embedded(Review review, Embedder embedder) {
    String language = review.language();
    boolean asks = review.embedding().isEmpty() && language != null && embedder.reads(language);
    String essence = asks ? Essence.of(review) : "";
    if (essence.isEmpty()) return Optional.empty();
    List<Float> embedding = new ArrayList<>();
    for (float x : embedder.embed(essence)) embedding.add(x);
    return Optional.of(review.embedded(embedding));
  }

  /// By the thread that uses it: what is native must not go away under its hands.
  @Override
  public void close() {
    embedder.close();
  }
}
