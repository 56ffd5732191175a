package dev.revue.enrich.fold;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.kafka.TransactionalLoop;
import dev.revue.common.topic.Topic;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Keeps the scores of the titles in the partitions that it owns. Its memory is what the partitions
/// hold below the committed offset, read again whenever they are assigned.
///
/// Its clock is the log: a score is as new as the newest event of its partition that was read. So
/// one that counts fewer events never has the newer version, however late it is written.
public final class FoldHandler implements TransactionalLoop.Handler {
  /// Of one batch, so that no transaction grows with the catalogue.
  private static final int MOST_CORRECTIONS = 2_000;

  private final Restore restore;
  private final Map<Integer, Instant> newest = new HashMap<>();
  private final Map<Integer, Fold> folds = new HashMap<>();
  private @Nullable String trace;

  public FoldHandler(Restore restore) {
    this.restore = restore;
  }

  @Override
  public void assigned(Map<TopicPartition, Long> committed) {
    var items =
        committed.keySet().stream()
            .map(p -> new TopicPartition(Topic.ITEMS.topicName(), p.partition()))
            .toList();
    committed.keySet().forEach(p -> folds.put(p.partition(), fresh(p.partition())));
    restore.toEnd(items, this::restoreScore);
    restore.to(committed, this::restoreReview);
    committed.keySet().forEach(p -> fold(p.partition()).settle());
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(p -> folds.remove(p.partition()));
  }

  @Override
  public void handle(
      ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
    apply(record, event(record));
    trace = Events.trace(record);
  }

  @Override
  public void finish(List<ProducerRecord<byte[], byte[]>> out) {
    String last = trace == null ? Events.newTrace() : trace;
    int corrections = MOST_CORRECTIONS;
    for (Fold fold : folds.values()) {
      fold.changes().forEach(score -> out.add(Events.item(score, last)));
      List<ItemScore> corrected = fold.corrections(corrections);
      corrected.forEach(score -> out.add(Events.item(score, last)));
      corrections -= corrected.size();
    }
  }

  private void restoreScore(ConsumerRecord<byte[], byte[]> record) {
    try {
      fold(record).written(Events.item(record));
    } catch (BadRecord e) {
      // Somebody else wrote it: what the title's reviews add up to takes its place.
    }
  }

  private void restoreReview(ConsumerRecord<byte[], byte[]> record) {
    ReviewEvent event;
    try {
      event = event(record);
    } catch (BadRecord e) {
      return; // it became a dead letter when it was first seen
    }
    apply(record, event);
  }

  /// Counted in a partition that is not its title's, a review would make a second score of that
  /// title.
  private static ReviewEvent event(ConsumerRecord<byte[], byte[]> record) {
    ReviewEvent event = Events.review(record);
    int partition = Topic.REVIEWS.partition(event.partitionKey());
    if (partition == record.partition()) return event;
    throw new BadRecord(
        "misplaced",
        "the partition of %s is %d, not %d"
            .formatted(event.partitionKey(), partition, record.partition()));
  }

  private Fold fresh(int partition) {
    newest.put(partition, Instant.EPOCH);
    return new Fold(() -> newest.getOrDefault(partition, Instant.EPOCH));
  }

  private void apply(ConsumerRecord<byte[], byte[]> record, ReviewEvent event) {
    Instant written = Instant.ofEpochMilli(record.timestamp());
    newest.merge(record.partition(), written, (a, b) -> a.isAfter(b) ? a : b);
    fold(record).apply(event);
  }

  private Fold fold(ConsumerRecord<byte[], byte[]> record) {
    return fold(record.partition());
  }

  private Fold fold(int partition) {
    Fold fold = folds.get(partition);
    if (fold == null) throw new IllegalStateException("partition " + partition + " is not ours");
    return fold;
  }
}
