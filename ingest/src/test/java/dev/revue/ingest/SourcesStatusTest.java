package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.health.Health;
import dev.revue.common.health.HealthServer;
import dev.revue.common.json.Json;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.frontier.Politeness;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What an operator sees of a crawl: over HTTP, from a stage on a genuine broker.
class SourcesStatusTest {
  @TempDir Path dir;

  @Test
  void everySourceIsShownWithHowItIs() throws Exception {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var health = new Health(Clock.systemUTC());
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"));
        var good = new TestWeb();
        var busy = new TestWeb();
        var shut = new TestWeb();
        HealthServer server = HealthServer.start("127.0.0.1", 0, health, metrics)) {
      good.page("/", "<a href=/a>a</a><a href=/gone>g</a>").page("/a", "<p>a");
      busy.status("/", 429, Map.of("Retry-After", "600"));
      shut.file("/robots.txt", "text/plain", "User-agent: *\nDisallow: /");
      String yaml =
          """
          user_agent: RevueBot/0.1
          defaults: {delay: 1ms, allow_addresses: [127.0.0.0/8]}
          sources:
            - {name: good, start: ["%s/"]}
            - {name: busy, start: ["%s/"]}
            - {name: shut, start: ["%s/"]}
          """
              .formatted(good.origin(), busy.origin(), shut.origin());
      Path sources = Files.writeString(dir.resolve("sources.yml"), yaml);
      KafkaSettings settings = KafkaSettings.local(kafka.bootstrapServers(), "one");
      new Topics(settings).apply();
      var ingest =
          new IngestSettings(
              sources,
              16,
              Duration.ofHours(1),
              false,
              Politeness.DOMAIN,
              Optional.empty(),
              FetchLimits.standard());
      try (var stage = IngestStage.start(ingest, settings, health, metrics)) {
        JsonNode status =
            awaited(
                server,
                node ->
                    stage.idle()
                        && condition(node, 0).equals("resting")
                        && condition(node, 1).equals("busy")
                        && condition(node, 2).startsWith("forbidden"));
        assertThat(status.path("instance").asString()).isEqualTo("one");
        assertThat(status.path("partitions").asInt()).isEqualTo(64);
        JsonNode first = status.path("sources").path(0);
        assertThat(first.path("published").asInt()).isEqualTo(2);
        assertThat(first.path("errors").path(0).path("url").asString())
            .isEqualTo(good.url("/gone"));
        assertThat(first.path("errors").path(0).path("reason").asString()).isEqualTo("status 404");
        assertThat(status.path("hosts").path(0).path("until").asString()).isNotEmpty();
        assertThat(Jsoup.parse(get(server, "/sources")).select("article h3").eachText())
            .hasSize(3)
            .anyMatch(text -> text.startsWith("busy busy until"));
        assertThat(get(server, "/metrics"))
            .contains("revue_ingest_fetches_total{outcome=\"busy\",source=\"busy\"} 1.0")
            .contains("revue_ingest_robots_refusals_total{source=\"shut\"} 1.0")
            .contains("revue_ingest_source_urls{source=\"good\",state=\"published\"} 2.0")
            .contains("revue_ingest_hosts_held 1.0")
            .contains("revue_ingest_source_hosts{source=\"busy\",state=\"held\"} 1.0")
            .contains("revue_ingest_source_hosts{source=\"good\",state=\"open\"} 1.0")
            .contains("revue_ingest_source_queue{source=\"good\"} 0.0")
            .contains("revue_ingest_source_late_seconds{source=\"good\"} 0.0")
            .contains("revue_ingest_received_bytes_total{kind=\"page\",source=\"good\"} 39.0")
            .contains("revue_ingest_received_bytes_total{kind=\"robots\",source=\"shut\"} 25.0")
            .contains("revue_ingest_visits_seconds_bucket");
      }
    }
  }

  private static String condition(JsonNode status, int source) {
    return status.path("sources").path(source).path("condition").asString("");
  }

  private static JsonNode awaited(HealthServer server, Predicate<JsonNode> condition)
      throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      String text = get(server, "/sources.json");
      JsonNode status = Json.MAPPER.readTree(text);
      if (condition.test(status)) return status;
      if (System.nanoTime() > deadline) throw new AssertionError("still " + text);
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
  }

  private static String get(HealthServer server, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
