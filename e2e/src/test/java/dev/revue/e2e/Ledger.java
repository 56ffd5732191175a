package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.e2e.SiteHistory.Standing;
import dev.revue.enrich.embed.Embedder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/// What the histories say, what the log says and what the index holds, side by side. It shares no
/// code with the stages: the log is folded here, by the highest version of each key.
final class Ledger {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final KafkaSettings kafka;
  private final URI elastic;
  private final Map<String, Standing> standing = new TreeMap<>();
  private final Map<String, Version> removed = new TreeMap<>();

  Ledger(KafkaSettings kafka, URI elastic) {
    this.kafka = kafka;
    this.elastic = elastic;
  }

  /// Must be found from now on.
  void add(SiteHistory history) {
    standing.putAll(history.standing());
    removed.putAll(history.removed());
  }

  /// Everything of all histories so far, and nothing else, is in log and index. Returns how many
  /// keys of compacted topics end with a record that is not their newest.
  int check() throws IOException, InterruptedException {
    assertThat(read(Topic.DEAD_LETTERS)).as("dead letters").isEmpty();
    call("POST", "/revue-reviews-write,revue-items-write/_refresh", "");
    checkReviews();
    checkTitles();
    return turned(Topic.REVIEWS) + turned(Topic.EXTRACTED) + turned(Topic.ITEMS);
  }

  private void checkReviews() throws IOException, InterruptedException {
    Map<String, JsonNode> index = documents("revue-reviews-write");
    var living = new TreeMap<>(index);
    living.values().removeIf(Ledger::deleted);
    assertThat(documents("revue-reviews").keySet())
        .as("what the alias shows")
        .isEqualTo(living.keySet());

    assertThat(summary(living)).as("standing reviews").isEqualTo(summaryOf(standing));
    var dead = new TreeMap<String, Version>();
    index.forEach((id, hit) -> {
      if (deleted(hit)) dead.put(id, fetch(hit));
    });
    assertThat(dead).as("removed reviews").isEqualTo(removed);

    checkOneVersionHasOneContent();
    Map<String, ReviewEvent> log = foldedReviews();
    assertThat(index.keySet()).as("reviews in the log").isEqualTo(log.keySet());
    log.forEach((id, event) -> {
      JsonNode hit = index.get(id);
      assertThat(hit.path("_version").asLong()).as(id).isEqualTo(event.version().value());
      assertThat(deleted(hit)).as(id).isEqualTo(event instanceof ReviewRemoved);
      if (event instanceof Review review) {
        assertThat(hit.path("_source").path("text").asString()).as(id).isEqualTo(review.text());
        assertThat(review.embedding()).as(id).hasSize(Embedder.DIMENSIONS);
      }
    });
  }

  private void checkTitles() throws IOException, InterruptedException {
    Map<String, Tally> expected = SiteHistory.titles(standing.values());
    Map<String, ItemScore> log = foldedScores();
    var tallies = new TreeMap<String, Tally>();
    log.forEach((id, score) -> {
      assertThat(score.users()).as(id).isEqualTo(Tally.none());
      if (!score.empty()) tallies.put(id, score.critics());
    });
    assertThat(tallies).as("titles in the log").isEqualTo(expected);

    Map<String, JsonNode> index = documents("revue-items-write");
    assertThat(index.keySet()).as("titles in the index").isEqualTo(log.keySet());
    index.forEach((id, hit) -> {
      assertThat(hit.path("_version").asLong()).as(id).isEqualTo(log.get(id).version().value());
      assertThat(deleted(hit)).as(id).isEqualTo(log.get(id).empty());
      if (deleted(hit)) return;
      JsonNode title = hit.path("_source");
      Tally tally = expected.get(id);
      assertThat(title.path("critic_count").asInt()).as(id).isEqualTo(tally.reviews());
      assertThat(title.path("rated_count").asInt()).as(id).isEqualTo(tally.rated());
      assertThat(title.path("score").asDouble()).as(id).isEqualTo(tally.mean());
    });
    assertThat(sums()).as("sums over the reviews that the alias shows").isEqualTo(sums(expected));
  }

