package dev.revue.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvTest {
  @Test
  void reportsEveryMistakeAtOnce() {
    var env =
        new Env(
            Map.of(
                "REVUE_KAFKA_BOOTSTRAP",
                "nowhere",
                "REVUE_ELASTICSEARCH_URL",
                "elastic:9200",
                "REVUE_KAFKA_BOTSTRAP",
                "x:1",
                "REVUE_KAFKA_TRANSACTIONS",
                "no"));
    KafkaSettings.from(env);
    ElasticSettings.from(env);

    assertThatThrownBy(env::check)
        .hasMessageContaining("REVUE_KAFKA_BOOTSTRAP='nowhere' is not host:port")
        .hasMessageContaining("REVUE_KAFKA_TRANSACTIONS='no' is not true or false")
        .hasMessageContaining(
            "REVUE_ELASTICSEARCH_URL='elastic:9200' is not an address such as http://localhost:9200")
        .hasMessageContaining(
            "REVUE_KAFKA_BOTSTRAP is not a setting: did you mean REVUE_KAFKA_BOOTSTRAP?");
  }

  @Test
  void leavesTheSettingsOfOtherStagesAlone() {
    var env = new Env(Map.of("REVUE_SEARCH_PORT", "8080", "PATH", "/bin"));

    assertThatCode(env::check).doesNotThrowAnyException();
  }

  @Test
  void findsAMistypedSettingOfItsOwnStage() {
    var env = new Env(Map.of("REVUE_SEARCH_PROT", "8080"));
    env.number("REVUE_SEARCH_PORT", 8080, 0, 65535);

    assertThatThrownBy(env::check).hasMessageContaining("did you mean REVUE_SEARCH_PORT?");
  }

  @Test
  void readsSecretsFromFilesAndNeverPrintsThem(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("password"), "s3cret\n");
    var env =
        new Env(
            Map.of(
                "REVUE_ELASTICSEARCH_USERNAME",
                "revue",
                "REVUE_ELASTICSEARCH_PASSWORD_FILE",
                file.toString()));

    ElasticSettings elastic = ElasticSettings.from(env);

    assertThat(elastic.user())
        .hasValueSatisfying(user -> assertThat(user.password()).isEqualTo("s3cret"));
    assertThat(elastic.toString()).doesNotContain("s3cret");
    assertThat(elastic.user().toString()).doesNotContain("s3cret");
  }

  @Test
  void countsAnEmptyValueAsNotSet() {
    var env = new Env(Map.of("REVUE_ELASTICSEARCH_URL", ""));

    assertThat(ElasticSettings.from(env).url()).isEqualTo(URI.create("http://localhost:9200"));
  }

  @Test
  void readsTimesWithTheirUnit() {
    assertThat(Env.duration("250ms")).isEqualTo(Duration.ofMillis(250));
    assertThat(Env.duration("7d")).isEqualTo(Duration.ofDays(7));
    assertThatThrownBy(() -> Env.duration("7")).hasMessageContaining("'7'");
  }

  @Test
  void wantsNumbersInTheirRange() {
    var env = new Env(Map.of("REVUE_SEARCH_PORT", "70000"));
    env.number("REVUE_SEARCH_PORT", 8080, 0, 65535);

    assertThatThrownBy(env::check)
        .hasMessageContaining("'70000' is not a whole number from 0 to 65535");
  }
}
