package dev.revue.index.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
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
import dev.revue.index.document.Document;
import dev.revue.index.document.Documents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Function;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.LoggerFactory;

/// Random histories of the stage between Kafka's own in-memory clients and an index in memory:
/// creates, updates, removals, moves, duplicates and poison; every kind of fault; answers out of
/// order and writes that arrive after everyone gave them up; rebalances, losses and crashes.
class HistoriesTest {
  private static final Logger SESSION = (Logger) LoggerFactory.getLogger(IndexSession.class);

  /// Each poison record would be a line, in thousands of histories.
  @BeforeContainer
  static void quiet() {
    SESSION.setLevel(Level.ERROR);
  }

  @AfterContainer
  static void loud() {
    SESSION.setLevel(null);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void endInTheFoldOfTheLog(@ForAll long seed, @ForAll @IntRange(max = 60) int steps) {
    new History(seed).run(steps);
  }

  @Tag("nightly")
  @Property(tries = 100_000, edgeCases = EdgeCasesMode.NONE)
  void endInTheFoldOfTheLogHoweverManyThereAre(
      @ForAll long seed, @ForAll @IntRange(max = 60) int steps) {
    new History(seed).run(steps);
  }

  private static final class History {
    private static final List<TopicPartition> REVIEWS =
        List.of(partition(Topic.REVIEWS, 0), partition(Topic.REVIEWS, 1));
    private static final IndexMetrics METRICS = new IndexMetrics(new SimpleMeterRegistry());
    private static final TopicPartition ITEMS = partition(Topic.ITEMS, 0);
    private static final List<TopicPartition> ALL = List.of(REVIEWS.get(0), REVIEWS.get(1), ITEMS);

    private final Random random;
    private final MemoryIndex index = new MemoryIndex();
    private final Ticking clock = new Ticking(Duration.ofMillis(5), this::sometimes);
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Set<String> letters = new TreeSet<>();

    // What the log asks for.
    private final Map<String, Long> highest = new TreeMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<String> poison = new TreeSet<>();

    /// Bulks that reach the index after they were given up.
    private final List<String> stray = new ArrayList<>();

    private Reading consumer;
    private MockProducer<byte[], byte[]> producer;
    private IndexSession session;
    private boolean healed;

    History(long seed) {
      random = new Random(seed);
      for (TopicPartition partition : ALL) {
        log.put(partition, new ArrayList<>());
        committed.put(partition, 0L);
      }
      index.itemPoison.addAll(List.of("item-poison", "t-item-poison"));
      index.requestPoison.add("request-poison");
      index.late = true;
    }

    void run(int steps) {
      start();
      for (int i = 0; i < steps; i++) {
        for (int n = random.nextInt(4); n > 0; n--) append();
        faults();
        survive(this::event);
        survive(this::step);
      }
      heal();
      assertThat(index.versions).isEqualTo(highest);
      index.documents.forEach((id, document) ->
          assertThat(document.contains("\"deleted\":true"))
              .as(id)
              .isEqualTo(removes(highest.get(id))));
      assertThat(letters).isEqualTo(poison);
    }

    /// One round, after which some of the answers and acknowledgements that are due have come.
    private void step() {
      clock.now = clock.now.plusMillis(random.nextInt(400));
      session.step();
      answers();
    }

    private void event() {
      switch (random.nextInt(12)) {
        case 0 -> start(); // as a crash: nothing is finished
        case 1 -> {
          session.finish();
          start();
        }
        case 2, 3 -> consumer.own(some());
        case 4 -> {
          var kept = some();
          var lost = new HashSet<>(consumer.assignment());
          lost.removeAll(kept);
          session.onPartitionsLost(lost);
          consumer.own(kept);
        }
        case 5 -> elsewhere();
        case 6 -> {
          if (!stray.isEmpty()) index.applyAndDrop(stray.removeLast());
        }
        case 7 -> consumer.refusesCommits = !consumer.refusesCommits;
        default -> {}
      }
    }

    /// Whatever breaks a session, the next one goes on from what is committed.
    private void survive(Runnable part) {
      try {
        part.run();
      } catch (IllegalStateException e) {
        if (!String.valueOf(e.getMessage()).contains("dead letter was not taken")) throw e;
        start();
      }
    }

    private void start() {
      if (session != null) session.abandon();
      consumer = new Reading();
      producer = new Letters();
      var limits = new BulkLimits(7, 1 << 20, Duration.ofMillis(50), 3);
      var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), random);
      var writer = new BulkWriter<IndexSession.Taken>(index, limits, backoff, clock, METRICS);
      // Its minute is always over: histories are short and bad.
      var breaker = new PoisonBreaker(new Ticking(Duration.ofHours(1), () -> {}));
      session =
          new IndexSession(
              consumer,
              producer,
              new Documents(clock),
              writer,
              breaker,
              METRICS,
              clock,
              Duration.ZERO);
      consumer.subscribe(Set.of(Topic.REVIEWS.topicName(), Topic.ITEMS.topicName()), session);
      consumer.own(healed ? ALL : some());
    }

