package dev.revue.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractedTest {
  @Test
  void remembersThatAPageGivesNothingAnyMore() {
    var nothing = new Extracted("https://example.org/gone", new Version(1), List.of());

    assertThat(Json.read(Json.bytes(nothing), Extracted.class)).isEqualTo(nothing);
  }
}
