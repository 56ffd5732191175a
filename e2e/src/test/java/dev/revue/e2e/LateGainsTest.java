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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a review gains after it was indexed: its embedding, and its title in another catalogue.
class LateGainsTest {
  private static final String SITE = "gains.example";
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir static Path dir;
  private static Pipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = new Pipeline(dir);
    pipeline.stopEnrich();
    pipeline.startEnrich(new EnrichSettings(Embeddings.ON));
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

    pipeline.await(
        "all are indexed",
        () ->
            List.of("sea", "meer", "robot").stream()
                .noneMatch(name -> search("revue-reviews", id(name)).isMissingNode()));
    List<String> nearest = List.of();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
    while (nearest.size() < 2) {
      assertThat(Instant.now()).as("only %s have an embedding", nearest).isBefore(deadline);
      nearest = nearest("a quiet movie about loss and mourning by the ocean");
    }

    assertThat(nearest).containsExactly(id("sea"), id("robot"));
    pipeline.await("log and index are the same", LateGainsTest::same);
  }

  @Test
  void anotherCatalogueTakesEffectWithoutTheWeb(@TempDir Path folder) throws Exception {
    String text =
        "The Salt Orchard (2019), directed by Ines Moraldo, follows two sisters home. It is patient, well acted and beautiful to look at.";
    pipeline.send(page("orchard", "en", "The Salt Orchard", text), SITE);
    pipeline.await("it is indexed", () -> itemOf("orchard").startsWith("t-"));
    String before = itemOf("orchard");
    int reviews = pipeline.count("revue-reviews");
    Path file = folder.resolve("titles.jsonl");
    Files.writeString(
        file,
        """
        {"id":"salt-orchard","type":"movie","title":"The Salt Orchard","year":2019,"directors":["Ines Moraldo"],"ids":{"imdb":"tt9999999"}}
        """);
    Path catalog = folder.resolve("catalog");
    assertThat(RevueProcess.run("catalog", "build", "--out", catalog.toString(), file.toString()))
        .satisfies(built -> assertThat(built.exitCode()).as(built.text()).isZero());

    pipeline.stopEnrich();
    var environment = new HashMap<>(pipeline.environment());
    environment.put("REVUE_CATALOG", catalog.toString());
    environment.put("REVUE_HTTP_PORT", "0");
    try (var replay = RevueProcess.start(environment, "enrich", "--replay")) {
      RevueProcess.Ended ended = replay.ended(Duration.ofMinutes(3));
      assertThat(ended.exitCode()).as(ended.text()).isZero();
      assertThat(ended.text()).contains("100 %");
    }

    pipeline.await("it is linked", () -> !itemOf("orchard").startsWith("t-"));
    assertThat(pipeline.count("revue-reviews")).isEqualTo(reviews);
    pipeline.startEnrich(new EnrichSettings(Embeddings.ON, Optional.of(catalog)));
    pipeline.await("the old title is gone", () -> titles(before) == 0);
    pipeline.await("log and index are the same", LateGainsTest::same);
  }

  private static String itemOf(String name) {
    return search("revue-reviews", id(name)).path("_source").path("item_id").asString("");
  }

  private static int titles(String id) {
    return search("revue-items", id).isMissingNode() ? 0 : 1;
  }

  private static JsonNode search(String alias, String id) {
    String query = "{\"query\": {\"ids\": {\"values\": [\"%s\"]}}}".formatted(id);
    return pipeline
        .json
        .demand("POST", "/" + alias + "/_search", pipeline.object(query))
        .body()
        .path("hits")
        .path("hits")
        .path(0);
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
        .filter(id -> !id.equals(id("orchard"))) // the other test's
        .toList();
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
