package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/// A demo that runs, with the three addresses that it printed.
record Demo(RevueProcess process, URI search, URI elasticsearch, KafkaSettings kafka)
    implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Starts it and waits until everything is searchable.
  static Demo start(String... arguments) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of("demo"));
    all.addAll(List.of(arguments));
    RevueProcess process = RevueProcess.start(all.toArray(String[]::new));
    String kafka =
        process.awaitLine(line -> line.startsWith("kafka ")).substring("kafka ".length());
    return new Demo(
        process,
        URI.create(
            process
                .awaitLine(line -> line.startsWith("search http"))
                .substring("search ".length())),
        URI.create(
            process
                .awaitLine(line -> line.startsWith("elasticsearch http"))
                .substring("elasticsearch ".length())),
        KafkaSettings.local(kafka, "test"));
  }

  /// The number of committed records on a topic.
  int count(Topic topic) {
    return read(topic).size();
  }

  List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(i -> new TopicPartition(topic.topicName(), i))
            .toList();
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    new Restore(kafka).toEnd(partitions, records::add);
    return records;
  }

  /// Id → version of every review that stands after the last event of its key in the log.
  Map<String, Long> standingReviews() {
    var newest = new TreeMap<String, ReviewEvent>();
    for (var record : read(Topic.REVIEWS)) {
      ReviewEvent event = Events.review(record);
      if (event instanceof ReviewRemoved removed && removed.moved()) continue;
      newest.merge(event.id(), event, (a, b) -> a.version().compareTo(b.version()) >= 0 ? a : b);
    }
    var versions = new TreeMap<String, Long>();
    newest.forEach((id, event) -> {
      if (!(event instanceof ReviewRemoved)) versions.put(id, event.version().value());
    });
    return versions;
  }

  /// Id → version of the last score of every title in the log that has a review.
  Map<String, Long> standingItems() {
    var versions = new TreeMap<String, Long>();
    for (var record : read(Topic.ITEMS)) {
      ItemScore score = Events.value(record, ItemScore.class);
      if (score.empty()) versions.remove(score.id());
      else versions.put(score.id(), score.version().value());
    }
    return versions;
  }

  /// Id → document of everything that an alias shows (at most 1,000).
  Map<String, JsonNode> documents(String alias) throws IOException, InterruptedException {
    var documents = new TreeMap<String, JsonNode>();
    get(elasticsearch.resolve("/" + alias + "/_search?size=1000&version=true"))
        .path("hits")
        .path("hits")
        .forEach(hit -> documents.put(hit.path("_id").asString(), checked(hit)));
    return documents;
  }

  /// The document of a hit, whose own version must be the one that Elasticsearch decides by.
  private static JsonNode checked(JsonNode hit) {
    JsonNode document = hit.path("_source");
    assertThat(hit.path("_version").asLong()).isEqualTo(document.path("version").asLong());
    return document;
  }

  static JsonNode get(URI uri) throws IOException, InterruptedException {
    var answer = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200)
      throw new IOException(
          uri
              + " answered "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
    return Json.MAPPER.readTree(answer.body());
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
