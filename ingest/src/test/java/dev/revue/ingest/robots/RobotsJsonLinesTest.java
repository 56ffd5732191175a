package dev.revue.ingest.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RobotsJsonLinesTest {
  @Test
  void thereIsALineForEachInOrder() throws IOException {
    String file = base64("User-agent: *\nDisallow: /x\n");
    String in =
        """
        {"robots":"%s","agent":"a","url":"https://example.org/x/y"}

        {"robots":"%s","agent":"a","url":"https://example.org/y"}
        no json
        {"robots":"###","agent":"a","url":"/"}
        {"agent":"a","url":"/"}
        {"robots":"","url":"/"}
        {"robots":"","agent":"a"}
        null
        {"robots":"","agent":"a","url":"","more":1}
        """
            .formatted(file, file);
    var out = new ByteArrayOutputStream();
    RobotsJsonLines.run(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out);
    String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
    assertThat(lines).hasSize(9);
    assertThat(lines[0]).isEqualTo("{\"allowed\":false,\"line\":2,\"rule\":\"Disallow: /x\"}");
    assertThat(lines[1]).isEqualTo("{\"allowed\":true}");
    assertThat(lines[2]).startsWith("{\"error\":\"not a JSON line: ");
    assertThat(lines[3]).startsWith("{\"error\":\"robots is no base64: ");
    assertThat(lines[4]).isEqualTo("{\"error\":\"robots is missing\"}");
    assertThat(lines[5]).isEqualTo("{\"error\":\"agent is missing\"}");
    assertThat(lines[6]).isEqualTo("{\"error\":\"url is missing\"}");
    assertThat(lines[7]).isEqualTo("{\"error\":\"robots is missing\"}");
    assertThat(lines[8]).isEqualTo("{\"allowed\":true}");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
