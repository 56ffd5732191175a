package dev.revue.common.kafka;

import dev.revue.common.health.Health;
import dev.revue.common.kafka.BatchProducer.Progress;
import dev.revue.common.settings.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka to Kafka: what a batch gives, its dead letters and its offsets are one transaction (unless
/// the settings ask for at-least-once, see [BatchProducer]). A handler may keep state; whatever
/// goes wrong, the batch did not happen, and the state is built again from Kafka. Records that come
/// back from the dead letters are handled by whoever owns their partition, as if they had just been
/// read there.
public final class TransactionalLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionalLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  /// Where new records never cease, one batch in so many is one that is handled again.
  private static final int AGAIN_EVERY = 20;

  /// What a stage does with records. Called by one thread; a new handler is made after every
  /// failure.
  public interface Handler extends AutoCloseable {
    /// Partitions are ours from now on: restore what is kept of them.
    ///
    /// @param committed the next offset of each that is to be read
    void assigned(Map<TopicPartition, Long> committed);

    /// Partitions are somebody else's: forget them.
    void revoked(Collection<TopicPartition> partitions);

    /// What one record gives.
    ///
    /// @throws BadRecord where no retry would make it better
    void handle(ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out);

    /// What the batch gives as a whole, after its last record.
    default void finish(List<ProducerRecord<byte[], byte[]>> out) {}

    /// Called when it is not used any more.
    @Override
    default void close() {}
  }

  private final String stage;
  private final String group;
  private final Inputs inputs;
  private final int maxRecords;
  private final KafkaSettings kafka;
  private final Supplier<? extends Handler> handlers;
  private final Health health;
  private final Health.Loop pulse;
  private final MeterRegistry metrics;
  private final PoisonBreaker breaker;
  private final PoisonBreaker breakerAgain;
  private volatile Instant stopBy = Instant.MAX;
  private boolean noReplay;
  private int sinceAgain;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);
  private Duration pause = FIRST_PAUSE;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

  private TransactionalLoop(
      String stage,
      String group,
      Inputs inputs,
      int maxRecords,
      KafkaSettings kafka,
      Supplier<? extends Handler> handlers,
      Health health,
      MeterRegistry metrics) {
    this.stage = stage;
    this.group = group;
    this.inputs = inputs;
    this.maxRecords = maxRecords;
    this.kafka = kafka;
    this.handlers = handlers;
    this.health = health;
    this.pulse = health.loop(group, Duration.ofMinutes(2));
    this.metrics = metrics;
    this.breaker = new PoisonBreaker(Clock.systemUTC(), kafka.poisonPercent());
    this.breakerAgain = new PoisonBreaker(Clock.systemUTC(), kafka.poisonPercent());
    this.thread = Thread.ofPlatform().name(group).unstarted(this::runUntilStopped);
  }

  /// @param stage name in metrics and dead letters
  /// @param group consumer group; also the stem of the transactional id
  /// @param maxRecords most records of one transaction
  public static TransactionalLoop start(
      String stage,
      String group,
      Inputs inputs,
      int maxRecords,
      KafkaSettings kafka,
      Supplier<? extends Handler> handlers,
      Health health,
      MeterRegistry metrics) {
    var loop =
        new TransactionalLoop(stage, group, inputs, maxRecords, kafka, handlers, health, metrics);
    loop.thread.start();
    return loop;
  }

  /// Asks it to end after the batch at hand, and returns at once.
  public void stop() {
    if (stop.getCount() > 0) stopBy = Instant.now().plus(STOP_WITHIN);
    stop.countDown();
    KafkaConsumer<byte[], byte[]> polling = current;
    if (polling != null) polling.wakeup();
  }

  /// Ends after the batch at hand, within 8 s of the first call to stop.
  @Override
  public void close() {
    stop();
    try {
      Duration left = Duration.between(Instant.now(), stopBy);
      thread.join(left.isPositive() ? left : Duration.ofMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runUntilStopped() {
    while (!stopped()) {
      try {
        runUntilFailure();
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("{}: starting again in about {} ms: {}", group, pause.toMillis(), e.toString());
        LOG.debug("{}: the cause", group, e);
        health.obstacle(group, String.valueOf(e.getMessage()));
        awaitStop(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    }
  }

  private void runUntilFailure() {
    try (Handler handler = handlers.get();
        var producer = BatchProducer.of(kafka, group + "-" + kafka.instance());
        var beside = new BesideInput(kafka, inputs.side(), maxRecords, Clock.systemUTC());
        var replay = new ReplayInput(kafka, group, maxRecords, Clock.systemUTC());
        var consumer =
            Clients.member(kafka, group, maxRecords)) { // closing it revokes: it goes first
      current = consumer;
      consumer.subscribe(
          Set.of(inputs.main().topicName()), ownership(handler, consumer, beside, replay));
      while (!stopped()) {
        ConsumerRecords<byte[], byte[]> records =
            consumer.poll(replay.busy() ? Duration.ZERO : POLL);
        pulse.tick();
        ConsumerRecords<byte[], byte[]> side = beside.poll(consumer);
        if (!side.isEmpty()) transact(side, handler, producer, progress(side, consumer), breaker);
        if (!records.isEmpty())
          transact(records, handler, producer, progress(records, consumer), breaker);
        again(records.isEmpty(), replay, beside, handler, producer, consumer);
        if (records.isEmpty() && !caughtUp(consumer)) {
          continue; // after a failure, an empty poll proves nothing yet
        }
        health.clear(group);
        pause = FIRST_PAUSE;
      }
    } finally {
      current = null;
    }
  }

  /// What was handled before, once more: while nothing new is there, and a little otherwise. Where
  /// too much of it is bad, it stops until the process starts anew, and what is new goes on.
  private void again(
      boolean idle,
      ReplayInput replay,
      BesideInput beside,
      Handler handler,
      BatchProducer producer,
      KafkaConsumer<byte[], byte[]> consumer) {
    boolean due = idle || ++sinceAgain >= AGAIN_EVERY;
    if (inputs.again() == Inputs.Again.NEVER || noReplay || !due) return;
    sinceAgain = 0;
    ConsumerRecords<byte[], byte[]> records = replay.poll();
    if (records.isEmpty()) return;
    // Only offsets of the group itself are refused once the partitions are somebody else's.
    var owned = new Progress(beside.positions(records.partitions()), consumer);
    transact(records, handler, producer, List.of(replay.progress(records), owned), breakerAgain);
  }

  private static List<Progress> progress(
      ConsumerRecords<byte[], byte[]> records, KafkaConsumer<byte[], byte[]> consumer) {
    return List.of(new Progress(records.nextOffsets(), consumer));
  }

  /// True where partitions are ours and the broker has said that nothing is left on them.
  private static boolean caughtUp(KafkaConsumer<byte[], byte[]> consumer) {
    Set<TopicPartition> ours = consumer.assignment();
    return !ours.isEmpty()
        && ours.stream().allMatch(partition -> consumer.currentLag(partition).orElse(-1) == 0);
  }

  private ConsumerRebalanceListener ownership(
      Handler handler,
      KafkaConsumer<byte[], byte[]> consumer,
      BesideInput beside,
      ReplayInput replay) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) return;
        var next = new HashMap<TopicPartition, Long>();
        consumer
            .committed(Set.copyOf(partitions))
            .forEach((partition, said) -> next.put(partition, said == null ? 0L : said.offset()));
        handler.assigned(next);
        beside.assigned(partitions, consumer);
        replay.assigned(partitions);
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        beside.revoked(partitions);
        replay.revoked(partitions);
        handler.revoked(partitions);
      }
    };
  }

  /// Works first and opens the transaction then, so that slow work does not outlast it.
  private void transact(
      ConsumerRecords<byte[], byte[]> records,
      Handler handler,
      BatchProducer producer,
      List<Progress> progress,
      PoisonBreaker guard) {
    var out = new ArrayList<ProducerRecord<byte[], byte[]>>();
    int skipped = 0;
    int bad = 0;
    int poison = 0;
    int fresh = 0;
    String first = "";
    for (ConsumerRecord<byte[], byte[]> record : records) {
      pulse.tick();
      Optional<ConsumerRecord<byte[], byte[]>> addressed = addressed(record);
      if (addressed.isEmpty()) {
        skipped++;
        continue;
      }
      boolean redriven = Redrive.isRedriven(record);
      if (!redriven) fresh++;
      try {
        handler.handle(addressed.get(), out);
      } catch (BadRecord e) {
        bad++;
        if (!redriven) poison++;
        String said = at(addressed.get()) + ": " + e.reason() + ": " + e.getMessage();
        if (first.isEmpty()) first = said;
        LOG.warn("{}: a dead letter{}: {}", group, redriven ? " again" : "", said);
        out.add(DeadLetter.of(record, stage, e.reason(), String.valueOf(e.getMessage())));
      }
    }
    handler.finish(out);
    if (guard.trips(fresh, poison)) trip(guard, first);
    producer.send(out, progress);
    guard.took(fresh, poison);
    count("handled", records.count() - skipped - bad);
    count("skipped", skipped);
    count("dead", bad);
    count("emitted", out.size() - bad);
  }

  private void trip(PoisonBreaker guard, String first) {
    String why = guard.explanation(first);
    if (guard == breakerAgain) {
      noReplay = true;
      health.obstacle(group + "-replay", why);
    }
    throw new IllegalStateException(why);
  }

  /// The record to handle; empty where it was redriven to another stage.
  private Optional<ConsumerRecord<byte[], byte[]>> addressed(
      ConsumerRecord<byte[], byte[]> record) {
    return Redrive.addressed(record, stage).filter(original -> inputs.has(original.topic()));
  }

  private static String at(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  private void count(String outcome, int records) {
    metrics.counter("revue.records", "stage", stage, "outcome", outcome).increment(records);
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void awaitStop(Duration pause) {
    try {
      long millis = pause.toMillis();
      stop.await(millis / 2 + ThreadLocalRandom.current().nextLong(millis), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stop.countDown();
    }
  }
}
