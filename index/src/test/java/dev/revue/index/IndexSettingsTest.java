package dev.revue.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import dev.revue.index.bulk.BulkLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexSettingsTest {
  @Test
  void hasDefaultsForEverything() {
    var env = new Env(Map.of());
    var settings = IndexSettings.from(env);
    env.check();
    assertThat(settings.setup()).isEqualTo(IndexSettings.Setup.APPLY);
    assertThat(settings.limits())
        .isEqualTo(new BulkLimits(1_000, 5 << 20, Duration.ofMillis(50), 2));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void readsEverySetting() {
    var env =
        new Env(
            Map.of(
                "REVUE_INDEX_SETUP", "false",
                "REVUE_INDEX_BULK_DOCUMENTS", "10",
                "REVUE_INDEX_BULK_BYTES", "2048",
                "REVUE_INDEX_BULK_LINGER", "5ms",
                "REVUE_INDEX_BULKS_IN_FLIGHT", "4",
                "REVUE_INDEX_TIMEOUT", "7s"));
    var settings = IndexSettings.from(env);
    env.check();
    assertThat(settings.setup()).isEqualTo(IndexSettings.Setup.CHECK);
    assertThat(settings.limits()).isEqualTo(new BulkLimits(10, 2048, Duration.ofMillis(5), 4));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void reportsAllMistakesAtOnce() {
    var env =
        new Env(
            Map.of(
                "REVUE_INDEX_SETUP", "maybe",
                "REVUE_INDEX_BULK_DOCUMENTS", "0",
                "REVUE_INDEX_BULKS_IN_FLIGT", "3"));
    IndexSettings.from(env);
    assertThatThrownBy(env::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("REVUE_INDEX_SETUP='maybe'")
        .hasMessageContaining("REVUE_INDEX_BULK_DOCUMENTS='0'")
        .hasMessageContaining("did you mean REVUE_INDEX_BULKS_IN_FLIGHT?");
  }
}
