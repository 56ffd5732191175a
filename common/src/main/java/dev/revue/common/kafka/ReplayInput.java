package dev.revue.common.kafka;

import dev.revue.common.kafka.BatchProducer.Progress;
import dev.revue.common.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the partitions that a member owns once more where a [Replay] asks for it, up to where they
/// ended when it was asked.
final class ReplayInput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayInput.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

  private final KafkaConsumer<byte[], byte[]> reader;
  private final InstantSource clock;
  private final Set<TopicPartition> ours = new HashSet<>();
  private final Map<TopicPartition, Long> open = new HashMap<>();
  private Instant looked = Instant.MIN;

  ReplayInput(KafkaSettings kafka, String group, int maxRecords, InstantSource clock) {
    this.reader = Clients.loner(kafka, Replay.groupOf(group), maxRecords);
    this.clock = clock;
  }

  void assigned(Collection<TopicPartition> partitions) {
    ours.addAll(partitions);
    looked = Instant.MIN;
  }

  void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(ours::remove);
    partitions.forEach(open::remove);
    reader.assign(open.keySet());
  }

  /// True while something is left to be read again.
  boolean busy() {
    return !open.isEmpty();
  }

  /// What is to be handled again now; it never waits. Everything of the last poll counts as
  /// handled.
  ConsumerRecords<byte[], byte[]> poll() {
    if (ours.isEmpty()) return ConsumerRecords.empty();
    finish();
    look();
    return open.isEmpty() ? ConsumerRecords.empty() : reader.poll(Duration.ZERO);
  }

  Progress progress(ConsumerRecords<byte[], byte[]> records) {
    var next = new HashMap<TopicPartition, OffsetAndMetadata>();
    records
        .nextOffsets()
        .forEach((partition, offset) -> {
          long until = open.getOrDefault(partition, 0L);
          next.put(partition, Replay.at(Math.min(offset.offset(), until), until));
        });
    return new Progress(next, reader);
  }

  @Override
  public void close() {
    reader.close();
  }

  /// Notes what has been read to its end: behind the last record there may be markers of
  /// transactions.
  private void finish() {
    List<TopicPartition> read = new ArrayList<>();
    open.forEach((partition, until) -> {
      if (reader.position(partition) >= until) read.add(partition);
    });
    if (read.isEmpty()) return;
    var done = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : read) {
      long until = open.getOrDefault(partition, 0L);
      done.put(partition, Replay.at(until, until));
    }
    reader.commitSync(done);
    read.forEach(open::remove);
    reader.assign(open.keySet());
    LOG.info("{}: {} partitions left", reader.groupMetadata().groupId(), open.size());
  }

  /// Whether somebody has asked, for the first time or again from the start.
  private void look() {
    Instant now = clock.instant();
    if (now.isBefore(looked.plus(LOOK_EVERY))) return;
    looked = now;
    Map<TopicPartition, OffsetAndMetadata> asked = new HashMap<>();
    reader
        .committed(ours)
        .forEach((partition, next) -> {
          long until = Replay.until(next);
          boolean again = until != open.getOrDefault(partition, 0L);
          if (next != null && next.offset() < until && again) asked.put(partition, next);
        });
    if (asked.isEmpty()) return;
    asked.forEach((partition, next) -> open.put(partition, Replay.until(next)));
    reader.assign(open.keySet());
    Map<TopicPartition, Long> starts = reader.beginningOffsets(asked.keySet());
    asked.forEach((partition, next) ->
        reader.seek(partition, Math.max(next.offset(), starts.getOrDefault(partition, 0L))));
    LOG.info("{}: {} partitions to read again", reader.groupMetadata().groupId(), open.size());
  }
}
