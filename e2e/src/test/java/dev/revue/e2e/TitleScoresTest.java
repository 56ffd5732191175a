package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.health.Health;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedServers;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.EnrichSettings.Embeddings;
import dev.revue.enrich.EnrichStage;
import dev.revue.index.IndexSettings;
import dev.revue.index.IndexStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The score of every title is what Elasticsearch itself counts over the reviews, exactly, whatever
/// happened to them and however often the fold was started again; and it is there soon.
class TitleScoresTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int PAGE = 1_000;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path dir;
  private EmbeddedServers servers;
  private KafkaSettings kafka;
  private KafkaProducer<byte[], byte[]> producer;
  private EnrichStage enrich;
  private AutoCloseable index;
  private int starts;
  private long written;

  @BeforeEach
  void start() {
    servers = EmbeddedServers.start(dir);
    kafka = KafkaSettings.local(servers.bootstrapServers(), "fold-test");
    new Topics(kafka).apply();
    producer = Clients.producer(kafka);
    startFold();
    index =
        IndexStage.start(
            IndexSettings.of(kafka, ElasticSettings.local(servers.uri())),
            new Health(Clock.systemUTC()),
            new SimpleMeterRegistry());
  }

  @AfterEach
  void stop() throws Exception {
    enrich.close();
    index.close();
    producer.close();
    servers.close();
  }

  @Test
  void agreesWithElasticsearchAfterSomeThousandOperations() throws Exception {
    agreesAfter(4_000, 200, 2);
  }

  @Test
  @Tag("nightly")
  void agreesWithElasticsearchAfterAHundredThousandOperations() throws Exception {
    agreesAfter(100_000, 3_000, 8);
  }

  /// The way of a review into its title's score, with the index refreshed every second as in
  /// production: half of the probes are new titles, half are titles that change, both beside other
  /// changes.
  @Test
  @Tag("nightly")
  void showsAReviewInTheScoreOfItsTitleSoon() throws Exception {
    int probes = 400;
    var history = new History(7, 500);
    for (int i = 0; i < 2_000; i++) send(history.next());
    awaitFold();
    var sent = new HashMap<String, Instant>();
    var wanted = new HashMap<String, Integer>();
    var folded = new ArrayList<Duration>();
    var read = new ArrayList<Duration>();
    var shown = new ArrayList<Duration>();
    Instant start = Instant.now();
    int probe = 0;
    int load = 0;
    while (shown.size() < probes) {
      Duration since = Duration.between(start, Instant.now());
      assertThat(since).isLessThan(PATIENCE);
      for (; load < since.toMillis() / 20; load++) send(history.next()); // 50 a second
      if (probe < probes && probe <= since.toMillis() / 150) {
        // First new titles, then changes: none waits for another, or all would just miss a refresh.
        String title = "probe-" + probe % (probes / 2);
        if (!sent.containsKey(title)) {
          wanted.put(title, probe < probes / 2 ? 1 : 2);
          sent.put(title, Instant.now());
          send(List.of(history.review("of-probe-" + probe, title)));
          producer.flush();
          probe++;
        }
      }
      for (JsonNode hit : titles(sent.keySet())) {
        String id = hit.path("_id").asString();
        JsonNode title = hit.path("_source");
        if (title.path("review_count").asInt() < wanted.get(id)) continue;
        Instant at = sent.remove(id);
        folded.add(between(at, title.path("score_changed_at")));
        read.add(between(at, title.path("indexed_at")));
        shown.add(Duration.between(at, Instant.now()));
      }
    }
    System.out.printf(
        "from a review, in ms: score folded %s; read by index %s; searchable %s; %d probes%n",
        percentiles(folded), percentiles(read), percentiles(shown), probes);
    assertThat(shown.get(probes * 99 / 100)).isLessThan(Duration.ofSeconds(20));
  }

  private static Duration between(Instant sent, JsonNode time) {
    return Duration.between(sent, Instant.parse(time.asString()));
  }

  private static String percentiles(List<Duration> durations) {
    durations.sort(null);
    return IntStream.of(50, 90, 99)
        .mapToObj(p -> "p" + p + " " + durations.get(durations.size() * p / 100).toMillis())
        .collect(Collectors.joining(", "));
  }

  private void agreesAfter(int operations, int titles, int restarts) throws Exception {
    long start = System.nanoTime();
    var history = new History(operations, titles);
    for (int i = 1; i <= operations; i++) {
      send(history.next());
      if (i % (operations / (restarts + 1)) == 0 && i < operations) {
        producer.flush();
        awaitProgress();
        enrich.close(); // wherever it is by now
        startFold();
      }
    }
    awaitFold();
    enrich.close(); // nothing is written to revue.items any more
    awaitIndex(lastScores());

    Map<String, Sums> counted = aggregated();
    Map<String, Sums> told = told();
    var differing = new ArrayList<String>();
    counted.forEach((group, sums) -> {
      if (!sums.equals(told.get(group))) differing.add(group + " " + sums + told.get(group));
    });
    told.forEach((group, sums) -> {
      if (!counted.containsKey(group)) differing.add(group + " " + sums + " is of no review");
    });
    System.out.printf(
        "%d operations, %d titles, %d standing reviews, %d restarts: %d of %d sums differ; %d s%n",
        operations,
        titles,
        history.standing(),
        restarts,
        differing.size(),
        counted.size(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    assertThat(differing).isEmpty();
    assertThat(counted).isEqualTo(history.sums());
  }

  /// What Elasticsearch counts over the reviews: by title and kind of author, and the same by
  /// language.
  private Map<String, Sums> aggregated() throws Exception {
    var sums = new TreeMap<String, Sums>();
    var body =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"size": 0, "aggs": {"groups": {
                  "composite": {"size": %d, "sources": [
                    {"item": {"terms": {"field": "item_id"}}},
                    {"author": {"terms": {"field": "author_type"}}},
                    {"language": {"terms": {"field": "language", "missing_bucket": true}}},
                    {"band": {"terms": {"field": "score_band", "missing_bucket": true}}}]},
                  "aggs": {
                    "rated": {"value_count": {"field": "score_hundredths"}},
                    "sum": {"sum": {"field": "score_hundredths"}}}}}}
                """
                    .formatted(PAGE));
    while (true) {
      JsonNode groups = search("revue-reviews", body).path("aggregations").path("groups");
      for (JsonNode bucket : groups.path("buckets")) {
        JsonNode key = bucket.path("key");
        var part =
            Sums.of(
                bucket.path("doc_count").asInt(),
                bucket.path("rated").path("value").asInt(),
                (long) bucket.path("sum").path("value").asDouble(),
                key.path("band").asInt(-1));
        String group = key.path("item").asString() + " " + key.path("author").asString();
        sums.merge(group, part, Sums::and);
        String language = key.path("language").asString("");
        if (!language.isEmpty()) sums.merge(group + " " + language, part, Sums::and);
      }
      if (!groups.has("after_key")) return sums;
      ((ObjectNode) body.path("aggs").path("groups").path("composite"))
          .set("after", groups.path("after_key"));
    }
  }

  /// The same as the titles tell it.
  private Map<String, Sums> told() throws Exception {
    var sums = new TreeMap<String, Sums>();
    for (JsonNode title : everyTitle()) {
      String id = title.path("id").asString();
      tell(id, "", title, sums);
      title
          .path("language_scores")
          .forEach(part -> tell(id, " " + part.path("language").asString(), part, sums));
    }
    return sums;
  }

  private static void tell(String id, String language, JsonNode part, Map<String, Sums> sums) {
    JsonNode histograms = part.path("score_histogram");
    var critics =
        Sums.told(part, "critic_count", "rated_count", "score_sum_hundredths")
            .with(histograms.path("critics"));
    var users =
        Sums.told(part, "user_count", "user_rated_count", "user_score_sum_hundredths")
            .with(histograms.path("users"));
    if (critics.reviews() > 0) sums.put(id + " critic" + language, critics);
    if (users.reviews() > 0) sums.put(id + " user" + language, users);
  }

  private List<JsonNode> everyTitle() throws Exception {
    var titles = new ArrayList<JsonNode>();
    var body =
        (ObjectNode)
            Json.MAPPER.readTree("{\"size\": %d, \"sort\": [{\"id\": \"asc\"}]}".formatted(PAGE));
    while (true) {
      JsonNode hits = search("revue-items", body).path("hits").path("hits");
      hits.forEach(hit -> titles.add(hit.path("_source")));
      if (hits.size() < PAGE) return titles;
      body.set("search_after", hits.path(PAGE - 1).path("sort"));
    }
  }

  private JsonNode titles(Iterable<String> ids) throws Exception {
    ObjectNode body = Json.MAPPER.createObjectNode().put("size", PAGE);
    var values = body.putObject("query").putObject("ids").putArray("values");
    ids.forEach(values::add);
    body.putArray("_source").add("review_count").add("score_changed_at").add("indexed_at");
    return search("revue-items", body).path("hits").path("hits");
  }

  /// Id → version of the last score of every title in the log that has a review.
  private Map<String, Long> lastScores() {
    var partitions =
        IntStream.range(0, Topic.ITEMS.partitions())
            .mapToObj(i -> new TopicPartition(Topic.ITEMS.topicName(), i))
            .toList();
    var versions = new TreeMap<String, Long>();
    new Restore(kafka)
        .toEnd(
            partitions,
            record -> {
              ItemScore score = Events.value(record, ItemScore.class);
              if (score.empty()) versions.remove(score.id());
              else versions.put(score.id(), score.version().value());
            });
    return versions;
  }

  /// Waits until the fold has written more than when it was last started.
  private void awaitProgress() throws Exception {
    long before = written;
    await(
        "the fold goes on",
        () -> {
          written = ends(Topic.ITEMS).values().stream().mapToLong(Long::longValue).sum();
          return written > before;
        });
  }

  private Map<TopicPartition, Long> ends(Topic topic) throws Exception {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (int i = 0; i < topic.partitions(); i++) {
      latest.put(new TopicPartition(topic.topicName(), i), OffsetSpec.latest());
    }
    var ends = new HashMap<TopicPartition, Long>();
    try (Admin admin = Clients.admin(kafka)) {
      admin.listOffsets(latest).all().get().forEach((p, end) -> ends.put(p, end.offset()));
    }
    return ends;
  }

  private void awaitFold() throws Exception {
    producer.flush();
    Map<TopicPartition, Long> ends = ends(Topic.REVIEWS);
    try (Admin admin = Clients.admin(kafka)) {
      for (String group : List.of(EnrichStage.FOLD_GROUP, "revue-index")) {
        await(
            group + " has read all reviews",
            () -> {
              var committed =
                  admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
              return ends.entrySet().stream()
                  .filter(end -> end.getValue() > 0)
                  .allMatch(end -> {
                    var at = committed.get(end.getKey());
                    return at != null && at.offset() >= end.getValue();
                  });
            });
      }
    }
  }

  private void awaitIndex(Map<String, Long> wanted) throws Exception {
    await(
        "the index has every score",
        () -> {
          post("/revue-*/_refresh", BodyPublishers.noBody());
          var there = new TreeMap<String, Long>();
          for (JsonNode title : everyTitle()) {
            there.put(title.path("id").asString(), title.path("version").asLong());
          }
          return there.equals(wanted);
        });
  }

  private static void await(String what, Callable<Boolean> reached) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100); // between two looks, not for a result
    }
  }

  private void startFold() {
    var settings = KafkaSettings.local(servers.bootstrapServers(), "fold-test-" + starts++);
    enrich =
        EnrichStage.start(
            settings,
            new EnrichSettings(Embeddings.OFF),
            new Health(Clock.systemUTC()),
            new SimpleMeterRegistry());
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(List<ReviewEvent> events) {
    events.forEach(event -> producer.send(Events.review(event, Events.newTrace())));
  }

  private JsonNode search(String alias, ObjectNode body) throws Exception {
    return post("/" + alias + "/_search", BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  private JsonNode post(String path, BodyPublisher body) throws Exception {
    URI uri = servers.uri().resolve(path);
    var request =
        HttpRequest.newBuilder(uri).header("content-type", "application/json").POST(body).build();
    var answer = HTTP.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) throw new IOException(uri + " " + answer.statusCode());
    return Json.MAPPER.readTree(answer.body());
  }
}
