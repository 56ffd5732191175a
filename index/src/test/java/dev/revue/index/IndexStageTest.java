package dev.revue.index;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.health.Health;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedElasticsearch;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.embedded.FaultProxy;
import dev.revue.index.loop.IndexLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The stage between a genuine broker and a genuine node, through a proxy that can break.
class IndexStageTest {
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  @TempDir static Path home;
  private static EmbeddedKafka broker;
  private static EmbeddedElasticsearch node;
  private static KafkaSettings kafka;
  private static KafkaProducer<byte[], byte[]> producer;
  private static Rest5Client elastic;

  private final Health health = new Health(Clock.systemUTC());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private FaultProxy proxy;
  private AutoCloseable stage;

  @BeforeAll
  static void startServers() {
    var starting =
        CompletableFuture.supplyAsync(() -> EmbeddedElasticsearch.start(home.resolve("elastic")));
    broker = EmbeddedKafka.start(home.resolve("kafka"));
    node = starting.join();
    kafka = KafkaSettings.local(broker.bootstrapServers(), "index-test");
    new Topics(kafka).apply();
    producer = Clients.producer(kafka);
    elastic = ElasticClients.rest(ElasticSettings.local(node.uri()));
  }

  @AfterAll
  static void stopServers() throws IOException {
    elastic.close();
    producer.close();
    broker.close();
    node.close();
  }

  @BeforeEach
  void startStage() throws IOException {
    proxy = new FaultProxy(node.uri());
    start();
    await("the stage is ready", () -> health.obstacles().isEmpty());
  }

  @AfterEach
  void stopStage() throws Exception {
    stage.close();
    proxy.close();
  }

  @Test
  void writesReviewsAndTitlesToWhereTheAliasesFindThem() throws Exception {
    send(Samples.review("found", 10));
    send(Events.item(Samples.score("t-found", 10), Events.newTrace()));
    await("the review is found", () -> count("revue-reviews", "found") == 1);
    await("the title is found", () -> count("revue-items", "t-found") == 1);
    JsonNode hit = find("revue-reviews", "found").path("hits").path("hits").path(0);
    assertThat(hit.path("_source").path("item_title").asString()).isEqualTo("The Night Train");
    assertThat(hit.path("_version").asLong()).isEqualTo(10);
    assertThat(hit.path("_index").asString()).isEqualTo("revue-reviews-v1");
  }

  @Test
  void neverBringsBackWhatWasRemovedHoweverOftenItReadsFromTheStart() throws Exception {
    send(Samples.text("gone", 10, "first"));
    send(Samples.text("gone", 20, "second"));
    send(removed("gone", 30, "gone"));
    send(Samples.text("gone", 25, "late and stale"));
    send(Samples.review("stays", 10));
    send(removed("stays", 40, ReviewRemoved.MOVED));
    await("all is committed", this::caughtUp);
    for (int replay = 0; replay < 2; replay++) {
      refresh();
      assertThat(count("revue-reviews", "gone")).isZero();
      assertThat(count("revue-reviews", "stays")).isEqualTo(1);
      JsonNode tombstone = call("GET", "/revue-reviews-v1/_doc/gone", null);
      assertThat(tombstone.path("_version").asLong()).isEqualTo(30);
      assertThat(tombstone.path("_source").propertyNames())
          .containsExactlyInAnyOrder("id", "item_id", "version", "deleted", "deleted_at");
      readAgainFromTheStart();
    }
    assertThat(records("superseded")).isPositive();
  }