    private void heal() {
      healed = true;
      index.faults.clear();
      consumer.refusesCommits = false;
      consumer.own(ALL);
      stray.forEach(index::applyAndDrop);
      for (int i = 0; i < 500 && !caughtUp(); i++) survive(this::step);
      assertThat(caughtUp()).as("everything is committed: %s", committed).isTrue();
    }

    private boolean caughtUp() {
      return ALL.stream()
          .allMatch(p -> log.get(p).isEmpty() || committed.get(p) > log.get(p).getLast().offset());
    }

    // What happens on the log.

    private void append() {
      long version = 1 + random.nextInt(40);
      switch (random.nextInt(20)) {
        case 0 -> unreadable();
        case 1 -> moved("r" + random.nextInt(6), version);
        case 2 -> poison(review(random.nextBoolean() ? "item-poison" : "request-poison", version));
        case 3 -> poison(item("t-item-poison", version));
        case 4, 5 -> good(item("t" + random.nextInt(3), version), version);
        default -> good(review("r" + random.nextInt(6), version), version);
      }
    }

    private ConsumerRecord<byte[], byte[]> review(String id, long version) {
      var event =
          removes(version)
              ? new ReviewRemoved(id, new Version(version), "t1", "gone", Instant.EPOCH)
              : Samples.bare(id, version);
      return append(anyOf(REVIEWS), Events.review(event, Events.newTrace()));
    }

    private void moved(String id, long version) {
      var event =
          new ReviewRemoved(id, new Version(version), "t1", ReviewRemoved.MOVED, Instant.EPOCH);
      append(anyOf(REVIEWS), Events.review(event, Events.newTrace()));
    }

    private ConsumerRecord<byte[], byte[]> item(String id, long version) {
      var score = removes(version) ? Samples.noReviews(id, version) : Samples.score(id, version);
      return append(ITEMS, Events.item(score, Events.newTrace()));
    }

    private void unreadable() {
      var record = new ProducerRecord<>("", 0, "key".getBytes(), "{".getBytes());
      record.headers().add(Events.TYPE, "dev.revue.review.v1".getBytes());
      poison(append(anyOf(REVIEWS), record));
    }

    /// Same version, same content: the version says what a record is.
    private static boolean removes(long version) {
      return version % 4 == 0;
    }

    private void good(ConsumerRecord<byte[], byte[]> record, long version) {
      versions.put(place(record), version);
      highest.merge(Events.key(record), version, Math::max);
    }

    private void poison(ConsumerRecord<byte[], byte[]> record) {
      poison.add(place(record));
    }

    private ConsumerRecord<byte[], byte[]> append(
        TopicPartition partition, ProducerRecord<byte[], byte[]> event) {
      var there = log.get(partition);
      long next = there.isEmpty() ? 0 : there.getLast().offset() + 1;
      var record =
          new ConsumerRecord<>(
              partition.topic(),
              partition.partition(),
              next + random.nextInt(2), // markers of transactions take offsets, too
              0L,
              TimestampType.CREATE_TIME,
              event.key().length,
              event.value().length,
              event.key(),
              event.value(),
              new RecordHeaders(event.headers().toArray()),
              Optional.empty());
      there.add(record);
      if (consumer.assignment().contains(partition)) consumer.addRecord(record);
      return record;
    }

    // What happens at the index.

    private void faults() {
      while (index.faults.size() < 4) {
        index.faults.add(random.nextInt(3) == 0 ? fault() : index::pass);
      }
    }

    private Function<String, Reply> fault() {
      int odd = random.nextInt(2);
      return switch (random.nextInt(9)) {
        case 0 -> _ -> new Reply.Answered(429, "");
        case 1 -> _ -> new Reply.Answered(503, "down");
        case 2 -> _ -> new Reply.Answered(400, "<html>a proxy's page</html>");
        case 3 -> _ -> new Reply.Unanswered("refused");
        case 4 -> index::applyAndDrop;
        case 5 ->
            body -> {
              stray.add(body);
              return new Reply.Unanswered("too late");
            };
        case 6 -> some(odd, 429, "es_rejected_execution_exception");
        case 7 -> some(odd, 404, "index_not_found_exception");
        default -> some(odd, 400, "strict_dynamic_mapping_exception");
      };
    }

    private Function<String, Reply> some(int odd, int status, String type) {
      return body -> index.applyBut(id -> id.hashCode() % 2 == odd, status, type, body);
    }

    private void answers() {
      while (index.waiting() > 0 && (healed || random.nextInt(3) > 0)) {
        index.answer(random.nextInt(index.waiting()));
      }
      while (healed || random.nextInt(3) > 0) {
        boolean some =
            healed || random.nextInt(20) > 0
                ? producer.completeNext()
                : producer.errorNext(new TimeoutException("no broker"));
        if (!some) break;
      }
    }