  /// Per title, the sum of the scores as Elasticsearch adds them up now, in hundredths.
  private Map<String, Long> sums() throws IOException, InterruptedException {
    JsonNode answer =
        call(
            "POST",
            "/revue-reviews/_search",
            """
            {"size":0,"aggs":{"titles":{"terms":{"field":"item_id","size":10000},
             "aggs":{"sum":{"sum":{"field":"score"}}}}}}
            """);
    var sums = new TreeMap<String, Long>();
    for (JsonNode bucket : answer.path("aggregations").path("titles").path("buckets")) {
      sums.put(
          bucket.path("key").asString(),
          Math.round(bucket.path("sum").path("value").asDouble() * 100));
    }
    return sums;
  }

  private static Map<String, Long> sums(Map<String, Tally> tallies) {
    var sums = new TreeMap<String, Long>();
    tallies.forEach((id, tally) -> sums.put(id, tally.sum()));
    return sums;
  }

  private static Map<String, String> summary(Map<String, JsonNode> hits) {
    var lines = new TreeMap<String, String>();
    hits.forEach((id, hit) -> {
      JsonNode review = hit.path("_source");
      String text = review.path("text").asString();
      String words = text.replaceAll("(?s).*(edition \\w+ of it).*", "$1");
      lines.put(
          id,
          fetch(hit).value()
              + " "
              + review.path("item_id").asString()
              + " "
              + Math.round(review.path("score").asDouble())
              + " "
              + words);
    });
    return lines;
  }

  private static Map<String, String> summaryOf(Map<String, Standing> reviews) {
    var lines = new TreeMap<String, String>();
    reviews.forEach((id, one) ->
        lines.put(
            id, one.fetch().value() + " " + one.itemId() + " " + one.score() + " " + one.words()));
    return lines;
  }

  /// The version of a document, without the revision that enrich adds.
  private static Version fetch(JsonNode hit) {
    return new Version(hit.path("_version").asLong()).withRevision(0);
  }

  private static boolean deleted(JsonNode hit) {
    return hit.path("_source").path("deleted").asBoolean();
  }

  /// Otherwise an index that has one of them would never learn of the other.
  private void checkOneVersionHasOneContent() {
    var contents = new HashMap<String, String>();
    for (var record : read(Topic.REVIEWS)) {
      String version =
          record.partition() + " " + Events.key(record) + " " + Events.review(record).version();
      String content = new String(record.value(), StandardCharsets.UTF_8);
      assertThat(contents.getOrDefault(version, content)).as(version).isEqualTo(content);
      contents.put(version, content);
    }
  }

  private Map<String, ReviewEvent> foldedReviews() {
    var newest = new TreeMap<String, ReviewEvent>();
    for (var record : read(Topic.REVIEWS)) {
      ReviewEvent event = Events.review(record);
      if (event instanceof ReviewRemoved removal && removal.moved()) continue;
      newest.merge(event.id(), event, (a, b) -> a.version().compareTo(b.version()) >= 0 ? a : b);
    }
    return newest;
  }

  private Map<String, ItemScore> foldedScores() {
    var newest = new TreeMap<String, ItemScore>();
    for (var record : read(Topic.ITEMS)) {
      ItemScore score = Events.value(record, ItemScore.class);
      newest.merge(score.id(), score, (a, b) -> a.version().compareTo(b.version()) >= 0 ? a : b);
    }
    return newest;
  }

  /// How many keys end with a record that is older than another of the same partition: what
  /// compaction would then keep is not the newest.
  private int turned(Topic topic) {
    var newest = new HashMap<String, Long>();
    var last = new HashMap<String, Long>();
    for (var record : read(topic)) {
      String key = record.partition() + " " + Events.key(record);
      long version = Long.parseLong(Events.header(record.headers(), Events.VERSION));
      newest.merge(key, version, Math::max);
      last.put(key, version);
    }
    return (int) newest.keySet().stream().filter(k -> !newest.get(k).equals(last.get(k))).count();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    new Restore(kafka).toEnd(Offsets.partitions(topic), records::add);
    return records;
  }

  /// By id, every hit of an alias.
  private Map<String, JsonNode> documents(String alias) throws IOException, InterruptedException {
    JsonNode hits =
        call(
                "POST",
                "/" + alias + "/_search",
                "{\"size\":10000,\"version\":true,\"track_total_hits\":true}")
            .path("hits");
    assertThat(hits.path("total").path("value").asInt()).isLessThanOrEqualTo(10_000);
    var documents = new TreeMap<String, JsonNode>();
    hits.path("hits").forEach(hit -> documents.put(hit.path("_id").asString(), hit));
    return documents;
  }

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(elastic.resolve(path))
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }
}
