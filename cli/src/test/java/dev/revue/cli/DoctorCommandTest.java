package dev.revue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.json.Json;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedServers;
import dev.revue.index.contract.IndexContract;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

@Timeout(180)
class DoctorCommandTest {
  @TempDir Path dir;

  private record Ran(int code, String out, Duration took) {}

  @Test
  void findsNothingWrongWhereNothingIs() throws Exception {
    try (var servers = EmbeddedServers.start(dir)) {
      new Topics(KafkaSettings.local(servers.bootstrapServers(), "test")).apply();
      try (var client = ElasticClients.rest(ElasticSettings.local(servers.uri()))) {
        IndexContract.load().apply(client);
      }
      var environment =
          Map.of(
              "REVUE_KAFKA_BOOTSTRAP", servers.bootstrapServers(),
              "REVUE_ELASTICSEARCH_URL", servers.uri().toString());
      Ran ran = run(environment, "--within", "30s");
      assertThat(ran.out()).matches("0 wrong, 0 doubtful, \\d+ right\n");
      assertThat(ran.code()).isZero();
      assertThat(run(environment, "--within", "30s", "--verbose").out())
          .contains("right     elasticsearch: the cluster is ");
    }
  }

  @Test
  void tellsWhatIsWrongWithTheSettingsAndLooksAtTheRest() {
    Ran ran =
        run(
            Map.of(
                "REVUE_KAFKA_BOOTSTRAP", "127.0.0.1",
                "REVUE_ELASTICSEARCH_URL", "http://127.0.0.1:1",
                "REVUE_INDEX_BULK_BYTES", "much",
                "REVUE_CATALOG", dir.resolve("nowhere").toString(),
                "REVUE_INGEST_CONCURENCY", "8"));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out())
        .contains("settings: REVUE_KAFKA_BOOTSTRAP='127.0.0.1' is not host:port")
        .contains("settings: REVUE_INDEX_BULK_BYTES='much' is not a whole number")
        .contains("settings: REVUE_CATALOG: there is no folder " + dir.resolve("nowhere"))
        .contains(
            "REVUE_INGEST_CONCURENCY is not a setting: did you mean REVUE_INGEST_CONCURRENCY?")
        .contains("elasticsearch: nothing listens at http://127.0.0.1:1")
        .doesNotContain(" kafka: "); // the default would be somebody else's
  }

  @Test
  void tellsThatACertificateIsNoneAndNeverShowsAPassword() throws Exception {
    Path ca = Files.writeString(dir.resolve("ca.pem"), "not a certificate");
    Ran ran =
        run(
            Map.of(
                "REVUE_KAFKA_BOOTSTRAP", "127.0.0.1:1",
                "REVUE_ELASTICSEARCH_USERNAME", "revue-index",
                "REVUE_ELASTICSEARCH_PASSWORD", "s3cret",
                "REVUE_ELASTICSEARCH_CA_FILE", ca.toString()),
            "--verbose");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out())
        .contains("REVUE_ELASTICSEARCH_CA_FILE: " + ca + " is not a readable PEM certificate")
        .doesNotContain("s3cret");
  }

  @Test
  void tellsWhatIsWrongWithTheSources() throws Exception {
    Path sources =
        Files.writeString(dir.resolve("sources.yml"), "user_agent: Bot/1.0\nsauces: []\n");
    Ran ran =
        run(
            Map.of(
                "REVUE_KAFKA_BOOTSTRAP", "127.0.0.1:1",
                "REVUE_ELASTICSEARCH_URL", "http://127.0.0.1:1",
                "REVUE_INGEST_SOURCES", sources.toString()));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).contains("sources.yml:2").contains("`revue sources check ");
  }

  @Test
  void endsInTimeWhereNothingEverAnswers() throws Exception {
    // Its backlog is full: the system drops further packets, as a firewall does.
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var fill = new Connections(full.getLocalPort(), 8)) {
      Ran ran =
          run(
              Map.of(
                  "REVUE_KAFKA_BOOTSTRAP", "127.0.0.1:" + full.getLocalPort(),
                  "REVUE_ELASTICSEARCH_URL", "http://127.0.0.1:" + full.getLocalPort()));
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out())
          .contains("kafka: 127.0.0.1:" + full.getLocalPort() + " does not answer")
          .contains(
              "Elasticsearch at http://127.0.0.1:" + full.getLocalPort() + ": no answer within")
          .contains("REVUE_KAFKA_BOOTSTRAP")
          .contains("REVUE_ELASTICSEARCH_URL");
      assertThat(ran.took()).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void speaksJsonToMachines() {
    Ran ran =
        run(
            Map.of(
                "REVUE_KAFKA_BOOTSTRAP", "127.0.0.1:1",
                "REVUE_ELASTICSEARCH_URL", "http://127.0.0.1:1"),
            "--json");
    JsonNode report = Json.MAPPER.readTree(ran.out());
    assertThat(report.path("wrong").asInt()).isEqualTo(2);
    assertThat(report.path("findings").findValuesAsString("remedy"))
        .contains("start Kafka, or correct REVUE_KAFKA_BOOTSTRAP");
  }

  @Test
  void refusesATimeThatIsNone() {
    assertThat(run(Map.of(), "--within", "soon").code()).isEqualTo(2);
  }

  private static Ran run(Map<String, String> environment, String... arguments) {
    var out = new StringWriter();
    long started = System.nanoTime();
    int code =
        new CommandLine(new DoctorCommand(new HashMap<>(environment), () -> Duration.ZERO))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(arguments);
    return new Ran(code, out.toString(), Duration.ofNanos(System.nanoTime() - started));
  }

  /// Connections under way that nobody accepts.
  private static final class Connections implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    Connections(int port, int count) throws Exception {
      for (int i = 0; i < count; i++) {
        var socket = new Socket();
        sockets.add(socket);
        try {
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        } catch (java.net.SocketTimeoutException e) {
          return; // it is full
        }
      }
    }

    @Override
    public void close() throws Exception {
      for (Socket socket : sockets) socket.close();
    }
  }
}