  @Test
  void parksWhatIsBadWithItsBytesAndWritesTheRest() throws Exception {
    int before = deadLetters().size();
    String tooLong = "x".repeat(600);
    for (int i = 0; i < 80; i++) send(Samples.review("neighbour" + i, 10));
    await("the neighbours are committed", this::caughtUp);
    send(Samples.review(tooLong, 10)); // fails the whole request it is in
    send(Samples.of("refused", 10, "t".repeat(40_000))); // fails by itself
    var unreadable =
        new ProducerRecord<>(Topic.REVIEWS.topicName(), 0, bytes("bad"), bytes("{\"id\":"));
    unreadable.headers().add(Events.TYPE, bytes("dev.revue.review.v1")).add("mine", bytes("kept"));
    send(unreadable);
    for (int i = 80; i < 120; i++) send(Samples.review("neighbour" + i, 10));
    await("all is committed", this::caughtUp);
    refresh();
    assertThat(countPrefix("neighbour")).isEqualTo(120);
    List<ConsumerRecord<byte[], byte[]>> letters = deadLetters();
    assertThat(letters).hasSize(before + 3);
    assertThat(letters)
        .anySatisfy(letter -> {
          assertThat(letter.value()).isEqualTo(bytes("{\"id\":"));
          assertThat(Events.header(letter.headers(), "mine")).isEqualTo("kept");
          assertThat(Events.header(letter.headers(), DeadLetter.REASON)).isEqualTo("unreadable");
        })
        .anySatisfy(letter -> {
          assertThat(Events.key(letter)).isEqualTo("refused");
          assertThat(Events.header(letter.headers(), DeadLetter.REASON))
              .isEqualTo("rejected-document");
        })
        .anySatisfy(letter -> {
          assertThat(Events.key(letter)).isEqualTo(tooLong);
          assertThat(Events.header(letter.headers(), DeadLetter.REASON))
              .isEqualTo("rejected-request");
        });
    assertThat(metrics.get("revue.records.read").counter().count())
        .isEqualTo(
            records("applied") + records("superseded") + records("skipped") + records("dead"));
    assertThat(records("dead")).isEqualTo(3);
  }

  @Test
  void holdsWhileTheWriteAliasIsMissing() throws Exception {
    int before = deadLetters().size();
    alias("remove");
    send(Samples.review("held", 10));
    await(
        "the missing alias is told",
        () -> health.obstacles().toString().contains("write alias is missing"));
    assertThat(status("/revue-reviews-write")).isEqualTo(404);
    alias("add");
    await("the review is found", () -> count("revue-reviews", "held") == 1);
    await("nothing is in the way", () -> health.obstacles().isEmpty());
    assertThat(deadLetters()).hasSize(before);
  }

  @Test
  void holdsThroughAnOutageAndStaysAMemberOfItsGroup() throws Exception {
    int before = deadLetters().size();
    String member = member();
    proxy.refuseConnections();
    for (int i = 0; i < 500; i++) {
      producer.send(Events.review(Samples.review("outage" + i, 10), Events.newTrace()));
    }
    producer.flush();
    await("the outage is told", () -> health.obstacles().toString().contains("does not answer"));
    Instant until = Instant.now().plusSeconds(3);
    await("the outage lasts", () -> Instant.now().isAfter(until));
    assertThat(health.stalled()).isEmpty();
    proxy.acceptConnections();
    await("all is there", () -> countPrefix("outage") == 500);
    assertThat(member()).isEqualTo(member);
    assertThat(deadLetters()).hasSize(before);
    await("nothing is in the way", () -> health.obstacles().isEmpty());
  }

  @Test
  void endsQuicklyEvenInAnOutageAndGoesOnNextTime() throws Exception {
    proxy.refuseConnections();
    send(Samples.review("next-time", 10));
    await("the outage is told", () -> health.obstacles().toString().contains("does not answer"));
    Instant closing = Instant.now();
    stage.close();
    assertThat(Duration.between(closing, Instant.now())).isLessThan(Duration.ofSeconds(5));
    proxy.acceptConnections();
    start();
    await("the review is found", () -> count("revue-reviews", "next-time") == 1);
  }

  private void start() {
    stage =
        IndexStage.start(
            IndexSettings.of(kafka, ElasticSettings.local(proxy.uri())), health, metrics);
  }

