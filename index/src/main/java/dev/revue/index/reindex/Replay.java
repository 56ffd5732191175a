package dev.revue.index.reindex;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.topic.Topic;
import dev.revue.index.IndexSettings;
import dev.revue.index.bulk.Backoff;
import dev.revue.index.bulk.BulkWriter;
import dev.revue.index.bulk.BulkWriter.Resolved;
import dev.revue.index.bulk.ElasticBulk;
import dev.revue.index.bulk.Outcome.Rejected;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.document.Documents;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Writes the log into one index that is not live. How far it is, it keeps in a group of the
/// index's own, so that another process goes on where this one ended. Documents that the index
/// refuses are left out: the comparison before a swap tells of them. Not thread-safe.
final class Replay implements AutoCloseable {
  /// So many documents tell whether the index refuses them.
  private static final int TELLING = 10_000;

  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration NOW = Duration.ZERO;
  private static final Duration ANSWER = Duration.ofMillis(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final String alias;
  private final ElasticBulk endpoint;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final BulkWriter<Long> writer;
  private final Documents documents = new Documents(Clock.systemUTC());
  private final int percent;
  private final List<TopicPartition> partitions;
  private long read;
  private long settled;
  private long rejected;
  private String first = "";

  /// What is told of a replay under way.
  interface Listener {
    /// @param left records, about, that are left
    /// @param perSecond records, lately
    /// @param obstacle what is in the way; empty where nothing is
    void progress(long left, long perSecond, String obstacle);
  }

  /// @param alias through which the index is written
  Replay(IndexSettings settings, IndexKind kind, String index, String alias) {
    this.alias = alias;
    this.percent = settings.kafka().poisonPercent();
    this.partitions = Offsets.partitions(topic(kind));
    Rest5Client client = ElasticClients.rest(settings.elastic());
    this.endpoint = new ElasticBulk(client, settings.timeout());
    this.consumer = Clients.member(settings.kafka(), group(index), settings.limits().documents());
    this.writer =
        new BulkWriter<>(
            endpoint,
            settings.limits(),
            new Backoff(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault()),
            Clock.systemUTC(),
            (_, _, _) -> {});
    consumer.assign(partitions);
  }

  /// The group that keeps how far the index has been written.
  static String group(String index) {
    return "revue-reindex-" + index;
  }

  static Topic topic(IndexKind kind) {
    return kind == IndexKind.REVIEWS ? Topic.REVIEWS : Topic.ITEMS;
  }

  /// Returns when every record below `ends` is in the index or was refused by it.
  ///
  /// @param within after which it is given up
  /// @throws IllegalStateException where it takes longer, or too many documents are refused
  void to(Map<TopicPartition, Long> ends, Duration within, Listener listener) {
    var pace = new Pace();
    boolean committing = false;
    while (left(ends) > 0 || !writer.idle()) {
      if (committing || writer.full() || left(ends) <= 0) settle(writer.collect(ANSWER));
      else take(consumer.poll(writer.idle() ? POLL : NOW));
      writer.send();
      settle(writer.collect(NOW));
      if (committing && writer.idle()) {
        commit(pace.text());
        committing = false;
      }
      if (!pace.due()) continue;
      String obstacle = writer.obstacle().orElse("");
      listener.progress(left(ends), pace.lap(read), obstacle);
      committing = true; // when what was read is done with
      if (pace.since().compareTo(within) > 0)
        throw new IllegalStateException(
            "%s does not take what is left within %d s%s"
                .formatted(alias, within.toSeconds(), obstacle.isEmpty() ? "" : ": " + obstacle));
    }
    commit(pace.text());
  }

  /// The next record of each partition: every one below is done with.
  Map<TopicPartition, Long> positions() {
    var positions = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  /// Documents that the index refused since this was opened.
  long rejected() {
    return rejected;
  }

  @Override
  public void close() throws IOException {
    consumer.close();
    endpoint.close();
  }

  private long left(Map<TopicPartition, Long> ends) {
    long left = 0;
    for (TopicPartition partition : partitions) {
      left += Math.max(0, ends.getOrDefault(partition, 0L) - consumer.position(partition));
    }
    return left;
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      read++;
      try {
        documents
            .of(record)
            .ifPresent(document -> writer.add(record.offset(), document.through(alias)));
      } catch (BadRecord e) {
        // It is no event: a dead letter of the live stage, and of no index.
      }
    }
  }

  /// A log that an index refuses is not worth reading to its end.
  private void settle(List<Resolved<Long>> resolved) {
    for (Resolved<Long> one : resolved) {
      settled++;
      if (!(one.outcome() instanceof Rejected(String reason, String message))) continue;
      if (rejected++ == 0) first = reason + ": " + message;
    }
    if (settled < TELLING || rejected * 100 <= settled * percent) return;
    throw new IllegalStateException(
        "%s refuses more than %d %% of the documents (REVUE_POISON_PERCENT); the first: %s"
            .formatted(alias, percent, first));
  }

  private void commit(String metadata) {
    var commits = new HashMap<TopicPartition, OffsetAndMetadata>();
    positions()
        .forEach(
            (partition, next) -> commits.put(partition, new OffsetAndMetadata(next, metadata)));
    consumer.commitSync(commits);
  }

  /// How fast it goes, over the last second or so.
  private static final class Pace {
    private final Instant began = Instant.now();
    private Instant last = began;
    private long before = -1;
    private long perSecond;

    boolean due() {
      return Instant.now().isAfter(last.plus(COMMIT_EVERY));
    }

    long lap(long records) {
      Instant now = Instant.now();
      long millis = Math.max(1, Duration.between(last, now).toMillis());
      if (before >= 0) perSecond = (records - before) * 1000 / millis;
      before = records;
      last = now;
      return perSecond;
    }

    Duration since() {
      return Duration.between(began, Instant.now());
    }

    String text() {
      return Progress.text(Instant.now(), perSecond);
    }
  }
}
