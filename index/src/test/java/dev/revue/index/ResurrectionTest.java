package dev.revue.index;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.health.Health;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedElasticsearch;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.index.loop.IndexLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is removed stays removed, through a restart of Elasticsearch and a replay of everything:
/// because a removal is a document. Beside it the way of writing that does not hold, and why.
///
/// The log, which all tests share: 10,000 reviews, their removals, and after them the reviews once
/// more, as a writer that sends at least once may leave them.
class ResurrectionTest {
  private static final int REVIEWS = 10_000;
  private static final long WRITTEN = 10;
  private static final long REMOVED = 20;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @TempDir static Path home;
  private static EmbeddedKafka broker;
  private static EmbeddedElasticsearch node;
  private static KafkaSettings kafka;
  private static Rest5Client elastic;

  private static List<ConsumerRecord<byte[], byte[]>> reviews;
  private static List<ConsumerRecord<byte[], byte[]>> removals;
  private static List<ConsumerRecord<byte[], byte[]>> staleCopies;

  @BeforeAll
  static void writeTheLog() throws Exception {
    var starting =
        CompletableFuture.supplyAsync(() -> EmbeddedElasticsearch.start(home.resolve("elastic")));
    broker = EmbeddedKafka.start(home.resolve("kafka"));
    node = starting.join();
    kafka = KafkaSettings.local(broker.bootstrapServers(), "resurrection-test");
    elastic = ElasticClients.rest(ElasticSettings.local(node.uri()));
    new Topics(kafka).apply();
    reviews = append(id -> Samples.bare(id, WRITTEN));
    removals = append(ResurrectionTest::removed);
    staleCopies = append(id -> Samples.bare(id, WRITTEN));
  }

  @AfterAll
  static void stop() throws IOException {
    elastic.close();
    broker.close();
    node.close();
  }

  @Test
  void bringsBackNoneOfTenThousandRemovedReviewsAfterARestartAndAReplayOfAll() throws Exception {
    try (AutoCloseable stage = startStage()) {
      awaitCaughtUp();
    }
    assertAllAreRemoved();
    restartElasticsearch();
    forgetOffsets();
    var metrics = new SimpleMeterRegistry();
    try (AutoCloseable stage = startStage(metrics)) {
      awaitCaughtUp();
    }
    assertThat(metrics.get("revue.records.read").counter().count()).isEqualTo(3.0 * REVIEWS);
    assertAllAreRemoved();
  }

  /// The counter-example. Before the restart the replay is refused: the versions of the deletions
  /// are remembered. After it the same replay is taken: for as long as the reader has not come to
  /// the deletions again, all is back, and stays so where it never comes to them (killed, held, or
  /// the deletions fell to compaction after `delete.retention.ms`). A copy that is written again is
  /// newer by its offset, and back for good.
  ///
  /// Should this ever fail because nothing comes back, Elasticsearch keeps the versions of what it
  /// deleted, and tombstone documents have lost their reason.
  @Test
  void deletionsWithOffsetsAsVersionsBringAllOfThemBack() throws Exception {
    createIndex("by-offset");
    var writer = DeletingWriter.byOffset(elastic, "by-offset");
    writer.write(reviews);
    writer.write(removals);
    assertThat(writer.write(reviews)).isEqualTo(Map.of(409, REVIEWS));
    assertThat(count("by-offset")).isZero();

    restartElasticsearch();

    assertThat(writer.write(reviews)).isEqualTo(Map.of(201, REVIEWS));
    assertThat(count("by-offset")).isEqualTo(REVIEWS);
    writer.write(removals);
    assertThat(count("by-offset")).isZero();
    writer.write(staleCopies);
    assertThat(count("by-offset")).isEqualTo(REVIEWS);
  }

  /// The other half of why: better versions alone do not help. The stale copy, which its version
  /// gives away, is refused before the restart and taken after it.
  @Test
  void deletionsBringAllOfThemBackEvenWithTheEventsOwnVersions() throws Exception {
    createIndex("by-version");
    var writer = DeletingWriter.byVersion(elastic, "by-version");
    writer.write(reviews);
    writer.write(removals);
    assertThat(writer.write(staleCopies)).isEqualTo(Map.of(409, REVIEWS));
    assertThat(count("by-version")).isZero();

    restartElasticsearch();

    assertThat(writer.write(staleCopies)).isEqualTo(Map.of(201, REVIEWS));
    assertThat(count("by-version")).isEqualTo(REVIEWS);
  }

