package dev.revue.ingest;

import dev.revue.common.health.Health;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.ingest.frontier.Backoff;
import dev.revue.ingest.frontier.Frontier;
import dev.revue.ingest.frontier.Judge;
import dev.revue.ingest.status.Census;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns the consumer and the producer. Page events, rows, links and offsets of a round are one
/// transaction, and every transaction has offsets: that is what fences it. Whatever goes wrong, the
/// round did not happen, and the frontier is built again from Kafka.
final class IngestLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestLoop.class);
  private static final String GROUP = "revue-ingest";
  private static final String MEMORY = GROUP + "-memory";
  private static final String RENDER = "render";
  private static final int MOST_RECORDS = 1_000;
  private static final Duration ROUND = Duration.ofMillis(100);
  private static final Duration GLANCE = Duration.ofMillis(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  private final IngestSettings settings;
  private final KafkaSettings kafka;
  private final SourcesFile sources;
  private final Visitor visitor;
  private final Judge judge;
  private final Backoff backoff;
  private final Clock clock;
  private final Health health;
  private final Health.Loop pulse;
  private final Tally tally;
  private final Census census;
  private final Instant started;
  private final HeapMark heap = HeapMark.ofThisProcess();
  private final Thread thread = Thread.ofPlatform().name(GROUP).unstarted(this::runUntilStopped);
  private final CountDownLatch stop = new CountDownLatch(1);
  private Duration pause = FIRST_PAUSE;
  private volatile boolean idle;
  private volatile boolean abandoned;

  IngestLoop(
      IngestSettings settings,
      KafkaSettings kafka,
      SourcesFile sources,
      Visitor visitor,
      Judge judge,
      Backoff backoff,
      Clock clock,
      Health health,
      Tally tally,
      Census census) {
    this.settings = settings;
    this.kafka = kafka;
    this.sources = sources;
    this.visitor = visitor;
    this.judge = judge;
    this.backoff = backoff;
    this.clock = clock;
    this.health = health;
    this.pulse = health.loop(GROUP, Duration.ofMinutes(2));
    this.tally = tally;
    this.census = census;
    this.started = clock.instant();
  }

  void start() {
    thread.start();
  }

  IngestStage.Progress progress() {
    return tally.progress();
  }

  boolean idle() {
    return idle;
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(STOP_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void abandon() {
    abandoned = true;
    close();
  }

  private void runUntilStopped() {
    while (!stopped()) {
      try {
        runUntilFailure();
      } catch (InterruptedException | WakeupException e) {
        return;
      } catch (RuntimeException | Error e) { // nobody else would start it again
        if (stopped()) return;
        LOG.warn("{}: starting again in about {} ms: {}", GROUP, pause.toMillis(), e.toString());
        LOG.debug("{}: the cause", GROUP, e);
        health.obstacle(GROUP, String.valueOf(e.getMessage()));
        awaitStop(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      } finally {
        idle = false;
      }
    }
  }

  private void runUntilFailure() throws InterruptedException {
    var frontier =
        new Frontier(
            sources.sources(), started, settings.revalidateAtStart(), settings.politeness());
    var renderings = new Renderings(settings.rendering().most(), settings.rendering().lease());
    var crawl =
        new Crawl(
            frontier,
            visitor,
            judge,
            backoff,
            clock,
            settings.concurrency(),
            settings.politeness(),
            renderings,
            tally,
            census);
    try (var answers = new RenderedInput(kafka, clock);
        var producer = Clients.transactional(kafka, GROUP + "-" + kafka.instance());
        var snapshots = new Snapshots(settings.state());
        var consumer = Clients.member(kafka, GROUP, MOST_RECORDS)) { // closing it revokes: first
      producer.initTransactions();
      consumer.subscribe(
          Set.of(Topic.DISCOVERED.topicName()), ownership(crawl, snapshots, answers, consumer));
      while (!stopped()) {
        round(crawl, answers, consumer, producer, snapshots);
        pulse.tick();
        health.clear(GROUP);
        pause = FIRST_PAUSE;
      }
    } finally {
      crawl.stop();
    }
  }

  private void round(
      Crawl crawl,
      RenderedInput answers,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      Snapshots snapshots)
      throws InterruptedException {
    // Whoever is waited for ends the wait: a page under way, or else a record.
    boolean waiting = crawl.underWay() > 0;
    ConsumerRecords<byte[], byte[]> records = consumer.poll(waiting ? GLANCE : untilDue(crawl));
    snapshots.unsettled();
    sources.changed(clock.instant()).ifPresent(crawl::use);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      crawl.discovered(record);
    }
    boolean room = room(crawl, consumer);
    var positions =
        room
            ? answers.read(crawl.frontier().sources(), consumer, crawl::rendered)
            : Map.<TopicPartition, OffsetAndMetadata>of();
    gather(crawl, room);
    if (abandoned) return;
    transact(crawl.drain(), records, positions, consumer, producer, snapshots);
    snapshots.settled();
    snapshots.turn(crawl.frontier(), clock.instant());
    crawl
        .renderings()
        .obstacle(clock.instant())
        .ifPresentOrElse(said -> health.obstacle(RENDER, said), () -> health.clear(RENDER));
    tally.stands(crawl, crawl.frontier().next(), clock.instant());
    boolean noRenderer = health.obstacles().containsKey(RENDER);
    census.take(crawl.frontier(), clock.instant(), noRenderer).ifPresent(tally::counted);
    idle = !crawl.frontier().owned().isEmpty() && crawl.idle();
  }

  /// Collects and sends out again for as long as a transaction is worth waiting for: pages that
  /// come back within one `ROUND` share it. No record is polled meanwhile, so that no partition is
  /// lost with something still to be written; and nothing is sent out after the round's time, so
  /// that a process that stood still writes, and hears whether it is still the owner, before.
  private void gather(Crawl crawl, boolean room) throws InterruptedException {
    long end = System.nanoTime() + ROUND.toNanos();
    // Of partitions that are no longer ours, too: it holds memory that `isChoked` counts.
    crawl.collect(Duration.ZERO);
    if (room) crawl.dispatch();
    while (crawl.underWay() > 0 && !crawl.full() && !abandoned) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) return;
      Duration due = untilDue(crawl);
      crawl.collect(due.compareTo(left) < 0 ? due : left);
      if (room && System.nanoTime() < end) crawl.dispatch();
    }
  }

  /// Whether anything more may come in. While too much is outstanding, or memory is short, nothing
  /// is read and nobody is asked.
  private boolean room(Crawl crawl, KafkaConsumer<byte[], byte[]> consumer) {
    boolean memory = heap.high();
    if (memory) health.obstacle(MEMORY, "nothing is fetched: the heap is nearly full, see -Xmx");
    else health.clear(MEMORY);
    if (memory || crawl.isChoked()) {
      consumer.pause(consumer.assignment());
      return false;
    }
    if (!consumer.paused().isEmpty()) consumer.resume(consumer.paused());
    return true;
  }

  private Duration untilDue(Crawl crawl) {
    Optional<Instant> next = crawl.frontier().next();
    if (next.isEmpty() || crawl.underWay() >= settings.concurrency()) return ROUND;
    Duration wait = Duration.between(clock.instant(), next.get());
    if (wait.isNegative()) return GLANCE;
    return wait.compareTo(ROUND) < 0 ? wait : ROUND;
  }

  private ConsumerRebalanceListener ownership(
      Crawl crawl,
      Snapshots snapshots,
      RenderedInput answers,
      KafkaConsumer<byte[], byte[]> consumer) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) return;
        snapshots.unsettled();
        List<Integer> assigned = partitions.stream().map(TopicPartition::partition).toList();
        crawl.frontier().own(assigned);
        restore(crawl.frontier(), assigned, snapshots);
        crawl.seed();
        crawl.frontier().resume(assigned, clock.instant());
        answers.assigned(partitions, consumer);
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        answers.revoked(partitions);
        List<Integer> revoked = partitions.stream().map(TopicPartition::partition).toList();
        if (!abandoned) snapshots.leave(crawl.frontier(), revoked);
        crawl.disown(revoked);
      }
    };
  }

  /// What is known of partitions: from local disk, where it is there and good, and the rest from
  /// the topic.
  private void restore(Frontier frontier, List<Integer> assigned, Snapshots snapshots) {
    Instant began = clock.instant();
    var restore = new Restore(kafka);
    Map<TopicPartition, Long> ends = restore.ends(assigned.stream().map(IngestLoop::rows).toList());
    if (!snapshots.off()) identify(snapshots);
    var numbers = new HashMap<Integer, Long>();
    ends.forEach((partition, end) -> numbers.put(partition.partition(), end));
    var from = new HashMap<TopicPartition, Long>();
    Map<Integer, Long> loaded = snapshots.load(frontier, numbers);
    loaded.forEach((partition, offset) -> from.put(rows(partition), offset));
    pulse.tick();
    var progress = new RestoreProgress(clock, pulse, health, GROUP + "-restore");
    try {
      restore.between(from, ends, frontier::restore, progress);
    } finally {
      progress.close();
    }
    snapshots.restored(numbers, clock.instant());
    LOG.info(
        "{} partitions, {} from disk, {} URLs in {} ms",
        assigned.size(),
        loaded.size(),
        frontier.urls(),
        Duration.between(began, clock.instant()).toMillis());
  }

  private void identify(Snapshots snapshots) {
    try (Admin admin = Clients.admin(kafka)) {
      String topic = Topic.FRONTIER.topicName();
      String cluster = admin.describeCluster().clusterId().get();
      TopicDescription described =
          admin.describeTopics(Set.of(topic)).topicNameValues().values().iterator().next().get();
      snapshots.of(cluster, described.topicId().toString());
    } catch (ExecutionException e) {
      throw new IllegalStateException("which cluster this is cannot be told", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WakeupException();
    }
  }

  private static TopicPartition rows(int partition) {
    return new TopicPartition(Topic.FRONTIER.topicName(), partition);
  }

  private static void wrote(
      @Nullable RecordMetadata there, @Nullable Exception failure, Snapshots snapshots) {
    if (failure == null && there != null) snapshots.wrote(there.partition(), there.offset());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failed send fails the commit
  private void transact(
      List<ProducerRecord<byte[], byte[]>> out,
      ConsumerRecords<byte[], byte[]> records,
      Map<TopicPartition, OffsetAndMetadata> answers,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      Snapshots snapshots) {
    if (out.isEmpty() && records.isEmpty() && answers.isEmpty()) return;
    var offsets = new HashMap<>(offsets(out, records, consumer));
    offsets.putAll(answers);
    producer.beginTransaction();
    try {
      for (ProducerRecord<byte[], byte[]> record : out) {
        boolean row = record.topic().equals(Topic.FRONTIER.topicName());
        if (row) producer.send(record, (there, failure) -> wrote(there, failure, snapshots));
        else producer.send(record);
      }
      producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
      producer.commitTransaction();
    } catch (RuntimeException e) {
      abort(producer);
      throw e;
    }
  }

  /// The positions of all partitions that the round touches, whether anything was read there or
  /// not: without an offset the broker would not ask whether the partition is still ours.
  private static Map<TopicPartition, OffsetAndMetadata> offsets(
      List<ProducerRecord<byte[], byte[]>> out,
      ConsumerRecords<byte[], byte[]> records,
      KafkaConsumer<byte[], byte[]> consumer) {
    var touched = new HashSet<>(records.partitions());
    for (ProducerRecord<byte[], byte[]> record : out) {
      @Nullable Integer partition = record.partition();
      boolean ours = record.topic().equals(Topic.FRONTIER.topicName());
      if (ours && partition != null) {
        touched.add(new TopicPartition(Topic.DISCOVERED.topicName(), partition));
      }
    }
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    touched.forEach(p -> offsets.put(p, new OffsetAndMetadata(consumer.position(p))));
    return offsets;
  }

  private static void abort(KafkaProducer<byte[], byte[]> producer) {
    try {
      producer.abortTransaction();
    } catch (RuntimeException e) {
      LOG.debug("the transaction could not be aborted; the broker will", e);
    }
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void awaitStop(Duration pause) {
    try {
      long millis = pause.toMillis();
      var _ =
          stop.await(
              millis / 2 + ThreadLocalRandom.current().nextLong(millis), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stop.countDown();
    }
  }
}