  private void readAgainFromTheStart() throws Exception {
    stage.close();
    try (Admin admin = Clients.admin(kafka)) {
      admin.deleteConsumerGroups(List.of(IndexLoop.GROUP)).all().get();
    }
    start();
    await("all is committed", this::caughtUp);
  }

  private boolean caughtUp() {
    try (Admin admin = Clients.admin(kafka)) {
      var committed =
          admin.listConsumerGroupOffsets(IndexLoop.GROUP).partitionsToOffsetAndMetadata().get();
      var ends = new java.util.HashMap<TopicPartition, org.apache.kafka.clients.admin.OffsetSpec>();
      for (Topic topic : List.of(Topic.REVIEWS, Topic.ITEMS)) {
        for (int i = 0; i < topic.partitions(); i++) {
          ends.put(
              new TopicPartition(topic.topicName(), i),
              org.apache.kafka.clients.admin.OffsetSpec.latest());
        }
      }
      return admin.listOffsets(ends).all().get().entrySet().stream()
          .filter(end -> end.getValue().offset() > 0)
          .allMatch(end -> {
            var at = committed.get(end.getKey());
            return at != null && at.offset() == end.getValue().offset();
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String member() throws Exception {
    try (Admin admin = Clients.admin(kafka)) {
      var group =
          admin.describeConsumerGroups(List.of(IndexLoop.GROUP)).all().get().get(IndexLoop.GROUP);
      assertThat(group.members()).hasSize(1);
      return group.members().iterator().next().consumerId();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var partitions =
        IntStream.range(0, Topic.DEAD_LETTERS.partitions())
            .mapToObj(i -> new TopicPartition(Topic.DEAD_LETTERS.topicName(), i))
            .toList();
    new Restore(kafka).toEnd(partitions, letters::add);
    return letters;
  }

  private double records(String outcome) {
    var counter = metrics.find("revue.records").tag("outcome", outcome).counter();
    return counter == null ? 0 : counter.count();
  }

  private static ReviewRemoved removed(String id, long version, String reason) {
    return new ReviewRemoved(id, new Version(version), "t1", reason, Instant.EPOCH);
  }

  private static void send(ReviewEvent event) throws Exception {
    send(Events.review(event, Events.newTrace()));
  }

  private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    producer.send(record).get();
  }

  private static void alias(String action) throws IOException {
    String body =
        "{\"actions\":[{\"%s\":{\"index\":\"revue-reviews-v1\",\"alias\":\"revue-reviews-write\"}}]}";
    call("POST", "/_aliases", body.formatted(action));
  }

  private static void refresh() throws IOException {
    call("POST", "/revue-reviews-v1,revue-items-v1/_refresh", null);
  }

  private static int count(String alias, String id) {
    return find(alias, id).path("hits").path("total").path("value").asInt();
  }

  private static JsonNode find(String alias, String id) {
    return search(alias, "{\"version\":true,\"query\":{\"ids\":{\"values\":[\"" + id + "\"]}}}");
  }

  private static int countPrefix(String prefix) {
    return search(
            "revue-reviews",
            "{\"track_total_hits\":true,\"query\":{\"prefix\":{\"id\":\"" + prefix + "\"}}}")
        .path("hits")
        .path("total")
        .path("value")
        .asInt();
  }

  private static JsonNode search(String alias, String body) {
    try {
      return call("POST", "/" + alias + "/_search", body);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int status(String path) throws IOException {
    try {
      return elastic.performRequest(new Request("GET", path)).getStatusCode();
    } catch (ResponseException e) {
      return e.getResponse().getStatusCode();
    }
  }

  private static JsonNode call(String method, String path, String body) throws IOException {
    var request = new Request(method, path);
    if (body != null) request.setJsonEntity(body);
    return Json.MAPPER.readTree(
        EntityUtils.toByteArray(elastic.performRequest(request).getEntity()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void await(String what, BooleanSupplier reached) {
    Instant deadline = Instant.now().plus(DEADLINE);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).as(what + " " + health.obstacles()).isBefore(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
