package dev.revue.index.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.PoisonBreaker;
import dev.revue.common.topic.Topic;
import dev.revue.index.Samples;
import dev.revue.index.bulk.Backoff;
import dev.revue.index.bulk.BulkEndpoint.Reply;
import dev.revue.index.bulk.BulkLimits;
import dev.revue.index.bulk.BulkWriter;
import dev.revue.index.bulk.MemoryIndex;
import dev.revue.index.document.Documents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The session between Kafka's own in-memory clients and an index in memory.
class IndexSessionTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.REVIEWS.topicName(), 0);
  private static final TopicPartition OTHER = new TopicPartition(Topic.REVIEWS.topicName(), 1);

  private final MemoryIndex index = new MemoryIndex();
  private final Remembering consumer = new Remembering();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Ticking clock = new Ticking();
  private MockProducer<byte[], byte[]> producer = producer(true);
  private @Nullable IndexSession session;
  private long next;

  private void join() {
    session = session();
    consumer.subscribe(Set.of(Topic.REVIEWS.topicName()), session);
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, OTHER, 0L));
    consumer.rebalance(List.of(PARTITION, OTHER));
  }

  @Test
  void commitsWhatIsApplied() {
    for (int i = 0; i < 5; i++) arrive(Samples.review("id" + i, 1));
    steps(5);
    assertThat(index.versions).hasSize(5);
    assertThat(committed()).isEqualTo(5);
  }

  @Test
  void skipsAReviewThatMovedToAnotherTitle() {
    arrive(new ReviewRemoved("id", new Version(3), "t1", ReviewRemoved.MOVED, Instant.EPOCH));
    steps(5);
    assertThat(index.versions).isEmpty();
    assertThat(committed()).isEqualTo(1);
    assertThat(outcome("skipped")).isEqualTo(1);
  }

  @Test
  void commitsNothingBeforeTheDeadLetterIsAcknowledged() {
    producer = producer(false);
    index.itemPoison.add("bad");
    arrive(Samples.review("bad", 1));
    arrive(Samples.review("good", 1));
    steps(5);
    assertThat(index.versions).containsOnlyKeys("good");
    assertThat(committed()).isZero();
    assertThat(producer.completeNext()).isTrue();
    steps(5);
    assertThat(committed()).isEqualTo(2);
    var letter = producer.history().getFirst();
    assertThat(Events.header(letter.headers(), DeadLetter.REASON)).isEqualTo("rejected-document");
    assertThat(Events.header(letter.headers(), DeadLetter.OFFSET)).isEqualTo("0");
  }

  @Test
  void breaksWhenTheDeadLetterIsRefused() {
    producer = producer(false);
    index.itemPoison.add("bad");
    arrive(Samples.review("bad", 1));
    steps(5);
    producer.errorNext(new IllegalArgumentException("no room"));
    assertThatThrownBy(() -> steps(5)).hasMessageContaining("dead letter was not taken");
    assertThat(committed()).isZero();
  }

  @Test
  void stopsTheLineWhenMoreThanOneInTwentyIsBad() {
    for (int i = 0; i < 94; i++) arrive(Samples.review("good" + i, 1));
    for (int i = 0; i < 6; i++) {
      index.itemPoison.add("bad" + i);
      arrive(Samples.review("bad" + i, 1));
    }
    assertThatThrownBy(() -> steps(5)).hasMessageContaining("one in twenty");
    assertThat(producer.history()).isEmpty();
    assertThat(committed()).isZero();
  }

  @Test
  void countsUnreadableRecordsTogetherWithTheirNeighbours() {
    for (int i = 0; i < 3; i++) arriveUnreadable();
    for (int i = 0; i < 97; i++) arrive(Samples.review("good" + i, 1));
    steps(5);
    assertThat(producer.history()).hasSize(3);
    assertThat(committed()).isEqualTo(100);
  }

  @Test
  void handsOverWithoutWaitingForAnOutageToEnd() {
    arrive(Samples.review("before", 1));
    steps(5);
    for (int i = 0; i < 1_000; i++) index.faults.add(_ -> new Reply.Unanswered("refused"));
    arrive(Samples.review("during", 1));
    steps(3);
    assertThat(session.obstacle()).isPresent();
    assertThat(consumer.paused()).containsExactlyInAnyOrder(PARTITION, OTHER);
    consumer.rebalance(List.of(OTHER));
    assertThat(committed()).isEqualTo(1);
    assertThat(outcome("returned")).isEqualTo(1);
    index.faults.clear();
    steps(5);
    assertThat(index.versions).containsOnlyKeys("before");
    assertThat(consumer.paused()).isEmpty();
  }

  private void arrive(ReviewEvent event) {
    if (session == null) join();
    var record = Events.review(event, Events.newTrace());
    add(record.key(), record.value(), new RecordHeaders(record.headers().toArray()));
  }

  private void arriveUnreadable() {
    if (session == null) join();
    var headers = new RecordHeaders();
    headers.add(Events.TYPE, "dev.revue.review.v1".getBytes());
    add("key".getBytes(), "{".getBytes(), headers);
  }

  private void add(byte[] key, byte[] value, RecordHeaders headers) {
    consumer.addRecord(
        new ConsumerRecord<>(
            PARTITION.topic(),
            PARTITION.partition(),
            next++,
            0L,
            TimestampType.CREATE_TIME,
            key.length,
            value.length,
            key,
            value,
            headers,
            java.util.Optional.empty()));
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      clock.now = clock.now.plus(Duration.ofMillis(250));
      session.step();
    }
  }

  private long committed() {
    return consumer.commits.getOrDefault(PARTITION, 0L);
  }

  private double outcome(String name) {
    return registry.counter("revue.records", "stage", "index", "outcome", name).count();
  }

  private IndexSession session() {
    var metrics = new IndexMetrics(registry);
    var limits = new BulkLimits(1_000, 1 << 20, Duration.ofMillis(50), 2);
    var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), new Random(1));
    var writer = new BulkWriter<IndexSession.Taken>(index, limits, backoff, clock, metrics);
    return new IndexSession(
        consumer,
        producer,
        new Documents(clock),
        writer,
        new PoisonBreaker(clock),
        metrics,
        clock,
        Duration.ZERO);
  }

  private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Remembers commits also of partitions that it no longer has.
  private static final class Remembering extends MockConsumer<byte[], byte[]> {
    private final Map<TopicPartition, Long> commits = new HashMap<>();

    Remembering() {
      super("earliest");
    }

    /// As the real one: what it no longer has is not paused.
    @Override
    public synchronized Set<TopicPartition> paused() {
      var paused = new HashSet<>(super.paused());
      paused.retainAll(assignment());
      return paused;
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      offsets.forEach((partition, offset) -> commits.put(partition, offset.offset()));
      super.commitAsync(offsets, callback);
    }
  }

  private static final class Ticking extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
