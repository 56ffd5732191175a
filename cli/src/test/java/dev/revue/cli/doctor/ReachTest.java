package dev.revue.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.index.IndexSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What answers, if anything does.
@Timeout(120)
class ReachTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"version": {"number": "8.19.2"}} | is version 8.19.2; Revue needs 9.2 or a later 9.x | run Elasticsearch 9.x
          200 | {"version": {"number": "9.1.0"}} | is version 9.1.0; Revue needs 9.2 | run Elasticsearch 9.x
          200 | {"version": {"number": "10.0.0"}} | is version 10.0.0 | run Elasticsearch 9.x
          200 | {"version": {"number": "9.3.0", "distribution": "opensearch"}} | is opensearch, not Elasticsearch | REVUE_ELASTICSEARCH_URL
          200 | <html>It works!</html> | is not Elasticsearch (200) | correct REVUE_ELASTICSEARCH_URL
          404 | {} | is not Elasticsearch (404) | correct REVUE_ELASTICSEARCH_URL
          401 | {} | refuses who we are (401) | set REVUE_ELASTICSEARCH_USERNAME and REVUE_ELASTICSEARCH_PASSWORD_FILE
          403 | {} | does not let us in (403) | cluster privilege monitor
          503 | {} | is not ready (503) | wait until it has started
          """)
  void saysWhatAnswersInPlaceOfElasticsearch(int status, String body, String what, String remedy)
      throws IOException {
    try (var standIn = StandIn.saying(status, body)) {
      Expect.wrong(elastic(standIn.uri()), what, remedy);
    }
  }

  @Test
  void namesTheCredentialsThatAreRefused() throws IOException {
    try (var standIn = StandIn.saying(401, "{}")) {
      var user = new ElasticSettings.User("revue-index", "s3cret");
      Expect.wrong(
          elastic(
              new ElasticSettings(
                  standIn.uri(), Optional.empty(), Optional.of(user), Optional.empty())),
          "refuses who we are",
          "correct REVUE_ELASTICSEARCH_USERNAME and REVUE_ELASTICSEARCH_PASSWORD(_FILE)");
      Expect.wrong(
          elastic(
              new ElasticSettings(
                  standIn.uri(), Optional.of("a2V5"), Optional.empty(), Optional.empty())),
          "refuses who we are",
          "correct REVUE_ELASTICSEARCH_API_KEY(_FILE)");
    }
  }

  @Test
  void saysThatElasticsearchIsNotThere() throws IOException {
    Expect.wrong(
        elastic(URI.create("http://127.0.0.1:" + free())),
        "nothing listens at",
        "start Elasticsearch");
    Expect.wrong(
        elastic(URI.create("http://no-such-host.invalid:9200")),
        "no address is known for host no-such-host.invalid",
        "correct REVUE_ELASTICSEARCH_URL");
  }

  @Test
  void saysThatElasticsearchMayExpectTls() throws IOException {
    try (var closing = new Silent(Silent.Manner.CLOSES)) {
      Expect.wrong(
          elastic(closing.uri()),
          "accepts the connection and closes it",
          "set REVUE_ELASTICSEARCH_URL=https://");
    }
  }

  @Test
  void saysThatACertificateIsNotTrusted(@TempDir Path dir) throws Exception {
    try (var standIn = StandIn.withACertificateOfItsOwn(dir.resolve("keys.p12"))) {
      Expect.wrong(elastic(standIn.uri()), "is not trusted", "set REVUE_ELASTICSEARCH_CA_FILE");
    }
  }

  @Test
  void neverShowsAPasswordThatIsPartOfTheAddress() {
    List<Finding> findings = elastic(URI.create("http://elastic:s3cret@127.0.0.1:9200"));
    Expect.wrong(findings, "carries a user name", "REVUE_ELASTICSEARCH_PASSWORD_FILE");
    assertThat(findings.toString()).doesNotContain("s3cret");
  }

  @Test
  void saysThatKafkaIsNotThere() throws IOException {
    Expect.wrong(kafka("127.0.0.1:" + free()), "nothing listens on 127.0.0.1", "start Kafka");
    Expect.wrong(
        kafka("no-such-host.invalid:9092"),
        "no address is known for host no-such-host.invalid",
        "correct REVUE_KAFKA_BOOTSTRAP");
  }

  @Test
  void saysThatWhatAnswersIsNotKafka() throws IOException {
    try (var standIn = StandIn.saying(200, "{}");
        var closing = new Silent(Silent.Manner.CLOSES);
        var silent = new Silent(Silent.Manner.KEEPS_SILENT)) {
      for (int port : List.of(standIn.uri().getPort(), closing.port(), silent.port())) {
        Expect.wrong(
            kafka("127.0.0.1:" + port), "does not speak Kafka with us", "security.protocol");
      }
    }
  }

  @Test
  void saysThatClientPropertiesCannotBeUsedWithoutShowingPasswords() {
    var extra =
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=u password=s3cret");
    try (var silent = new Silent(Silent.Manner.KEEPS_SILENT)) {
      List<Finding> findings =
          Expect.of(
              new KafkaCheckup(
                  new KafkaSettings(
                      "127.0.0.1:" + silent.port(),
                      "test",
                      KafkaSettings.Delivery.TRANSACTIONS,
                      extra,
                      5),
                  Duration.ZERO));
      Expect.wrong(findings, "the client properties cannot be used", "REVUE_KAFKA_PROPERTIES_FILE");
      assertThat(findings.toString()).doesNotContain("s3cret");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Finding> kafka(String bootstrap) {
    return Expect.of(new KafkaCheckup(KafkaSettings.local(bootstrap, "test"), Duration.ZERO));
  }

  private static List<Finding> elastic(URI uri) {
    return elastic(ElasticSettings.local(uri));
  }

  private static List<Finding> elastic(ElasticSettings settings) {
    var index = IndexSettings.of(KafkaSettings.local("127.0.0.1:1", "test"), settings);
    return Expect.of(new ElasticCheckup(index, Clock.systemUTC()));
  }

  /// A port on which nobody listens.
  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
