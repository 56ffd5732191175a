package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Extracted;
import dev.revue.common.event.Ids;
import dev.revue.common.event.ItemScore;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Restore;
import dev.revue.common.kafka.TransactionalLoop.Handler;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.e2e.SiteHistory.Opinion;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.fold.FoldHandler;
import dev.revue.enrich.review.ReviewHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that stood still is taken for dead, and wakes up. Transactions would refuse what it
/// still writes; without them, versions must make it harmless.
class LateWriterTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir static Path dir;
  private static EmbeddedKafka broker;
  private static KafkaSettings kafka;

  @BeforeAll
  static void start() {
    broker = EmbeddedKafka.start(dir);
    kafka = KafkaSettings.local(broker.bootstrapServers(), "late");
    new Topics(kafka).apply();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aScoreOfFewerEventsNeverHasTheNewerVersion() throws Exception {
    ReviewHandler enrich = enrich();
    enrich.assigned(all(Topic.PAGES));
    String url = "https://scores.example/kelo";
    for (int day = 0; day < 2; day++) {
      send(handle(enrich, page(url, day, List.of(new Opinion("Kelo Baranu", 1 + day, "edition")))));
    }
    List<ConsumerRecord<byte[], byte[]>> reviews = read(Topic.REVIEWS, Ids.review(url));
    assertThat(reviews.size()).isEqualTo(2);

    var frozen = fold();
    frozen.handle(reviews.getFirst(), new ArrayList<>());
    ItemScore since = finish(folded(reviews));
    ItemScore late = finish(frozen);

    assertThat(late.critics().sum()).isEqualTo(20_00);
    assertThat(since.critics().sum()).isEqualTo(40_00);
    assertThat(late.version()).isLessThan(since.version());
  }

  @Test
  void anOlderMemoryOfAPageDoesNotHideWhatItGaveSince() throws Exception {
    String url = "https://memory.example/both";
    var one = List.of(new Opinion("Kelo Baranu", 3, "edition a"));
    var three =
        List.of(
            new Opinion("Mira Tonuse", 3, "edition b"),
            new Opinion("Selo Bakemi", 4, "edition b"),
            new Opinion("Toro Nulami", 5, "edition b"));
    ReviewHandler owner = enrich();
    owner.assigned(all(Topic.PAGES));
    List<ProducerRecord<byte[], byte[]>> first = handle(owner, page(url, 0, one));
    send(first);
    send(handle(owner, page(url, 1, three)));
    send(first); // the late writer's
    ReviewHandler next = enrich();
    next.assigned(all(Topic.PAGES));

    List<ProducerRecord<byte[], byte[]>> out =
        handle(next, SiteHistory.gone(url, version(2), BEGIN));

    assertThat(out.stream().filter(r -> r.topic().equals(Topic.REVIEWS.topicName())).count())
        .as("removals of what the newest page had given")
        .isEqualTo(3);
    assertThat(Json.read(out.getLast().value(), Extracted.class).reviews()).isEmpty();
  }

  private static ReviewHandler enrich() {
    return new ReviewHandler(new Extractor(), new Restore(kafka), new SimpleMeterRegistry());
  }

  private static FoldHandler folded(List<ConsumerRecord<byte[], byte[]>> reviews) {
    FoldHandler fold = fold();
    reviews.forEach(review -> fold.handle(review, new ArrayList<>()));
    return fold;
  }

  private static FoldHandler fold() {
    var fold = new FoldHandler(new Restore(kafka));
    fold.assigned(all(Topic.REVIEWS));
    return fold;
  }

  private static ItemScore finish(FoldHandler fold) {
    var out = new ArrayList<ProducerRecord<byte[], byte[]>>();
    fold.finish(out);
    assertThat(out).hasSize(1);
    return Json.read(out.getFirst().value(), ItemScore.class);
  }

  private static PageEvent page(String url, int day, List<Opinion> opinions) {
    return SiteHistory.page(url, version(day), BEGIN, opinions);
  }

  private static Version version(int day) {
    return Version.next(BEGIN.plusSeconds(86_400L * day), Version.none());
  }

  private static List<ProducerRecord<byte[], byte[]>> handle(Handler handler, PageEvent page)
      throws Exception {
    send(List.of(Events.page(page, page.url(), Events.newTrace())));
    var out = new ArrayList<ProducerRecord<byte[], byte[]>>();
    handler.handle(read(Topic.PAGES, page.url()).getLast(), out);
    return out;
  }

  private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (var producer = Clients.producer(kafka)) {
      for (var record : records) producer.send(record).get();
    }
  }

  /// The records of a topic whose key begins so; all of one key are in order.
  private static List<ConsumerRecord<byte[], byte[]>> read(Topic topic, String key) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    new Restore(kafka)
        .toEnd(
            Offsets.partitions(topic),
            record -> {
              if (Events.key(record).startsWith(key)) records.add(record);
            });
    return records;
  }

  /// All partitions, with nothing committed.
  private static Map<TopicPartition, Long> all(Topic topic) {
    var all = new HashMap<TopicPartition, Long>();
    Offsets.partitions(topic).forEach(partition -> all.put(partition, 0L));
    return all;
  }
}
