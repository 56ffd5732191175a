package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.cli.sample.SampleSite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.elasticsearch.ElasticsearchContainer;
import org.testcontainers.kafka.KafkaContainer;
import tools.jackson.databind.JsonNode;

/// The stages as production runs them, a process each, on the public images with security on.
@Tag("docker")
@ExtendWith(DockerEngine.class)
class ContainersIT {
  private static final Duration START_UP = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static KafkaContainer kafka;
  private static ElasticsearchContainer elasticsearch;

  @TempDir Path dir;

  @BeforeAll
  static void start() {
    kafka = new KafkaContainer("apache/kafka:4.4.0").withStartupTimeout(START_UP);
    kafka.start();
    elasticsearch =
        new ElasticsearchContainer("docker.elastic.co/elasticsearch/elasticsearch:9.5.3")
            .withPassword("changed-for-the-test")
            .withEnv("xpack.security.http.ssl.enabled", "false")
            .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m")
            .withStartupTimeout(START_UP);
    elasticsearch.start();
  }

  @AfterAll
  static void stop() {
    if (elasticsearch != null) elasticsearch.stop();
    if (kafka != null) kafka.stop();
  }

  @Test
  void findsSampleReviewsWithUsersThatMayOnlyWhatTheyMust() throws Exception {
    var setup =
        environment(
            Map.of(
                "REVUE_ELASTICSEARCH_USERNAME", "elastic",
                "REVUE_ELASTICSEARCH_PASSWORD", "changed-for-the-test",
                "REVUE_SETUP_INDEX_PASSWORD", "index-password",
                "REVUE_SETUP_SEARCH_PASSWORD", "search-password"));
    succeeds(setup, "setup");
    succeeds(setup, "setup"); // safe to call again
    try (SampleSite site =
            SampleSite.start("127.0.0.1", Collections.nCopies(SampleSite.publishers().size(), 0));
        RevueProcess ingest =
            RevueProcess.start(
                environment(
                    Map.of(
                        "REVUE_INGEST_SOURCES",
                        Files.writeString(dir.resolve("sources.yml"), site.sources()).toString())),
                "ingest");
        RevueProcess enrich = RevueProcess.start(environment(Map.of()), "enrich");
        RevueProcess index =
            RevueProcess.start(
                environment(
                    user("revue-index", "index-password", Map.of("REVUE_INDEX_SETUP", "false"))),
                "index");
        RevueProcess search =
            RevueProcess.start(
                environment(
                    user("revue-search", "search-password", Map.of("REVUE_SEARCH_PORT", "0"))),
                "search")) {
      String line = search.awaitLine(said -> said.contains("search: http"));
      URI address = URI.create(line.substring(line.indexOf("http")).strip());

      JsonNode hit = awaitHit(address.resolve("/api/v1/search?q=ballerina"), "Ballerina");
      assertThat(hit.path("rating").path("score").asDouble()).isEqualTo(80);
      awaitHit(address.resolve("/api/v1/search?q=obra+dinn"), "Return of the Obra Dinn");

      // What an operator does beside the stages: proves with the stage's own rights, changes over
      // with an administrator's.
      succeeds(environment(user("revue-index", "index-password", Map.of())), "verify");
      succeeds(setup, "reindex", "start");
      succeeds(setup, "reindex", "swap");
      awaitHit(address.resolve("/api/v1/search?q=ballerina"), "Ballerina");
      succeeds(setup, "reindex", "rollback");
      succeeds(environment(user("revue-index", "index-password", Map.of())), "verify");
      succeeds(setup, "dlq", "list");

      for (RevueProcess stage : java.util.List.of(ingest, enrich, index, search)) {
        assertThat(stage.stop()).isLessThan(Duration.ofSeconds(15));
      }
    }
  }

  private static void succeeds(Map<String, String> environment, String... arguments)
      throws Exception {
    try (RevueProcess revue = RevueProcess.start(environment, arguments)) {
      var ended = revue.ended(PATIENCE);
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }
  }

  /// The review of the first hit, once its title is `title`.
  private static JsonNode awaitHit(URI uri, String title) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    while (System.nanoTime() < deadline) {
      try {
        JsonNode answer = Demo.get(uri);
        last = answer.toString();
        JsonNode review = answer.path("hits").path(0).path("review");
        if (review.path("item").path("title").asString("").equals(title)) return review;
      } catch (IOException e) {
        last = e.toString();
      }
      TimeUnit.MILLISECONDS.sleep(250); // between two looks, not for a result
    }
    throw new AssertionError(uri + " did not find " + title + ": " + last);
  }

  private static Map<String, String> user(String name, String password, Map<String, String> more) {
    var user = new HashMap<>(more);
    user.put("REVUE_ELASTICSEARCH_USERNAME", name);
    user.put("REVUE_ELASTICSEARCH_PASSWORD", password);
    return user;
  }

  private static Map<String, String> environment(Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.put("REVUE_KAFKA_BOOTSTRAP", kafka.getBootstrapServers());
    environment.put("REVUE_ELASTICSEARCH_URL", "http://" + elasticsearch.getHttpHostAddress());
    environment.put("REVUE_HTTP_PORT", "0");
    return environment;
  }
}
