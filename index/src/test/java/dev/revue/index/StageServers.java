package dev.revue.index;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.event.ReviewEvent;
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
import dev.revue.index.bulk.BulkLimits;
import dev.revue.index.loop.IndexLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/// A broker, a node, the stage between them, and a proxy between stage and node; and what tests ask
/// of them.
final class StageServers implements AutoCloseable {
  private static final int PAGE = 10_000;

  final Health health = new Health(Clock.systemUTC());
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final FaultProxy proxy;

  private final EmbeddedKafka broker;
  private final EmbeddedElasticsearch node;
  private final KafkaSettings kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Rest5Client elastic;
  private final Admin admin;

  /// A record that was sent.
  record Sent(String id, long version, Future<RecordMetadata> at) {
    TopicPartition partition() {
      return new TopicPartition(metadata().topic(), metadata().partition());
    }

    long offset() {
      return metadata().offset();
    }

    private RecordMetadata metadata() {
      return join(at);
    }
  }

  private StageServers(EmbeddedKafka broker, EmbeddedElasticsearch node) throws IOException {
    this.broker = broker;
    this.node = node;
    this.kafka = KafkaSettings.local(broker.bootstrapServers(), "index-test");
    new Topics(kafka).apply();
    this.producer = Clients.producer(kafka);
    this.admin = Clients.admin(kafka);
    this.elastic = ElasticClients.rest(ElasticSettings.local(node.uri()));
    this.proxy = new FaultProxy(node.uri());
  }

  static StageServers start(Path home) throws IOException {
    var node =
        CompletableFuture.supplyAsync(() -> EmbeddedElasticsearch.start(home.resolve("elastic")));
    return new StageServers(EmbeddedKafka.start(home.resolve("kafka")), node.join());
  }

  AutoCloseable startStage(BulkLimits limits) {
    var elasticsearch = ElasticSettings.local(proxy.uri());
    var settings =
        new IndexSettings(
            kafka, elasticsearch, IndexSettings.Setup.APPLY, limits, Duration.ofSeconds(30));
    return IndexStage.start(settings, health, metrics);
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    elastic.close();
    admin.close();
    producer.close();
    broker.close();
    node.close();
  }

  Sent send(ReviewEvent event) {
    var at = producer.send(Events.review(event, Events.newTrace()));
    return new Sent(event.id(), event.version().value(), at);
  }

  Map<TopicPartition, Long> committed() {
    var offsets =
        join(admin.listConsumerGroupOffsets(IndexLoop.GROUP).partitionsToOffsetAndMetadata());
    return offsets.entrySet().stream()
        .filter(e -> e.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }

  boolean committed(List<Sent> all) {
    var committed = committed();
    return all.stream().allMatch(s -> committed.getOrDefault(s.partition(), 0L) > s.offset());
  }

  ConsumerGroupDescription group() {
    return join(admin.describeConsumerGroups(List.of(IndexLoop.GROUP)).all()).get(IndexLoop.GROUP);
  }

  /// Keys of the dead letters, each with its reason.
  Map<String, String> deadLetters() {
    var letters = new TreeMap<String, String>();
    var partitions =
        IntStream.range(0, Topic.DEAD_LETTERS.partitions())
            .mapToObj(i -> new TopicPartition(Topic.DEAD_LETTERS.topicName(), i))
            .toList();
    new Restore(kafka)
        .toEnd(
            partitions,
            letter ->
                letters.put(
                    Events.key(letter),
                    String.valueOf(Events.header(letter.headers(), DeadLetter.REASON))));
    return letters;
  }

  /// Versions of the documents that the index would serve now, without a refresh.
  Map<String, Long> versions(List<String> ids) throws IOException {
    var versions = new TreeMap<String, Long>();
    for (int from = 0; from < ids.size(); from += PAGE) {
      var page = ids.subList(from, Math.min(ids.size(), from + PAGE));
      var body = Json.text(Map.of("ids", page));
      for (JsonNode doc : call("/revue-reviews-v1/_mget?_source=false", body).path("docs")) {
        long version = doc.path("_version").asLong(0);
        if (version > 0) versions.put(doc.path("_id").asString(), version);
      }
    }
    return versions;
  }

  double count(String outcome) {
    var counter = metrics.find("revue.records").tag("outcome", outcome).counter();
    return counter == null ? 0 : counter.count();
  }

  /// Records that are done with.
  double done() {
    return count("applied") + count("superseded") + count("dead");
  }

  void await(String what, Duration patience, BooleanSupplier reached) {
    Instant deadline = Instant.now().plus(patience);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).as(what + " " + health.obstacles()).isBefore(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  static Map<String, Long> newest(List<Sent> all) {
    var newest = new TreeMap<String, Long>();
    for (Sent one : all) newest.merge(one.id(), one.version(), Math::max);
    return newest;
  }

  static List<String> ids(List<Sent> all) {
    return new ArrayList<>(newest(all).keySet());
  }

  private JsonNode call(String path, String body) throws IOException {
    String[] parts = path.split("\\?");
    var request = new Request("POST", parts[0]);
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=");
      request.addParameter(pair[0], pair[1]);
    }
    request.setJsonEntity(body);
    return Json.MAPPER.readTree(
        EntityUtils.toByteArray(elastic.performRequest(request).getEntity()));
  }

  private static <T> T join(org.apache.kafka.common.KafkaFuture<T> future) {
    return join(future.toCompletionStage().toCompletableFuture());
  }

  private static <T> T join(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
