package dev.revue.enrich.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.common.topic.Topic;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LongPagesTest {
  /// As large as a page may be, in letters that take two bytes each.
  @Test
  void leavesAReviewOfTheLongestPageSmallEnoughForARecord() {
    var html =
        new StringBuilder(
            "<html><head><title>Heat (1995) review</title></head><body><article><h1>Heat (1995) review</h1>");
    for (int part = 0; html.length() < 2_500_000; part++) {
      html.append("<h2>Часть ").append(part).append("</h2><p>");
      for (int i = 0; i < 40; i++)
        html.append("Долгий и спокойный фильм о людях, которые умеют ждать. ");
      html.append("</p>");
    }
    html.append("<p>Rating: 4/5</p></article></body></html>");
    var page =
        new Page(
            "https://example.org/heat-review",
            html.toString(),
            Version.none(),
            Instant.EPOCH,
            null,
            Map.of(),
            Map.of());

    Extraction extraction = new Extractor().extract(page);

    assertThat(extraction.reviews()).isNotEmpty();
    assertThat(extraction.reviews())
        .allSatisfy(
            review -> assertThat(Json.bytes(review)).hasSizeLessThan(Topic.MAX_RECORD_BYTES / 2));
  }
}
