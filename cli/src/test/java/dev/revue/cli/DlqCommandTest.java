package dev.revue.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.cli.dlq.Choice;
import dev.revue.cli.dlq.Filter;
import dev.revue.cli.dlq.Letters;
import dev.revue.cli.dlq.Redriving;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.Version;
import dev.revue.common.health.Health;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Inputs;
import dev.revue.common.kafka.LetterId;
import dev.revue.common.kafka.Redrive;
import dev.revue.common.kafka.Restore;
import dev.revue.common.kafka.TransactionalLoop;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedElasticsearch;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.EnrichSettings.Embeddings;
import dev.revue.enrich.EnrichStage;
import dev.revue.index.IndexSettings;
import dev.revue.index.IndexStage;
import dev.revue.index.contract.ElasticJson;
import dev.revue.index.contract.IndexContract;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.rehearsal.IndexRehearsal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

/// The command between a genuine broker and a genuine node, with the stages that it sends back to.
class DlqCommandTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final byte[] BINARY = {0, (byte) 0xff, (byte) 0xc3, 0x28};

  @TempDir static Path home;
  private static EmbeddedKafka broker;
  private static EmbeddedElasticsearch node;
  private static KafkaSettings kafka;
  private static ElasticSettings elastic;
  private static KafkaProducer<byte[], byte[]> producer;
  private static Rest5Client client;
  private static ElasticJson json;

  private final Health health = new Health(Clock.systemUTC());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @BeforeAll
  static void startServers() {
    var starting =
        CompletableFuture.supplyAsync(() -> EmbeddedElasticsearch.start(home.resolve("elastic")));
    broker = EmbeddedKafka.start(home.resolve("kafka"));
    node = starting.join();
    kafka = KafkaSettings.local(broker.bootstrapServers(), "dlq-test");
    elastic = ElasticSettings.local(node.uri());
    new Topics(kafka).apply();
    producer = Clients.producer(kafka);
    client = ElasticClients.rest(elastic);
    json = new ElasticJson(client);
    IndexContract.load().apply(client);
  }

  @AfterAll
  static void stopServers() throws IOException {
    client.close();
    producer.close();
    broker.close();
    node.close();
  }

  @Test
  void bringsWhatAWrongMappingRefusedIntoTheIndexOnceItIsPutRight() throws Exception {
    List<String> ids = List.of("dlq-fixed", "dlq-stale");
    wrongIndex();
    try (AutoCloseable index =
        IndexStage.start(IndexSettings.of(kafka, elastic), health, metrics)) {
      send(review("dlq-first", 10));
      await("the stage runs", () -> version("dlq-first") == 10);
      swapWriteAlias("revue-reviews-v1", "revue-reviews-wrong");
      for (String id : ids) send(review(id, 10));
      send(record(Topic.REVIEWS, 7, "dlq-broken", "{\"id\":", "dev.revue.review.v1"));
      String moved =
          "{\"id\":\"dlq-moved\",\"version\":5,\"item_id\":\"t1\",\"reason\":\"moved\",\"removed_at\":\"2025-06-08T12:00:00Z\"}";
      send(
          DeadLetter.of(
              read(record(Topic.REVIEWS, 9, "dlq-moved", moved, "dev.revue.review.removed.v1"), 3),
              "index",
              "parked-by-an-older-version",
              "it could not read this"));
      await("all are dead letters", () -> letters("index").size() == 4);
      assertThat(run("dlq", "list", "--filter", "stage=index"))
          .contains("index  rejected-document  2 letters: 2 waiting")
          .contains("4 letters by 3 causes, 4 of them waiting");
      assertThat(run("dlq", "redrive", "--dry-run", "--filter", "reason=rejected-document"))
          .contains("of 2 letters: 2 rejected again (rejected-document); nothing was sent");

      swapWriteAlias("revue-reviews-wrong", "revue-reviews-v1");
      send(review("dlq-stale", 20));
      await("the newer one is there", () -> version("dlq-stale") == 20);
      String forecast = run("dlq", "redrive", "--dry-run", "--filter", "stage=index");
      assertThat(forecast)
          .containsPattern("dlq-fixed  applied")
          .containsPattern("dlq-stale  superseded")
          .containsPattern("dlq-broken  rejected again \\(unreadable\\)")
          .containsPattern("dlq-moved  skipped")
          .contains(
              "of 4 letters: 1 applied, 1 rejected again (unreadable), 1 skipped, 1 superseded");
      assertThat(version("dlq-fixed")).isEqualTo(-1);
      assertThat(json.call("GET", "/_all/_settings?expand_wildcards=all", null).body().toString())
          .doesNotContain("revue-dry-run");

      Map<String, Double> before = outcomes();
      assertThat(run("dlq", "redrive", "--filter", "stage=index")).contains("sent 4 of 4 letters");
      await("the letter is back", () -> letters("index").size() == 5);
      await("what was refused is there", () -> version("dlq-fixed") == 10);
      await(
          "each fared as was foretold",
          () ->
              outcomes()
                  .equals(
                      Map.of(
                          "applied", before.get("applied") + 1,
                          "superseded", before.get("superseded") + 1,
                          "skipped", before.get("skipped") + 1,
                          "dead", before.get("dead") + 1)));
      assertThat(version("dlq-stale")).isEqualTo(20);
      assertThat(health.obstacles()).isEmpty();

      assertThat(run("dlq", "list", "--filter", "reason=unreadable", "--filter", "stage=index"))
          .contains("2 letters: 1 waiting, 1 redriven, 1 came back; attempts 2");
      String[] again = {"dlq", "redrive", "--filter", "stage=index"};
      assertThat(run(again)).contains("sent 1 of 1 letters", "left: 4 sent back before");
      await("it is back once more", () -> letters("index").size() == 6);
      assertThat(run(again)).contains("sent 0 of 0 letters", "1 given up on 3 times or more");
      DeadLetter last = letters("index").getLast();
      assertThat(last.attempts()).isEqualTo(3);
      assertThat(last.origin().topic()).isEqualTo(Topic.REVIEWS.topicName());
      assertThat(last.origin().partition()).isEqualTo(7);
      assertThat(last.original().headers().lastHeader("mine").value()).isEqualTo(BINARY);
      assertThat(last.original().headers().lastHeader("nothing").value()).isNull();
      assertThat(raw(last.id())).isEqualTo(last.record().value());
    }
  }

  @Test
  void sendsEachOnceThoughItIsInterruptedAndStartedTwice() throws Exception {
    int count = 40;
    for (int i = 0; i < count; i++) {
      var record = read(record(Topic.REVIEWS, i, "dlq-each-" + i, "{}", "none"), i);
      send(DeadLetter.of(record, "fold", "interrupted", "no good"));
    }
    Filter filter = Filter.parse(List.of("reason=interrupted"), Instant.now());
    var letters = new Letters(kafka);
    var batches = new AtomicInteger();
    try (var first = new Redriving(kafka)) {
      int sent =
          first.send(
              Choice.of(letters, filter, 3), 25, _ -> batches.incrementAndGet() == 3, _ -> {});
      assertThat(sent).isEqualTo(15);
      Choice rest = Choice.of(letters, filter, 3);
      assertThat(rest.size()).isEqualTo(25);
      assertThatThrownBy(() ->
              first.send(
                  rest,
                  25,
                  _ -> {
                    try (var second = new Redriving(kafka)) {
                      Choice its = Choice.of(letters, filter, 3);
                      assertThat(second.send(its, 0, _ -> false, _ -> {})).isEqualTo(20);
                    }
                    return false;
                  },
                  _ -> {}))
          .hasMessageContaining("another redrive has begun");
    }
    assertThat(run("dlq", "redrive", "--filter", "reason=interrupted"))
        .contains("sent 0 of 0", "40 sent back before");
    List<LetterId> sent =
        all(Topic.REDRIVE).stream()
            .map(Redrive::read)
            .flatMap(java.util.Optional::stream)
            .filter(back -> Events.key(back.original()).startsWith("dlq-each-"))
            .map(Redrive::letter)
            .toList();
    assertThat(sent).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void bringsPagesAndReviewsToTheOwnersOfTheirPartitions() throws Exception {
    ProducerRecord<byte[], byte[]> page = page("https://dlq.example/reviews/1", 1, true);
    ProducerRecord<byte[], byte[]> stale = page("https://dlq.example/reviews/2", 1, true);
    ProducerRecord<byte[], byte[]> review = review("dlq-folded", 10);
    try (var enrich = olderVersion("enrich", EnrichStage.REVIEW_GROUP, Topic.PAGES);
        var fold = olderVersion("fold", EnrichStage.FOLD_GROUP, Topic.REVIEWS)) {
      send(page);
      send(stale);
      send(review);
      await("both pages are dead letters", () -> letters("enrich").size() == 2);
      await(
          "the review is a dead letter",
          () ->
              letters("fold").stream()
                  .anyMatch(letter -> Events.key(letter.record()).equals("dlq-folded")));
    }
    send(page("https://dlq.example/reviews/2", 2, false));
    try (var one =
            EnrichStage.start(
                instance("one"), new EnrichSettings(Embeddings.OFF), health, metrics);
        var two =
            EnrichStage.start(
                instance("two"), new EnrichSettings(Embeddings.OFF), health, metrics)) {
      await(
          "the newer page is remembered",
          () ->
              all(Topic.EXTRACTED).stream()
                  .anyMatch(r -> Events.key(r).equals("https://dlq.example/reviews/2")));
      String[] redrive = {
        "dlq",
        "redrive",
        "--filter",
        "reason=older-version",
        "--filter",
        "since=1h",
        "--max-attempts",
        "2",
        "--dry-run"
      };
      assertThat(run(redrive))
          .containsPattern("enrich  https://dlq.example/reviews/1  applied")
          .containsPattern("enrich  https://dlq.example/reviews/2  superseded")
          // Whoever can read it has it from the log.
          .containsPattern("fold  dlq-folded  superseded");
      run(Arrays.copyOf(redrive, redrive.length - 1));
      await("the score is there", () -> scores("t-dlq") == 1);
      await("the review is there", () -> reviewsOf("https://dlq.example/reviews/1") == 1);
      assertThat(run(redrive)).contains("of 0 letters");
    }
    assertThat(reviewsOf("https://dlq.example/reviews/2")).isZero();
  }

  @Test
  void deletesWhatAnEarlierDryRunLeft() throws Exception {
    json.demand("PUT", "/revue-dry-run-dead", Json.MAPPER.createObjectNode());
    IndexRehearsal.open(elastic, Clock.systemUTC()).close();
    assertThat(json.call("GET", "/revue-dry-run-dead", null).ok()).isTrue();
    IndexRehearsal.open(elastic, Clock.offset(Clock.systemUTC(), Duration.ofDays(1))).close();
    assertThat(json.call("GET", "/revue-dry-run-dead", null).missing()).isTrue();
  }

  @Test
  void saysWhatIsWrongWithItsArguments() {
    assertThat(code("dlq", "redrive", "--filter", "stages=index")).isEqualTo(2);
    assertThat(code("dlq", "redrive", "--rate", "-1")).isEqualTo(2);
    assertThat(code("dlq", "show", "seventeen")).isEqualTo(2);
    assertThat(code("dlq", "show", "3@999999")).isEqualTo(1);
  }

  /// A version that cannot take anything in.
  private TransactionalLoop olderVersion(String stage, String group, Topic input) {
    var handler =
        new TransactionalLoop.Handler() {
          @Override
          public void assigned(Map<TopicPartition, Long> committed) {}

          @Override
          public void revoked(Collection<TopicPartition> partitions) {}

          @Override
          public void handle(
              ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
            throw new BadRecord("older-version", "it has a bug");
          }
        };
    return TransactionalLoop.start(
        stage, group, Inputs.only(input), 10, instance("old"), () -> handler, health, metrics);
  }

  private static KafkaSettings instance(String name) {
    return KafkaSettings.local(kafka.bootstrap(), name);
  }

  private static ProducerRecord<byte[], byte[]> page(String url, long millis, boolean reviewed) {
    String review =
        """
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"Review",
        "itemReviewed":{"@type":"Movie","name":"The Night Train","dateCreated":"1997"},
        "author":{"@type":"Person","name":"Max Critic"},"reviewBody":"A quiet thriller that takes its time.",
        "reviewRating":{"@type":"Rating","ratingValue":"4","bestRating":"5"}}</script>
        """;
    String html = "<html><body><h1>Page</h1>" + (reviewed ? review : "") + "</body></html>";
    var version = Version.next(Instant.ofEpochMilli(1_700_000_000_000L + millis), Version.none());
    return Events.page(
        new PageFetched(
            url,
            version,
            version.time(),
            "test",
            200,
            Map.of(),
            "UTF-8",
            html,
            "hash",
            Map.of(),
            Map.of()),
        "dlq.example",
        Events.newTrace());
  }

  private static ProducerRecord<byte[], byte[]> review(String id, long version) {
    String value =
        """
        { "id": "%s",   "version": %d, "url": "https://dlq.example/%s", "site": "dlq.example",
          "fetched_at": "2025-06-08T12:00:00Z", "author_type": "critic", "language": "en", "text": "Fine.",
          "item": {"id": "t-dlq", "type": "movie", "title": "The Night Train"},
          "rating": {"raw": "4/5", "value": 4, "best": 5, "score": 80} }
        """
            .formatted(id, version, id);
    int partition = Topic.REVIEWS.partition("t-dlq");
    return record(Topic.REVIEWS, partition, id, value, "dev.revue.review.v1");
  }

  private static ProducerRecord<byte[], byte[]> record(
      Topic topic, int partition, String key, String value, String type) {
    var record = new ProducerRecord<>(topic.topicName(), partition, bytes(key), bytes(value));
    record.headers().add("mine", BINARY).add(Events.TYPE, bytes(type)).add("nothing", null);
    return record;
  }

  /// As a consumer would have read it.
  private static ConsumerRecord<byte[], byte[]> read(
      ProducerRecord<byte[], byte[]> record, long offset) {
    var read =
        new ConsumerRecord<>(
            record.topic(), record.partition(), offset, record.key(), record.value());
    record.headers().forEach(read.headers()::add);
    return read;
  }

  private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    producer.send(record).get();
  }

  /// An index whose mapping takes languages for dates.
  private static void wrongIndex() {
    var mapping = (ObjectNode) IndexContract.load().mapping(IndexKind.REVIEWS).deepCopy();
    ((ObjectNode) mapping.path("properties")).putObject("language").put("type", "date");
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("mappings", mapping);
    var live = json.call("GET", "/revue-reviews-v1", null).body().path("revue-reviews-v1");
    body.putObject("settings")
        .putObject("index")
        .set("analysis", live.at("/settings/index/analysis"));
    json.demand("PUT", "/revue-reviews-wrong", body);
  }

  private static void swapWriteAlias(String from, String to) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    var actions = body.putArray("actions");
    actions.addObject().putObject("remove").put("index", from).put("alias", "revue-reviews-write");
    actions
        .addObject()
        .putObject("add")
        .put("index", to)
        .put("alias", "revue-reviews-write")
        .put("is_write_index", true);
    json.demand("POST", "/_aliases", body);
  }

  private static long version(String id) {
    return json.call("GET", "/revue-reviews-v1/_doc/" + id, null)
        .body()
        .path("_version")
        .asLong(-1);
  }

  private Map<String, Double> outcomes() {
    var outcomes = new java.util.HashMap<String, Double>();
    for (String outcome : List.of("applied", "superseded", "skipped", "dead")) {
      outcomes.put(
          outcome, metrics.counter("revue.records", "stage", "index", "outcome", outcome).count());
    }
    return outcomes;
  }

  private static List<DeadLetter> letters(String stage) {
    return all(Topic.DEAD_LETTERS).stream()
        .map(DeadLetter::read)
        .flatMap(java.util.Optional::stream)
        .filter(letter -> letter.stage().equals(stage))
        .sorted(java.util.Comparator.comparing(DeadLetter::at))
        .toList();
  }

  private static long reviewsOf(String url) {
    return all(Topic.REVIEWS).stream()
        .filter(r -> new String(r.value(), StandardCharsets.UTF_8).contains(url))
        .count();
  }

  private static long scores(String item) {
    return all(Topic.ITEMS).stream().filter(r -> Events.key(r).equals(item)).count();
  }

  private static List<ConsumerRecord<byte[], byte[]>> all(Topic topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(i -> new TopicPartition(topic.topicName(), i))
            .toList();
    new Restore(kafka).toEnd(partitions, records::add);
    return records;
  }

  private static String run(String... arguments) {
    var out = new StringWriter();
    int code = execute(new PrintWriter(out), arguments);
    assertThat(code).as(out.toString()).isZero();
    return out.toString();
  }

  private static int code(String... arguments) {
    return execute(new PrintWriter(new StringWriter()), arguments);
  }

  private static int execute(PrintWriter out, String... arguments) {
    var environment =
        Map.of(
            "REVUE_KAFKA_BOOTSTRAP", kafka.bootstrap(),
            "REVUE_ELASTICSEARCH_URL", node.uri().toString());
    return new CommandLine(new DlqCommand(environment))
        .setExecutionExceptionHandler((e, command, parsed) -> Revue.explain(e, command))
        .setOut(out)
        .setErr(out)
        .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static byte[] raw(LetterId letter) {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      run("dlq", "show", letter.place(), "--raw");
    } finally {
      System.setOut(before);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void await(String what, BooleanSupplier reached) {
    Instant deadline = Instant.now().plus(DEADLINE);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).as(what + " " + health.obstacles()).isBefore(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
