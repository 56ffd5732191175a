package dev.revue.enrich.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExtractJsonLinesTest {
  private static List<JsonNode> run(String lines) throws IOException {
    var out = new ByteArrayOutputStream();
    new ExtractJsonLines(new Extractor())
        .run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
    return out.toString(StandardCharsets.UTF_8).lines().map(Json.MAPPER::readTree).toList();
  }

  private static String line(int n) {
    return Json.text(
            Map.of(
                "url",
                "https://papers.example/" + n,
                "html",
                Pages.review("<p>Rating: " + n % 10 + "/10</p>")))
        + "\n";
  }

  @Test
  void answersEveryLineInOrder() throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < 60; i++) lines.append(line(i));
    List<JsonNode> answers = run(lines.toString());
    assertThat(answers)
        .extracting(a -> a.get("url").asString())
        .hasSize(60)
        .startsWith("https://papers.example/0", "https://papers.example/1")
        .endsWith("https://papers.example/59");
    assertThat(answers.get(7).at("/reviews/0/rating/score").asDouble()).isEqualTo(70);
    assertThat(answers.get(7).at("/page/site").asString()).isEqualTo("papers.example");
  }

  @Test
  void aBadLineGivesALineWithAnError() throws IOException {
    List<JsonNode> answers =
        run("{broken\n" + line(1) + "{\"url\":\"https://papers.example/x\"}\n");
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).get("error").asString()).contains("JSON");
    assertThat(answers.get(1).has("error")).isFalse();
    assertThat(answers.get(2).get("error").asString()).contains("html");
  }
}