    /// What comes back while the session is at work, or waits.
    private void sometimes() {
      if (random.nextInt(30) > 0) return;
      if (index.waiting() > 0) index.answer(random.nextInt(index.waiting()));
      producer.completeNext();
    }

    // What happens in the group.

    /// Another reader goes on with what we do not have.
    private void elsewhere() {
      var others = new ArrayList<>(ALL);
      others.removeAll(consumer.assignment());
      for (TopicPartition partition : others) {
        for (var record : log.get(partition)) {
          if (record.offset() < committed.get(partition)) continue;
          if (random.nextInt(3) == 0) break;
          if (poison.contains(place(record))) letters.add(place(record));
          else new Documents(clock).of(record).ifPresent(d -> index.applyAndDrop(line(d, record)));
          committed.put(partition, record.offset() + 1);
        }
      }
    }

    private static String line(Document document, ConsumerRecord<byte[], byte[]> record) {
      return "{\"index\":{\"_id\":\"%s\",\"version\":%s}}\n%s\n"
          .formatted(
              Events.key(record),
              document.version().value(),
              new String(document.json(), StandardCharsets.UTF_8));
    }

    private Set<TopicPartition> some() {
      var some = new HashSet<TopicPartition>();
      for (TopicPartition partition : ALL) if (random.nextInt(4) > 0) some.add(partition);
      return some;
    }

    private boolean done(ConsumerRecord<byte[], byte[]> record) {
      if (poison.contains(place(record))) return letters.contains(place(record));
      Long version = versions.get(place(record));
      return version == null || index.versions.getOrDefault(Events.key(record), 0L) >= version;
    }

    private TopicPartition anyOf(List<TopicPartition> partitions) {
      return partitions.get(random.nextInt(partitions.size()));
    }

    private static TopicPartition partition(Topic topic, int number) {
      return new TopicPartition(topic.topicName(), number);
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
      return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /// Remembers which dead letters were acknowledged.
    private final class Letters extends MockProducer<byte[], byte[]> {
      Letters() {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
      }

      @Override
      public synchronized Future<RecordMetadata> send(
          ProducerRecord<byte[], byte[]> letter, Callback callback) {
        return super.send(
            letter,
            (metadata, failure) -> {
              if (failure == null) letters.add(place(letter));
              callback.onCompletion(metadata, failure);
            });
      }

      private static String place(ProducerRecord<byte[], byte[]> letter) {
        return Events.header(letter.headers(), DeadLetter.TOPIC)
            + "-"
            + Events.header(letter.headers(), DeadLetter.PARTITION)
            + "@"
            + Events.header(letter.headers(), DeadLetter.OFFSET);
      }
    }

    /// Commits only what is done, never backwards, and sometimes not at all.
    private final class Reading extends MockConsumer<byte[], byte[]> {
      private final Map<TopicPartition, Long> last = new HashMap<>();
      private boolean refusesCommits;

      Reading() {
        super("earliest");
      }

      void own(Collection<TopicPartition> partitions) {
        var added = new HashSet<>(partitions);
        added.removeAll(assignment());
        added.forEach(last::remove);
        updateBeginningOffsets(committed);
        // Where it goes on: what the group has committed.
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        added.forEach(p -> offsets.put(p, new OffsetAndMetadata(committed.get(p))));
        super.commitAsync(offsets, null);
        rebalance(partitions);
        for (TopicPartition partition : partitions) {
          for (var record : log.get(partition)) {
            if (record.offset() >= position(partition)) addRecord(record);
          }
        }
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
        if (refusesCommits) callback.onComplete(offsets, new TimeoutException("no coordinator"));
        else commit(offsets);
      }

      @Override
      public synchronized void commitSync(
          Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (refusesCommits) throw new TimeoutException("no coordinator");
        commit(offsets);
      }

      private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, metadata) -> {
          long offset = metadata.offset();
          assertThat(log.get(partition))
              .as("before %s@%d", partition, offset)
              .filteredOn(r -> r.offset() >= committed.get(partition) && r.offset() < offset)
              .allMatch(History.this::done);
          assertThat(offset).isGreaterThanOrEqualTo(last.getOrDefault(partition, 0L));
          last.put(partition, offset);
          committed.put(partition, offset);
        });
        super.commitAsync(offsets, null);
      }
    }
  }

  private static final class Ticking extends Clock {
    private final Duration tick;
    private final Runnable meanwhile;
    private Instant now = Instant.EPOCH;

    /// @param tick how much later it is with every look
    Ticking(Duration tick, Runnable meanwhile) {
      this.tick = tick;
      this.meanwhile = meanwhile;
    }

    @Override
    public Instant instant() {
      meanwhile.run();
      now = now.plus(tick);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
