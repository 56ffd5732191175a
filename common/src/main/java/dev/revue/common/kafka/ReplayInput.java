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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the partitions that a member owns once more where a [Replay] asks for it, up to where they
/// ended when it was asked.
final class ReplayInput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayInput.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// For the first answer to a fetch, so that waiting costs no core.
  private static final Duration POLL = Duration.ofMillis(20);

  private final String group;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final Admin admin;
  private final InstantSource clock;
  private final Set<TopicPartition> ours = new HashSet<>();
  private final Map<TopicPartition, Asked> open = new HashMap<>();
  private Instant looked = Instant.MIN;

  /// @param until where it ends
  private record Asked(long until, String request) {
    OffsetAndMetadata at(long next) {
      return new OffsetAndMetadata(Math.min(next, until), request);
    }
  }

  ReplayInput(KafkaSettings kafka, String group, int maxRecords, InstantSource clock) {
    this.group = group;
    this.reader = Clients.rereader(kafka, Replay.progress(group), maxRecords);
    this.admin = Clients.admin(kafka, PATIENCE);
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

  /// What is to be handled again now. Everything of the last poll counts as handled.
  ConsumerRecords<byte[], byte[]> poll() {
    if (ours.isEmpty()) return ConsumerRecords.empty();
    finish();
    look();
    return open.isEmpty() ? ConsumerRecords.empty() : reader.poll(POLL);
  }

  Progress progress(ConsumerRecords<byte[], byte[]> records) {
    var next = new HashMap<TopicPartition, OffsetAndMetadata>();
    records
        .nextOffsets()
        .forEach((partition, offset) -> {
          Asked asked = open.get(partition);
          if (asked != null) next.put(partition, asked.at(offset.offset()));
        });
    return new Progress(next, reader);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    reader.close();
  }

  /// Notes what has been read to its end: behind the last record there may be markers of
  /// transactions.
  private void finish() {
    List<TopicPartition> read = new ArrayList<>();
    open.forEach((partition, asked) -> {
      if (reader.position(partition) >= asked.until) read.add(partition);
    });
    if (read.isEmpty()) return;
    var done = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : read) {
      Asked asked = open.remove(partition);
      if (asked != null) done.put(partition, asked.at(asked.until));
    }
    reader.commitSync(done);
    reader.assign(open.keySet());
    LOG.info("{}: {} partitions left to read again", group, open.size());
  }

  /// Whether somebody has asked, for the first time or anew. Where nobody can tell, nobody has:
  /// what is new must not wait for it.
  private void look() {
    Instant now = clock.instant();
    if (now.isBefore(looked.plus(LOOK_EVERY))) return;
    looked = now;
    try {
      var news = news();
      if (!news.isEmpty()) open(news);
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      LOG.warn("{}: cannot see whether a replay is asked for: {}", group, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<TopicPartition, Asked> news()
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> asks =
        admin
            .listConsumerGroupOffsets(Replay.asks(group))
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    var news = new HashMap<TopicPartition, Asked>();
    for (TopicPartition partition : ours) {
      OffsetAndMetadata ask = asks.get(partition);
      if (ask == null) continue;
      var asked = new Asked(ask.offset(), ask.metadata());
      Asked known = open.get(partition);
      if (known == null || !known.request.equals(asked.request)) news.put(partition, asked);
    }
    return news;
  }

  private void open(Map<TopicPartition, Asked> news) {
    Map<TopicPartition, OffsetAndMetadata> at = reader.committed(news.keySet(), PATIENCE);
    Map<TopicPartition, Long> starts = reader.beginningOffsets(news.keySet(), PATIENCE);
    Map<TopicPartition, Long> ends = reader.endOffsets(news.keySet(), PATIENCE);
    var from = new HashMap<TopicPartition, Long>();
    news.forEach((partition, asked) -> {
      long end = ends.getOrDefault(partition, 0L); // lower where the topic was made anew
      long next = next(at.get(partition), asked, starts.getOrDefault(partition, 0L));
      if (next >= Math.min(asked.until, end)) return;
      open.put(partition, new Asked(Math.min(asked.until, end), asked.request));
      from.put(partition, next);
    });
    if (from.isEmpty()) return;
    reader.assign(open.keySet());
    from.forEach(reader::seek);
    LOG.info("{}: {} partitions to read again", group, open.size());
  }

  private static long next(@Nullable OffsetAndMetadata at, Asked asked, long start) {
    boolean begun = at != null && at.metadata().equals(asked.request);
    return at != null && begun ? Math.max(start, at.offset()) : start;
  }
}
