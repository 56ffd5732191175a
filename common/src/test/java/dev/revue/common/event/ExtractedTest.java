package dev.revue.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractedTest {
  @Test
  void remembersThatAPageGivesNothingAnyMore() {
    var nothing = new Extracted("https://example.org/gone", new Version(1), List.of(), null);

    assertThat(Json.read(Json.bytes(nothing), Extracted.class)).isEqualTo(nothing);
  }

  @Test
  void remembersWhatNamesNobody() {
    var given = new Extracted.Given("r1", null, new Extracted.Scale("", null, false), true);
    var by = new Extracted.By(3, "");
    var page = new Extracted("https://example.org/", new Version(1), List.of(given), by);

    assertThat(Json.read(Json.bytes(page), Extracted.class)).isEqualTo(page);
  }
}
