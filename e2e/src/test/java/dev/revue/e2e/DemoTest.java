package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.cli.sample.Expected;
import dev.revue.common.topic.Topic;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// From an HTTP page to a search hit, on genuine servers, as a newcomer would run it.
class DemoTest {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  /// What differs between two crawls of the same pages.
  private static final Set<String> TIMES_AND_VERSIONS =
      Set.of("version", "fetched_at", "indexed_at");

  /// A title's content tells when its score changed, and its hash covers that.
  private static final Set<String> TIMES_OF_TITLES =
      Set.of("version", "indexed_at", "score_changed_at", "content_hash");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  @Test
  void findsWhatTheSampleSiteSaysAndAddsNothingTheSecondTime() throws Exception {
    Path data = dir.resolve("data");
    int pages;
    int reviews;
    int items;
    Map<String, JsonNode> documents;
    Map<String, JsonNode> titles;
    try (Demo demo = Demo.start("--port", "0", "--data", data.toString())) {
      documents = demo.documents("revue-reviews");
      titles = demo.documents("revue-items");
      holdsWhatIsExpected(documents);
      scoresAreTheMeansOfTheirReviews(documents, titles);
      indexHoldsWhatTheLogSays(demo, documents, titles);
      aPersonFindsIt(demo);
      pages = demo.count(Topic.PAGES);
      reviews = demo.count(Topic.REVIEWS);
      items = demo.count(Topic.ITEMS);
      assertThat(demo.count(Topic.DEAD_LETTERS)).isZero();
      assertThat(demo.process().stop()).isLessThan(STOP_WITHIN);
    }
    try (Demo again = Demo.start("--port", "0", "--data", data.toString())) {
      assertThat(again.process().text())
          .as("it asks every page again")
          .containsPattern("fetched [5-9]\\d");
      assertThat(again.count(Topic.PAGES)).as("page records").isEqualTo(pages);
      assertThat(again.count(Topic.REVIEWS)).as("review records").isEqualTo(reviews);
      assertThat(again.count(Topic.ITEMS)).as("item records").isEqualTo(items);
      assertThat(again.documents("revue-reviews")).as("review documents").isEqualTo(documents);
      assertThat(again.documents("revue-items")).as("item documents").isEqualTo(titles);
    }
  }

  @Test
  void comesOutTheSameAfterAKillInTheMiddle() throws Exception {
    Path killed = dir.resolve("killed");
    try (RevueProcess revue =
        RevueProcess.start("demo", "--once", "--port", "0", "--data", killed.toString())) {
      revue.awaitLine(line -> line.matches("discovered \\d+ +fetched (1\\d|[2-9]\\d|\\d{3,}) .*"));
      revue.kill();
    }
    Path undisturbed = Files.createDirectories(dir.resolve("undisturbed"));
    Files.copy(killed.resolve("sample-ports"), undisturbed.resolve("sample-ports"));

    var ended = RevueProcess.run("demo", "--once", "--port", "0", "--data", killed.toString());
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    assertThat(ended.text()).contains("dead letters 0", "search \"slow-burn heist\"");
    assertThat(ended.lines().getLast()).matches(" +3\\. .+ of 100 +127\\.0\\.0\\.1:\\d+");

    Map<String, ObjectNode> afterKill = contents(killed);
    Map<String, ObjectNode> without = contents(undisturbed);

    assertThat(afterKill).isNotEmpty().isEqualTo(without);
  }

  /// Documents of both aliases without times and versions, of a demo that has come to its end.
  private static Map<String, ObjectNode> contents(Path data) throws Exception {
    try (Demo demo = Demo.start("--port", "0", "--data", data.toString())) {
      Map<String, JsonNode> reviews = demo.documents("revue-reviews");
      Map<String, JsonNode> items = demo.documents("revue-items");
      indexHoldsWhatTheLogSays(demo, reviews, items);
      var contents = new TreeMap<String, ObjectNode>();
      reviews.forEach((id, document) ->
          contents.put(
              "review " + id, ((ObjectNode) document.deepCopy()).remove(TIMES_AND_VERSIONS)));
      items.forEach((id, document) ->
          contents.put("item " + id, ((ObjectNode) document.deepCopy()).remove(TIMES_OF_TITLES)));
      assertThat(demo.process().stop()).isLessThan(STOP_WITHIN);
      return contents;
    }
  }

  private static void holdsWhatIsExpected(Map<String, JsonNode> documents) {
    var byPage =
        documents.values().stream()
            .filter(document -> document.path("author_type").asString("critic").equals("critic"))
            .collect(Collectors.groupingBy(document -> path(document.path("url").asString())));
    var softly = new SoftAssertions();
    for (Expected.Page page : Expected.read().pages()) {
      for (Expected.Review wanted : page.reviews()) {
        var found =
            byPage.getOrDefault(page.path(), java.util.List.of()).stream()
                .filter(document -> document.path("item_title").asString("").equals(wanted.title()))
                .findFirst();
        softly
            .assertThat(found)
            .as("%s%s: %s", page.publisher(), page.path(), wanted.title())
            .isPresent();
        found.ifPresent(document ->
            softly
                .assertThat(document.hasNonNull("score") ? document.path("score").asDouble() : null)
                .as("score of %s%s", page.publisher(), page.path())
                .isEqualTo(wanted.score() == null ? null : wanted.score().doubleValue()));
      }
    }
    for (Expected.Nothing none : Expected.read().none()) {
      softly
          .assertThat(byPage)
          .as("%s%s: %s", none.publisher(), none.path(), none.reason())
          .doesNotContainKey(none.path());
    }
    softly.assertAll();
  }

  private static void scoresAreTheMeansOfTheirReviews(
      Map<String, JsonNode> documents, Map<String, JsonNode> titles) {
    var means =
        documents.values().stream()
            .filter(document -> document.hasNonNull("item_id") && document.hasNonNull("score"))
            .filter(document -> document.path("author_type").asString().equals("critic"))
            .collect(
                Collectors.groupingBy(
                    document -> document.path("item_id").asString(),
                    Collectors.averagingDouble(document -> document.path("score").asDouble())));
    assertThat(means).hasSizeGreaterThan(12);
    means.forEach((item, mean) ->
        assertThat(titles.get(item).path("score").asDouble())
            .as(item)
            .isCloseTo(mean, org.assertj.core.data.Offset.offset(0.01)));
  }

  private static void indexHoldsWhatTheLogSays(
      Demo demo, Map<String, JsonNode> documents, Map<String, JsonNode> titles) {
    assertThat(versions(documents)).isEqualTo(demo.standingReviews());
    assertThat(versions(titles)).isEqualTo(demo.standingItems());
  }

  private static Map<String, Long> versions(Map<String, JsonNode> documents) {
    var versions = new TreeMap<String, Long>();
    documents.forEach((id, document) -> versions.put(id, document.path("version").asLong()));
    return versions;
  }

  private static void aPersonFindsIt(Demo demo) throws Exception {
    JsonNode hits = Demo.get(demo.search().resolve("/api/v1/search?q=ballerina")).path("hits");
    JsonNode review = hits.path(0).path("review");
    assertThat(review.path("item").path("title").asString()).isEqualTo("Ballerina");
    assertThat(review.path("rating").path("score").asDouble()).isEqualTo(80);
  }

  private static String path(String url) {
    URI uri = URI.create(url);
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }
}
