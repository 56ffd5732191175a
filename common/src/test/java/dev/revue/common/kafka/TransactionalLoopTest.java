package dev.revue.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Discovered;
import dev.revue.common.event.Extracted;
import dev.revue.common.event.Version;
import dev.revue.common.health.Health;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.settings.KafkaSettings.Delivery;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionalLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path dir;
  private static EmbeddedKafka broker;
  private static KafkaSettings kafka;

  private final Health health = new Health(Clock.systemUTC());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @BeforeAll
  static void start() {
    broker = EmbeddedKafka.start(dir);
    kafka = KafkaSettings.local(broker.bootstrapServers(), "test");
    new Topics(kafka).apply();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void handsOnEveryRecordOnceThoughTheHandlerFailsInBetween() throws Exception {
    var failures = new AtomicInteger(2);
    List<String> urls =
        IntStream.range(0, 200).mapToObj(i -> "https://example.org/fails/" + i).toList();
    try (var loop =
        loop(
            "once",
            () ->
                new Copy(
                    "fails",
                    record -> {
                      if (Events.key(record).endsWith("7") && failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("out of luck");
                      }
                    }))) {
      send(urls);
      await(() -> copies("fails").size() >= urls.size());
    }
    assertThat(copies("fails")).containsExactlyInAnyOrderElementsOf(urls);
  }

  @Test
  void losesNothingWithoutTransactionsEither() throws Exception {
    var failures = new AtomicInteger(2);
    List<String> urls =
        IntStream.range(0, 200).mapToObj(i -> "https://example.org/at-least/" + i).toList();
    try (var loop =
        loop(
            "at-least",
            withoutTransactions(),
            () ->
                new Copy(
                    "at-least",
                    record -> {
                      if (Events.key(record).endsWith("7") && failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("out of luck");
                      }
                    }))) {
      send(urls);
      await(() -> copies("at-least").size() >= urls.size());
    }
    assertThat(Set.copyOf(copies("at-least"))).containsExactlyInAnyOrderElementsOf(urls);
  }

  @Test
  void writesNoMemoryOfWhatItCouldNotWriteWithoutTransactions() throws Exception {
    var tooLarge = new byte[Topic.MAX_RECORD_BYTES + 1];
    send(List.of("https://example.org/ahead/1"));
    try (var loop =
        loop(
            "ahead",
            withoutTransactions(),
            () ->
                new Copy("ahead", record -> {}) {
                  @Override
                  public void handle(
                      ConsumerRecord<byte[], byte[]> record,
                      List<ProducerRecord<byte[], byte[]>> out) {
                    out.add(new ProducerRecord<>(Topic.REVIEWS.topicName(), tooLarge));
                    super.handle(record, out);
                  }
                })) {
      await(() -> health.obstacles().toString().contains("RecordTooLarge"));
    }
    assertThat(copies("ahead")).isEmpty();
  }

  @Test
  void putsABadRecordAsideWithItsBytesAndItsReason() throws Exception {
    try (var loop =
        loop(
            "aside",
            () ->
                new Copy(
                    "aside",
                    record -> {
                      if (Events.key(record).endsWith("/bad"))
                        throw new BadRecord("no-good", "it is bad");
                    }))) {
      send(
          Stream.concat(
                  Stream.of("https://example.org/aside/bad"),
                  IntStream.range(0, 30).mapToObj(i -> "https://example.org/aside/" + i))
              .toList());
      await(() -> copies("aside").size() >= 30);
    }
    List<ConsumerRecord<byte[], byte[]>> letters =
        read(Topic.DEAD_LETTERS).stream()
            .filter(r -> Events.key(r).endsWith("/aside/bad"))
            .toList();
    assertThat(letters).hasSize(1);
    ConsumerRecord<byte[], byte[]> letter = letters.getFirst();
    assertThat(Events.header(letter.headers(), DeadLetter.REASON)).isEqualTo("no-good");
    assertThat(Events.header(letter.headers(), DeadLetter.STAGE)).isEqualTo("test");
    assertThat(Events.header(letter.headers(), DeadLetter.TOPIC)).isEqualTo("revue.discovered");
    assertThat(Events.header(letter.headers(), Events.TYPE))
        .isEqualTo("dev.revue.url.discovered.v1");
    assertThat(Events.value(letter, Discovered.class).url())
        .isEqualTo("https://example.org/aside/bad");
  }

  @Test
  void stopsTheLineWhereMostRecordsAreBad() throws Exception {
    try (var loop =
        loop(
            "line",
            () ->
                new Copy(
                    "line",
                    record -> {
                      if (Events.key(record).contains("/line/"))
                        throw new BadRecord("no-good", "it is bad");
                    }))) {
      send(IntStream.range(0, 600).mapToObj(i -> "https://example.org/line/" + i).toList());
      await(() ->
          health.obstacles().values().stream()
              .anyMatch(reason -> reason.contains("too many bad records")));
    }
    assertThat(
            read(Topic.DEAD_LETTERS).stream().filter(r -> Events.key(r).contains("/line/")).count())
        .as("what a batch of under 50 let pass at most")
        .isLessThan(50);
  }

  @Test
  void tellsTheHandlerWhereItGoesOn() throws Exception {
    var starts = new ArrayList<Map<TopicPartition, Long>>();
    send(List.of("https://example.org/starts/1"));
    try (var loop = loop("starts", () -> new Copy("starts", record -> {}, starts))) {
      await(() -> copies("starts").size() == 1);
    }
    try (var loop = loop("starts", () -> new Copy("starts", record -> {}, starts))) {
      await(() -> starts.size() >= 2);
    }
    assertThat(starts.getFirst().values()).allMatch(offset -> offset == 0);
    assertThat(starts.getLast().values()).anyMatch(offset -> offset > 0);
    assertThat(copies("starts")).hasSize(1);
  }

  @Test
  void handlesWhatComesBackFromTheDeadLettersWhereItsPartitionIsOwned() throws Exception {
    int partitions = Topic.DISCOVERED.partitions();
    var owners = new ConcurrentHashMap<Integer, Integer>();
    List<Owner> handlers = List.of(new Owner(owners), new Owner(owners));
    try (var one = loop("owned", "one", () -> handlers.get(0));
        var two = loop("owned", "two", () -> handlers.get(1))) {
      await(() ->
          handlers.stream().allMatch(owner -> owner.owned.size() == partitions / handlers.size()));
      try (var producer = Clients.producer(kafka)) {
        for (int i = 0; i < partitions; i++) producer.send(redriven("test", i)).get();
        producer.send(redriven("another", 0)).get();
      }
      await(() -> owners.size() == partitions);
      assertThat(owners.values()).contains(handlers.get(0).hashCode(), handlers.get(1).hashCode());
    }
    var again = new ConcurrentHashMap<Integer, Integer>();
    try (var three = loop("owned", "three", () -> new Owner(again))) {
      try (var producer = Clients.producer(kafka)) {
        producer.send(redriven("test", 7)).get();
      }
      await(() -> !again.isEmpty());
    }
    assertThat(again).containsOnlyKeys(7);
  }

  @Test
  void doesNotStopForWhatIsBadAgain() throws Exception {
    try (var loop =
        loop(
            "again",
            () ->
                new Copy(
                    "again",
                    record -> {
                      if (Events.key(record).contains("/again/"))
                        throw new BadRecord("no-good", "it is bad");
                    }))) {
      try (var producer = Clients.producer(kafka)) {
        for (int i = 0; i < 200; i++) {
          producer.send(redriven("test", 1, "https://example.org/again/" + i));
        }
        producer.flush(); // a close gives up early
      }
      await(() -> dead() >= 200);
      assertThat(health.obstacles()).isEmpty();
    }
    assertThat(read(Topic.DEAD_LETTERS).stream().filter(r -> Events.key(r).contains("/again/")))
        .hasSize(200)
        .allSatisfy(r -> {
          DeadLetter letter = DeadLetter.read(r).orElseThrow();
          assertThat(letter.attempts()).isEqualTo(2);
          assertThat(letter.origin().topic()).isEqualTo(Topic.DISCOVERED.topicName());
        });
  }

  @Test
  void handlesEverythingAgainByItsOwnersWhenAsked() throws Exception {
    var first = new ConcurrentHashMap<String, AtomicInteger>();
    List<String> urls =
        IntStream.range(0, 150).mapToObj(i -> "https://example.org/replayed/" + i).toList();
    send(urls);
    try (var one = again("replayed", "replayed-one", first);
        var two = again("replayed", "replayed-two", first);
        var replay = new Replay(kafka, "test-replayed", Topic.DISCOVERED)) {
      await(() -> first.size() >= urls.size());
      assertThat(replay.progress()).isEqualTo(new Replay.Progress(0, 0));

      replay.ask();
      send(List.of("https://example.org/replayed/new"));
      await(() -> replay.progress().all() > 0 && replay.progress().complete());
      await(() -> first.containsKey("https://example.org/replayed/new"));
    }
    assertThat(urls).allSatisfy(url -> assertThat(first.get(url).get()).isGreaterThanOrEqualTo(2));
  }

  @Test
  void goesOnWithAReplayThatAnotherProcessHadBegun() throws Exception {
    var before = new ConcurrentHashMap<String, AtomicInteger>();
    List<String> urls =
        IntStream.range(0, 150).mapToObj(i -> "https://example.org/went/" + i).toList();
    send(urls);
    try (var replay = new Replay(kafka, "test-went", Topic.DISCOVERED)) {
      var failing = new AtomicInteger(60);
      try (var loop =
          again(
              "went",
              "went-one",
              url -> {
                int times = before.computeIfAbsent(url, u -> new AtomicInteger()).incrementAndGet();
                if (times > 1 && failing.getAndDecrement() <= 0)
                  throw new IllegalStateException("out of luck");
              })) {
        await(() -> before.keySet().containsAll(urls));
        replay.ask();
        await(() -> failing.get() < 0);
      }
      assertThat(replay.progress().complete()).isFalse();
      var after = new ConcurrentHashMap<String, AtomicInteger>();
      try (var loop = again("went", "went-two", after)) {
        await(() -> replay.progress().complete());
      }
      var all = new java.util.HashSet<>(after.keySet());
      before.forEach((url, times) -> {
        if (times.get() > 1) all.add(url);
      });
      assertThat(all).containsAll(urls);
      assertThat(after.size()).as("it did not start over").isLessThan(urls.size());
    }
  }

  @Test
  void startsAReplayAnewWhenItIsAskedForAgain() throws Exception {
    var handled = new ConcurrentHashMap<String, AtomicInteger>();
    List<String> urls =
        IntStream.range(0, 150).mapToObj(i -> "https://example.org/anew/" + i).toList();
    send(urls);
    var gate = new java.util.concurrent.Semaphore(150 + 60);
    try (var loop =
            again(
                "anew",
                "anew-one",
                url -> {
                  gate.acquireUninterruptibly();
                  handled.computeIfAbsent(url, u -> new AtomicInteger()).incrementAndGet();
                });
        var replay = new Replay(kafka, "test-anew", Topic.DISCOVERED)) {
      await(() -> handled.keySet().containsAll(urls));
      replay.ask();
      await(() -> gate.availablePermits() == 0);
      assertThat(replay.progress().complete()).isFalse();
      replay.ask();
      gate.release(100_000);
      await(() -> replay.progress().complete());
    }
    assertThat(urls).allSatisfy(url -> assertThat(handled.get(url).get()).isGreaterThan(1));
    assertThat(handled.values().stream().mapToInt(AtomicInteger::get).sum())
        .as("what was done for the first request is done again for the second")
        .isGreaterThanOrEqualTo(300 + 40);
  }

  @Test
  void badRecordsOfAReplayDoNotStopWhatIsNew() throws Exception {
    var seen = ConcurrentHashMap.<String>newKeySet();
    var spoiled = new java.util.concurrent.atomic.AtomicBoolean();
    List<String> urls =
        IntStream.range(0, 150).mapToObj(i -> "https://example.org/spoiled/" + i).toList();
    send(urls);
    try (var loop =
            again(
                "spoiled",
                "spoiled-one",
                url -> {
                  if (spoiled.get() && urls.contains(url)) throw new BadRecord("bug", "of today");
                  seen.add(url);
                });
        var replay = new Replay(kafka, "test-spoiled", Topic.DISCOVERED)) {
      await(() -> seen.containsAll(urls));
      spoiled.set(true);
      replay.ask();
      await(() -> health.obstacles().toString().contains("of today"));
      send(List.of("https://example.org/spoiled/new"));
      await(() -> seen.contains("https://example.org/spoiled/new"));
      assertThat(replay.progress().complete()).isFalse();
    }
  }

  private TransactionalLoop again(
      String mark, String instance, Map<String, AtomicInteger> handled) {
    return again(
        mark,
        instance,
        url -> handled.computeIfAbsent(url, u -> new AtomicInteger()).incrementAndGet());
  }

  private TransactionalLoop again(
      String mark, String instance, java.util.function.Consumer<String> handled) {
    return TransactionalLoop.start(
        "test",
        "test-" + mark,
        new Inputs(Topic.DISCOVERED, Set.of(), Inputs.Again.WHEN_ASKED),
        20,
        KafkaSettings.local(kafka.bootstrap(), instance),
        () -> new Copy(mark, record -> handled.accept(Events.key(record))),
        health,
        metrics);
  }

  private double dead() {
    return metrics.counter("revue.records", "stage", "test", "outcome", "dead").count();
  }

  private static ProducerRecord<byte[], byte[]> redriven(String stage, int partition) {
    return redriven(stage, partition, "https://example.org/owned/" + partition);
  }

  /// As `revue dlq redrive` would send it.
  private static ProducerRecord<byte[], byte[]> redriven(String stage, int partition, String key) {
    var record =
        new ConsumerRecord<byte[], byte[]>(
            Topic.DISCOVERED.topicName(), partition, 1, key.getBytes(), null);
    ProducerRecord<byte[], byte[]> letter = DeadLetter.of(record, stage, "bad", "no good");
    var lying = new ConsumerRecord<>(letter.topic(), 0, 1, letter.key(), letter.value());
    letter.headers().forEach(lying.headers()::add);
    return Redrive.of(DeadLetter.read(lying).orElseThrow());
  }

  /// Notes by whom each partition's record was handled; fails on one that is not its own.
  private static final class Owner implements TransactionalLoop.Handler {
    private final Map<Integer, Integer> handled;
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

    Owner(Map<Integer, Integer> handled) {
      this.handled = handled;
    }

    @Override
    public void assigned(Map<TopicPartition, Long> committed) {
      committed
          .keySet()
          .forEach(p -> {
            assertThat(p.topic()).isEqualTo(Topic.DISCOVERED.topicName());
            owned.add(p.partition());
          });
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
      partitions.forEach(p -> owned.remove(p.partition()));
    }

    @Override
    public void handle(
        ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
      if (!Events.key(record).contains("/owned/")) return;
      if (!owned.contains(record.partition())) throw new IllegalStateException("not ours");
      handled.put(record.partition(), hashCode());
    }
  }

  private TransactionalLoop loop(
      String group,
      String instance,
      java.util.function.Supplier<? extends TransactionalLoop.Handler> handler) {
    return TransactionalLoop.start(
        "test",
        "test-" + group,
        Inputs.only(Topic.DISCOVERED),
        100,
        KafkaSettings.local(kafka.bootstrap(), instance),
        handler,
        health,
        metrics);
  }

  private static KafkaSettings withoutTransactions() {
    return new KafkaSettings(
        kafka.bootstrap(), kafka.instance(), Delivery.AT_LEAST_ONCE, kafka.extra(), 5);
  }

  private TransactionalLoop loop(String group, java.util.function.Supplier<Copy> handler) {
    return loop(group, kafka, handler);
  }

  private TransactionalLoop loop(
      String group, KafkaSettings kafka, java.util.function.Supplier<Copy> handler) {
    return TransactionalLoop.start(
        "test",
        "test-" + group,
        Inputs.only(Topic.DISCOVERED),
        100,
        kafka,
        handler,
        health,
        metrics);
  }

  /// Copies the records whose key contains its mark to `revue.extracted`.
  private static class Copy implements TransactionalLoop.Handler {
    private final String mark;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> trouble;
    private final List<Map<TopicPartition, Long>> starts;

    Copy(
        String mark,
        java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> trouble,
        List<Map<TopicPartition, Long>> starts) {
      this.mark = mark;
      this.trouble = trouble;
      this.starts = starts;
    }

    Copy(String mark, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> trouble) {
      this(mark, trouble, new ArrayList<>());
    }

    @Override
    public void assigned(Map<TopicPartition, Long> committed) {
      starts.add(Map.copyOf(committed));
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {}

    @Override
    public void handle(
        ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
      if (!Events.key(record).contains("/" + mark + "/")) return;
      trouble.accept(record);
      out.add(
          Events.extracted(
              new Extracted(
                  Events.key(record), Version.next(Instant.now(), Version.none()), List.of(), null),
              record.partition(),
              Events.trace(record)));
    }
  }

  private static void send(List<String> urls) throws Exception {
    try (var producer = Clients.producer(kafka)) {
      for (String url : urls)
        producer
            .send(
                Events.discovered(
                    new Discovered(url, 0, "page", "test"), url, url, Events.newTrace()))
            .get();
    }
  }

  private static List<String> copies(String mark) {
    return read(Topic.EXTRACTED).stream()
        .map(Events::key)
        .filter(key -> key.contains("/" + mark + "/"))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(i -> new TopicPartition(topic.topicName(), i))
            .toList();
    new Restore(kafka).toEnd(partitions, records::add);
    return records;
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still waiting: " + health.obstacles()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
