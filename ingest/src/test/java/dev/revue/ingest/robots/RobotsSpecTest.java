package dev.revue.ingest.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.json.Json;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The standard cases of the public specification test.
class RobotsSpecTest {
  record Case(String file, String robots, String url, String agent, String kind, boolean allowed) {}

  @ParameterizedTest
  @MethodSource("cases")
  void theStandardIsKept(Case given) {
    String text = Robots.text(Base64.getDecoder().decode(given.robots));
    Robots robots =
        Robots.parse(new CanonicalUrl("http://example.com/robots.txt"), text, given.agent);
    assertThat(robots.answer(given.url).allowed()).isEqualTo(given.allowed);
  }

  @Test
  void theyAreAllThere() throws IOException {
    assertThat(cases()).hasSize(190);
  }

  static List<Case> cases() throws IOException {
    var in =
        Objects.requireNonNull(RobotsSpecTest.class.getResourceAsStream("/robots/spec-test.jsonl"));
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> Json.MAPPER.readValue(line, Case.class))
          .filter(given -> given.kind.equals("STANDARD"))
          .toList();
    }
  }
}
