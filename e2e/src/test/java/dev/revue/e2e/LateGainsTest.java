package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Ids;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.Version;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.EnrichSettings.Embeddings;
import dev.revue.enrich.embed.BgeEmbedder;
import dev.revue.index.verify.Verify;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a review gains after it was indexed: its embedding.
class LateGainsTest {
  private static final String SITE = "gains.example";
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir static Path dir;
  private static Pipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = new Pipeline(dir);
    pipeline.stopStages();
    pipeline.startStages(new EnrichSettings(Embeddings.ON));
  }

  @AfterAll
  static void stop() throws Exception {
    pipeline.close();
  }

  @Test
  void englishReviewsAreFoundByTheirMeaningAndOthersByTheirWords() throws Exception {
    String english =
        "The film follows a fisherman who grieves for his brother, and it takes its time. The photography of the sea is lovely, and the end is deeply moving.";
    String german =
        "Der Film erzählt von einem Fischer, der um seinen Bruder trauert, und lässt sich dabei viel Zeit. Die Bilder vom Meer sind schön, und das Ende ist sehr bewegend.";
    String machine =
        "The film shows how a robot learns to cook, and every joke about the kitchen lands. It is loud, quick and very funny, and the songs are good.";
    pipeline.send(page("sea", "en", "The Lantern Keeper", english), SITE);
    pipeline.send(page("meer", "de", "Der Leuchtturm", german), SITE);
    pipeline.send(page("robot", "en", "The Tin Cook", machine), SITE);

    pipeline.await("all are indexed", () -> count(3));
    List<String> nearest = List.of();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
    while (nearest.size() < 2) {
      assertThat(Instant.now()).as("only %s have an embedding", nearest).isBefore(deadline);
      nearest = nearest("a quiet movie about loss and mourning by the ocean");
    }

    assertThat(nearest).containsExactly(id("sea"), id("robot"));
    assertThat(count(3)).isTrue();
    pipeline.await("log and index are the same", LateGainsTest::same);
  }

  private static List<String> nearest(String meaning) {
    var vector = new java.util.ArrayList<Float>();
    try (var embedder = new BgeEmbedder()) {
      for (float x :
          embedder.embed("Represent this sentence for searching relevant passages: " + meaning))
        vector.add(x);
    }
    String query =
        """
        {"knn": {"field": "embedding", "query_vector": %s, "k": 10, "num_candidates": 50}}\
        """
            .formatted(vector);
    JsonNode hits =
        pipeline.json.demand("POST", "/revue-reviews/_search", pipeline.object(query)).body();
    return StreamSupport.stream(hits.path("hits").path("hits").spliterator(), false)
        .map(hit -> hit.path("_id").asString())
        .toList();
  }

  private static boolean count(int reviews) {
    return pipeline.count("revue-reviews") == reviews;
  }

  private static boolean same() {
    try {
      return new Verify(pipeline.kafka, pipeline.elastic, Duration.ofSeconds(5), _ -> {})
          .run()
          .differences()
          .isEmpty();
    } catch (Exception e) {
      return false; // the stages are behind
    }
  }

  private static String id(String name) {
    return Ids.review(url(name));
  }

  private static String url(String name) {
    return "https://" + SITE + "/reviews/" + name;
  }

  private static PageEvent page(String name, String language, String title, String text) {
    String html =
        """
        <html lang="%s"><head><title>%s review</title></head><body><article><h1>%s review</h1>
        <p>%s</p><p>%s</p><p>Rating: 4/5</p></article></body></html>
        """
            .formatted(language, title, title, text, text.toUpperCase(java.util.Locale.ROOT));
    Version version = Version.next(NOW, Version.none());
    return new PageFetched(
        url(name), version, NOW, "s", 200, Map.of(), null, html, name, Map.of(), Map.of());
  }
}
