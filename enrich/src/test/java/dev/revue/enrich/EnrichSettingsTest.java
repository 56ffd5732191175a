package dev.revue.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import dev.revue.enrich.EnrichSettings.Embeddings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrichSettingsTest {
  @Test
  void embedsUnlessToldNotTo() {
    assertThat(EnrichSettings.from(new Env(Map.of()))).isEqualTo(EnrichSettings.DEFAULT);
    assertThat(settings("off").embeddings()).isEqualTo(Embeddings.OFF);
    assertThat(settings("on").embeddings()).isEqualTo(Embeddings.ON);
  }

  @Test
  void saysWhatIsNoAnswer() {
    var env = new Env(Map.of("REVUE_ENRICH_EMBEDDINGS", "perhaps"));
    EnrichSettings.from(env);

    assertThatThrownBy(env::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("REVUE_ENRICH_EMBEDDINGS='perhaps' is not on or off");
  }

  @Test
  void theCatalogueAloneCanBeAskedFor() {
    assertThat(EnrichSettings.catalog(Map.of("REVUE_CATALOG", " "))).isEmpty();
    assertThat(EnrichSettings.catalog(Map.of("REVUE_OTHER", "of another command"))).isEmpty();
    assertThatThrownBy(() -> EnrichSettings.catalog(Map.of("REVUE_CATALOG", "/nowhere")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("REVUE_CATALOG: there is no folder /nowhere");
  }

  private static EnrichSettings settings(String embeddings) {
    return EnrichSettings.from(new Env(Map.of("REVUE_ENRICH_EMBEDDINGS", embeddings)));
  }
}
