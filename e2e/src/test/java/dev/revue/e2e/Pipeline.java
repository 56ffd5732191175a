package dev.revue.e2e;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.health.Health;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedServers;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.EnrichSettings.Embeddings;
import dev.revue.enrich.EnrichStage;
import dev.revue.index.IndexSettings;
import dev.revue.index.IndexStage;
import dev.revue.index.contract.ElasticJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.node.ObjectNode;

/// Genuine servers with enrich and index beside them in this process; the test writes the log.
final class Pipeline implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  final KafkaSettings kafka;
  final ElasticSettings elastic;
  final Rest5Client client;
  final ElasticJson json;
  private final EmbeddedServers servers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<Exception> unwritten = new ConcurrentLinkedQueue<>();
  private final Health health = new Health(Clock.systemUTC());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private AutoCloseable enrich;
  private AutoCloseable index;

  Pipeline(Path dir) {
    servers = EmbeddedServers.start(dir);
    kafka = KafkaSettings.local(servers.bootstrapServers(), "pipeline");
    elastic = ElasticSettings.local(servers.uri());
    new Topics(kafka).apply();
    client = ElasticClients.rest(elastic);
    json = new ElasticJson(client);
    producer = Clients.producer(kafka);
    startStages();
    await("the stages are ready", () -> health.obstacles().isEmpty());
  }

  void startEnrich(EnrichSettings settings) {
    enrich = EnrichStage.start(kafka, settings, health, metrics);
  }

  void stopEnrich() throws Exception {
    enrich.close();
  }

  void startStages() {
    startEnrich(new EnrichSettings(Embeddings.OFF));
    index = IndexStage.start(settings(), health, metrics);
  }

  void stopStages() throws Exception {
    stopEnrich();
    index.close();
  }

  IndexSettings settings() {
    return IndexSettings.of(kafka, elastic);
  }

  void send(ReviewEvent event) {
    send(Events.review(event, Events.newTrace()));
  }

  /// A page of a site that is its registrable domain.
  void send(PageEvent page, String site) {
    send(Events.page(page, site, Events.newTrace()));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var _ =
        producer.send(
            record,
            (written, failure) -> {
              if (failure != null) unwritten.add(failure);
            });
  }

  /// As enrich tells of a review that is under another title now: in another partition, it takes it
  /// back from the old one.
  void move(String id, long version, String from, String to) {
    if (Topic.REVIEWS.partition(from) != Topic.REVIEWS.partition(to))
      send(new ReviewRemoved(id, new Version(version), from, ReviewRemoved.MOVED, Instant.EPOCH));
    send(review(id, version, to, 33.33));
  }

  /// Waits until everything is written; a test whose records were lost must not go on.
  void flush() {
    producer.flush();
    if (!unwritten.isEmpty()) throw new IllegalStateException("not written", unwritten.peek());
  }

  Map<String, String> environment() {
    return Map.of(
        "REVUE_KAFKA_BOOTSTRAP", kafka.bootstrap(), "REVUE_ELASTICSEARCH_URL", "" + elastic.url());
  }

  int count(String alias) {
    return json.demand("GET", "/" + alias + "/_count", null).body().path("count").asInt();
  }

  ObjectNode object(String text) {
    return (ObjectNode) dev.revue.common.json.Json.MAPPER.readTree(text);
  }

  void await(String what, BooleanSupplier reached) {
    Instant deadline = Instant.now().plus(DEADLINE);
    while (!reached.getAsBoolean()) {
      Assertions.assertThat(Instant.now()).as(what + " " + health.obstacles()).isBefore(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  static Review review(String id, long version, String itemId, double score) {
    return review(id, version, itemId, score, "critic");
  }

  static Review review(String id, long version, String itemId, double score, String authorType) {
    var item =
        new Item(
            itemId, "movie", "Film " + itemId, 1997, List.of(), List.of(), List.of(), Map.of());
    return new Review(
        id,
        new Version(version),
        "https://example.com/reviews/" + id,
        "example.com",
        Instant.parse("2026-01-02T03:04:05Z"),
        "example",
        "On film " + itemId,
        List.of("Max Critic"),
        authorType,
        "Example Review",
        "2026-01-01",
        null,
        "en",
        "A quiet thriller, told in version " + version + ". " + "It takes its time. ".repeat(20),
        List.of(),
        80,
        null,
        item,
        new Rating(score / 20 + "/5", score / 20, 5.0, null, score),
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        Map.of(),
        Map.of());
  }

  @Override
  public void close() throws IOException {
    try {
      stopStages();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      producer.close();
      client.close();
      servers.close();
    }
  }
}