  private static void assertAllAreRemoved() throws IOException {
    assertThat(count("revue-reviews")).isZero();
    JsonNode hits =
        call(
                "POST",
                "/revue-reviews-v1/_search",
                "{\"size\":%d,\"version\":true,\"_source\":[\"deleted\"]}".formatted(REVIEWS))
            .path("hits")
            .path("hits");
    assertThat(hits)
        .hasSize(REVIEWS)
        .allMatch(hit ->
            hit.path("_version").asLong() == REMOVED
                && hit.path("_source").path("deleted").asBoolean());
  }

  /// One event of every review at the end of the log. Returns what was appended, partition by
  /// partition.
  private static List<ConsumerRecord<byte[], byte[]>> append(Function<String, ReviewEvent> event)
      throws Exception {
    Map<TopicPartition, Long> before = ends();
    try (var producer = Clients.producer(kafka)) {
      for (int i = 0; i < REVIEWS; i++) {
        producer.send(Events.review(event.apply("review" + i), Events.newTrace()));
      }
      producer.flush();
    }
    var appended = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    new Restore(kafka)
        .to(
            ends(),
            record -> {
              var partition = new TopicPartition(record.topic(), record.partition());
              if (record.offset() >= before.get(partition)) appended.add(record);
            });
    assertThat(appended).hasSize(REVIEWS);
    return appended;
  }

  private static ReviewRemoved removed(String id) {
    return new ReviewRemoved(id, new Version(REMOVED), null, "gone", Instant.EPOCH);
  }

  /// The same directory and port, so that clients find it again.
  private static void restartElasticsearch() {
    int port = node.uri().getPort();
    node.close();
    node = EmbeddedElasticsearch.start(home.resolve("elastic"), port);
  }

  private static AutoCloseable startStage() {
    return startStage(new SimpleMeterRegistry());
  }

  private static AutoCloseable startStage(SimpleMeterRegistry metrics) {
    var settings = IndexSettings.of(kafka, ElasticSettings.local(node.uri()));
    return IndexStage.start(settings, new Health(Clock.systemUTC()), metrics);
  }

  private static void forgetOffsets() throws Exception {
    try (Admin admin = Clients.admin(kafka)) {
      admin.deleteConsumerGroups(List.of(IndexLoop.GROUP)).all().get();
    }
  }

  private static void awaitCaughtUp() throws Exception {
    Map<TopicPartition, Long> ends = ends();
    Instant deadline = Instant.now().plus(DEADLINE);
    try (Admin admin = Clients.admin(kafka)) {
      while (true) {
        var committed =
            admin.listConsumerGroupOffsets(IndexLoop.GROUP).partitionsToOffsetAndMetadata().get();
        boolean caughtUp =
            ends.entrySet().stream()
                .allMatch(end ->
                    committed.get(end.getKey()) != null
                        && committed.get(end.getKey()).offset() == end.getValue());
        if (caughtUp) return;
        assertThat(Instant.now()).as("all is committed").isBefore(deadline);
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }

  private static Map<TopicPartition, Long> ends() throws Exception {
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    IntStream.range(0, Topic.REVIEWS.partitions())
        .forEach(
            i -> wanted.put(new TopicPartition(Topic.REVIEWS.topicName(), i), OffsetSpec.latest()));
    var ends = new HashMap<TopicPartition, Long>();
    try (Admin admin = Clients.admin(kafka)) {
      admin.listOffsets(wanted).all().get().forEach((p, end) -> ends.put(p, end.offset()));
    }
    return ends;
  }

  /// It remembers deletions for an hour: only the restart can make it forget within a test.
  private static void createIndex(String name) throws IOException {
    call(
        "PUT",
        "/" + name,
        """
        {"settings":{"number_of_shards":1,"number_of_replicas":0,"index.gc_deletes":"1h"},
         "mappings":{"properties":{"id":{"type":"keyword"}}}}
        """);
  }

  /// How many documents a reader sees.
  private static int count(String index) throws IOException {
    call("POST", "/" + index + "/_refresh", null);
    return call("GET", "/" + index + "/_count", null).path("count").asInt();
  }

  private static JsonNode call(String method, String path, String body) throws IOException {
    var request = new Request(method, path);
    if (body != null) request.setJsonEntity(body);
    return Json.MAPPER.readTree(
        EntityUtils.toByteArray(elastic.performRequest(request).getEntity()));
  }
}
