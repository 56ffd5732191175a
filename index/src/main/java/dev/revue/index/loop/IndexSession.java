package dev.revue.index.loop;

import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.PoisonBreaker;
import dev.revue.index.bulk.BulkWriter;
import dev.revue.index.bulk.BulkWriter.Resolved;
import dev.revue.index.bulk.Outcome.Final;
import dev.revue.index.bulk.Outcome.Rejected;
import dev.revue.index.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One membership in the group: reads, hands over to the writer, parks what is bad, and commits
/// what is done with. Everything happens on the thread that calls `step`. If it throws, nothing
/// that was not done with is committed, and another session reads it again.
final class IndexSession implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(IndexSession.class);
  private static final Duration COMMIT_EVERY = Duration.ofMillis(200);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(2);
  private static final Duration COMMIT_WITHIN = Duration.ofSeconds(1);

  /// A record that was read, and the watermark that waits for it.
  record Taken(ConsumerRecord<byte[], byte[]> record, Watermark watermark) {}

  private record Letter(Taken taken, Rejected rejected, @Nullable Exception failure) {}

  private record Bad(Taken taken, Rejected rejected) {}

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Documents documents;
  private final BulkWriter<Taken> writer;
  private final PoisonBreaker breaker;
  private final IndexMetrics metrics;
  private final InstantSource clock;
  private final Duration nap;

  private final Map<TopicPartition, Watermark> watermarks = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final List<Bad> unreadable = new ArrayList<>();
  private final ConcurrentLinkedQueue<Letter> letters = new ConcurrentLinkedQueue<>();
  private int lettersUnderWay;
  private Instant lastCommit = Instant.MIN;

  /// @param nap longest wait for one of records and answers before it looks for the other
  IndexSession(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      Documents documents,
      BulkWriter<Taken> writer,
      PoisonBreaker breaker,
      IndexMetrics metrics,
      InstantSource clock,
      Duration nap) {
    this.consumer = consumer;
    this.producer = producer;
    this.documents = documents;
    this.writer = writer;
    this.breaker = breaker;
    this.metrics = metrics;
    this.clock = clock;
    this.nap = nap;
  }

  /// One round. It always polls, so that no outage of Elasticsearch costs the membership.
  void step() {
    throttle();
    // What the next move waits for: an answer where nothing more may be read, else records.
    boolean answers = writer.full() && writer.inFlight() > 0;
    read(consumer.poll(answers ? Duration.ZERO : writer.idle() ? IDLE : nap));
    writer.send();
    settle(writer.collect(answers ? nap : Duration.ZERO));
    writer.send();
    if (!clock.instant().isBefore(lastCommit.plus(COMMIT_EVERY))) commitProgress();
    metrics.inFlight(writer.inFlight());
  }

  /// What keeps the documents from being written, while something does.
  Optional<String> obstacle() {
    return writer.obstacle();
  }

  /// Gives everything up in order: what is under way may still come back, the rest is left to the
  /// next reader.
  void finish() {
    giveUp(Set.copyOf(watermarks.keySet()));
  }

  /// For when the session broke: counts what is read again by the next one.
  void abandon() {
    watermarks.values().forEach(watermark -> metrics.returned(watermark.open()));
    watermarks.clear();
    metrics.inFlight(0);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(p -> watermarks.put(p, new Watermark(consumer.position(p))));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    giveUp(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    writer.forget(taken -> partitions.contains(partition(taken.record)));
    drop(partitions);
  }

  private void throttle() {
    Set<TopicPartition> paused = consumer.paused();
    if (writer.full()) consumer.pause(consumer.assignment());
    else if (!paused.isEmpty()) consumer.resume(paused);
  }

  private void read(ConsumerRecords<byte[], byte[]> records) {
    metrics.read(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) read(record);
    records
        .nextOffsets()
        .forEach((partition, next) -> {
          Watermark watermark = watermarks.get(partition);
          if (watermark != null) watermark.readTo(next.offset());
        });
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    Watermark watermark = watermarks.get(partition(record));
    if (watermark == null)
      throw new IllegalStateException(at(record) + " is of no partition of ours");
    watermark.received(record.offset());
    var taken = new Taken(record, watermark);
    try {
      documents
          .of(record)
          .ifPresentOrElse(
              document -> writer.add(taken, document.through(document.kind().writeAlias())),
              () -> skip(taken));
    } catch (BadRecord e) {
      unreadable.add(new Bad(taken, new Rejected(e.reason(), String.valueOf(e.getMessage()))));
    }
  }

  private void skip(Taken taken) {
    metrics.skipped();
    done(taken);
  }

  /// Books final outcomes. Unreadable records wait for the outcomes of their neighbours, so that
  /// the breaker sees both.
  private void settle(List<Resolved<Taken>> resolved) {
    var bad = new ArrayList<Bad>();
    int records = 0;
    for (Resolved<Taken> one : resolved) {
      if (!ours(one.origin())) continue;
      records++;
      if (one.outcome() instanceof Rejected rejected) bad.add(new Bad(one.origin(), rejected));
      else acknowledged(one.origin(), one.outcome());
    }
    if (records > 0 || writer.idle()) {
      records += unreadable.size();
      bad.addAll(unreadable);
      unreadable.clear();
    }
    if (!bad.isEmpty() || records > 0) park(bad, records);
    Letter letter = letters.poll();
    for (; letter != null; letter = letters.poll()) delivered(letter);
  }

  private void acknowledged(Taken taken, Final outcome) {
    metrics.done(outcome);
    done(taken);
    String time = Events.header(taken.record.headers(), Events.TIME);
    if (time == null) return;
    try {
      metrics.lag(Duration.between(Instant.parse(time), clock.instant()));
    } catch (DateTimeParseException e) {
      LOG.debug("{} has {}={}", at(taken.record), Events.TIME, time);
    }
  }

  private void park(List<Bad> bad, int records) {
    if (breaker.trips(records, bad.size())) {
      Rejected first = bad.getFirst().rejected;
      throw new IllegalStateException(
          "too many bad records: more than one in twenty of the last minute; the line is stopped and nothing of them is committed. The first: "
              + at(bad.getFirst().taken.record)
              + " "
              + first.reason()
              + ": "
              + first.message());
    }
    breaker.took(records, bad.size());
    for (Bad one : bad) {
      LOG.warn(
          "{} is a dead letter: {}: {}",
          at(one.taken.record),
          one.rejected.reason(),
          one.rejected.message());
      lettersUnderWay++;
      var _ =
          producer.send(
              DeadLetter.of(
                  one.taken.record,
                  IndexMetrics.STAGE,
                  one.rejected.reason(),
                  one.rejected.message()),
              (_, failure) -> letters.add(new Letter(one.taken, one.rejected, failure)));
    }
  }

  private void delivered(Letter letter) {
    lettersUnderWay--;
    if (letter.failure != null) {
      throw new IllegalStateException(
          "a dead letter was not taken, its record stays uncommitted: " + letter.failure,
          letter.failure);
    }
    if (!ours(letter.taken)) return;
    metrics.done(letter.rejected);
    done(letter.taken);
  }

  private void done(Taken taken) {
    taken.watermark.done(taken.record.offset());
  }

  private boolean ours(Taken taken) {
    return watermarks.get(partition(taken.record)) == taken.watermark;
  }

  private void commitProgress() {
    lastCommit = clock.instant();
    Map<TopicPartition, OffsetAndMetadata> progress = progress(watermarks.keySet());
    if (progress.isEmpty()) return;
    progress.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    consumer.commitAsync(
        progress,
        (offsets, failure) -> {
          if (failure == null) return;
          LOG.warn("offsets were not committed, trying again: {}", failure.toString());
          offsets.keySet().forEach(committed::remove);
        });
  }

  private Map<TopicPartition, OffsetAndMetadata> progress(Collection<TopicPartition> partitions) {
    var progress = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : partitions) {
      Watermark watermark = watermarks.get(partition);
      if (watermark == null) continue;
      long offset = watermark.committable();
      Long last = committed.get(partition);
      if (offset > 0 && (last == null || last < offset)) {
        progress.put(partition, new OffsetAndMetadata(offset));
      }
    }
    return progress;
  }

  private void giveUp(Collection<TopicPartition> partitions) {
    if (Collections.disjoint(watermarks.keySet(), partitions)) return;
    writer.forget(taken -> partitions.contains(partition(taken.record)));
    Instant deadline = clock.instant().plus(SETTLE_WITHIN);
    while ((writer.inFlight() > 0 || lettersUnderWay > 0) && clock.instant().isBefore(deadline)) {
      settle(writer.collect(nap));
      writer.forget(taken -> partitions.contains(partition(taken.record)));
    }
    Map<TopicPartition, OffsetAndMetadata> progress = progress(partitions);
    try {
      if (!progress.isEmpty()) consumer.commitSync(progress, COMMIT_WITHIN);
    } catch (KafkaException e) {
      LOG.warn("offsets were not committed, the next reader reads more again: {}", e.toString());
    }
    drop(partitions);
  }

  private void drop(Collection<TopicPartition> partitions) {
    unreadable.removeIf(bad -> partitions.contains(partition(bad.taken.record)));
    for (TopicPartition partition : partitions) {
      committed.remove(partition);
      Watermark watermark = watermarks.remove(partition);
      if (watermark != null) metrics.returned(watermark.open());
    }
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private static String at(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
