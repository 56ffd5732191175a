package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Extracted;
import dev.revue.common.event.Extracted.By;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.enrich.embed.Embedder;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.review.ReviewHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A page that enrich reads again: it gives something only if that may be something else, and one
/// version never has two contents.
class ExtractAgainTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PARTITION = 7;
  private static final String SITE = "https://again.example/reviews/";

  private static final List<Float> VECTOR = Collections.nCopies(Embedder.DIMENSIONS, 0.05f);

  @TempDir static Path dir;
  private static EmbeddedKafka broker;
  private static KafkaSettings kafka;

  @BeforeAll
  static void start() {
    broker = EmbeddedKafka.start(dir);
    kafka = KafkaSettings.local(broker.bootstrapServers(), "again");
    new Topics(kafka).apply();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void theSamePageGivesNothingTheSecondTime() throws Exception {
    ReviewHandler enrich = enrich();
    ConsumerRecord<byte[], byte[]> page = page("same", 0, "Rating: 4/5");

    assertThat(review(handle(enrich, page)).rating().score()).isEqualTo(80);
    assertThat(handle(enrich, page)).isEmpty();
    send(handle(enrich, page("same", 1, "Rating: 5/5")));

    assertThat(handle(enrich, page)).as("older than what was read since").isEmpty();
    assertThat(handle(enrich(), page("same", 1, "Rating: 5/5"))).as("by the next owner").isEmpty();
  }

  @Test
  void anotherExtractorOrCatalogueGivesANewerVersionOnce() throws Exception {
    ConsumerRecord<byte[], byte[]> page = page("newer", 0, "Rating: 4/5");
    Version fetch = Events.page(page).version();
    remember("newer", fetch.withRevision(1), null);
    ReviewHandler enrich = enrich();

    Review again = review(handle(enrich, page));
    assertThat(again.version()).isGreaterThan(fetch.withRevision(1));
    assertThat(again.version().ofFetch()).isEqualTo(fetch);
    assertThat(handle(enrich, page)).isEmpty();

    remember("newer", again.version(), new By(Extractor.REVISION, "another catalogue"));
    assertThat(review(handle(enrich(), page)).version()).isGreaterThan(again.version());
  }

  @Test
  void anOlderExtractorDoesNotSpeakForANewerOne() throws Exception {
    ConsumerRecord<byte[], byte[]> page = page("older", 0, "Rating: 4/5");
    Version fetch = Events.page(page).version();
    remember("older", fetch.withRevision(40), new By(Extractor.REVISION + 1, "any"));

    assertThat(handle(enrich(), page)).isEmpty();
  }

  @Test
  void aScaleLearnedSinceGivesAScoreAndOnlyThen() throws Exception {
    ReviewHandler enrich = enrich();
    ConsumerRecord<byte[], byte[]> bare = page("bare", 0, "Rating: 7");
    Review before = review(handle(enrich, bare));
    assertThat(before.rating().value()).isEqualTo(7);
    assertThat(before.rating().score()).isNull();
    assertThat(handle(enrich, bare)).as("nothing has been learned").isEmpty();

    for (int i = 0; i < 5; i++) handle(enrich, page("stated" + i, 0, "Rating: " + i + ".5/10"));
    Review after = review(handle(enrich, bare));

    assertThat(after.rating().score()).isEqualTo(70);
    assertThat(after.rating().scale()).isEqualTo("prior");
    assertThat(after.version()).isGreaterThan(before.version());
    assertThat(handle(enrich, bare)).as("nothing more has been learned").isEmpty();
  }

  @Test
  void aScaleThatDoesNotFitChangesNothing() throws Exception {
    ReviewHandler enrich = enrich();
    ConsumerRecord<byte[], byte[]> bare = page("over", 0, "Rating: 91");
    handle(enrich, bare);
    for (int i = 0; i < 5; i++) handle(enrich, page("small" + i, 0, "Rating: " + i + ".5/10"));

    assertThat(handle(enrich, bare)).isEmpty();
  }

  @Test
  void anAuthorWhoChangesScalesHasNone() throws Exception {
    ReviewHandler enrich = enrich();
    for (int i = 0; i < 5; i++) handle(enrich, page("ten" + i, 0, "Rating: " + i + ".5/10"));
    for (int i = 0; i < 3; i++) handle(enrich, page("four" + i, 0, "Rating: " + i + ".5/4"));

    assertThat(review(handle(enrich, page("mixed", 0, "Rating: 7"))).rating().score()).isNull();
  }

  @Test
  void anEmbeddingIsAddedToTheReviewThatStandsAndToNoOther() throws Exception {
    ReviewHandler enrich = enrich();
    Review old = review(handle(enrich, page("late", 0, "Rating: 4/5")));
    Review now = review(handle(enrich, page("late", 1, "Rating: 2/5")));

    assertThat(handle(enrich, embedded(old))).as("it has been superseded").isEmpty();
    assertThat(handle(enrich, embedded(now.embedded(List.of(1f)))))
        .as("it is no such vector")
        .isEmpty();
    Review late = review(handle(enrich, embedded(now)));
    assertThat(handle(enrich, embedded(now))).as("it has one").isEmpty();
    assertThat(late.version())
        .isEqualTo(now.version().withEmbedding())
        .isGreaterThan(now.version());
    assertThat(late.embedding()).isEqualTo(VECTOR);
    assertThat(late.at(now.version()).embedded(List.of())).isEqualTo(now);
    assertThat(handle(enrich, page("late", 1, "Rating: 2/5"))).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> embedded(Review review) {
    Review sent = review.embedding().isEmpty() ? review.embedded(VECTOR) : review;
    return read(Events.embedded(sent, PARTITION, "trace"));
  }

  private static ReviewHandler enrich() {
    var enrich = new ReviewHandler(new Extractor(), new Restore(kafka), new SimpleMeterRegistry());
    enrich.assigned(Map.of(new TopicPartition(Topic.PAGES.topicName(), PARTITION), 0L));
    return enrich;
  }

  private static void remember(String name, Version version, By by) throws Exception {
    send(
        List.of(
            Events.extracted(new Extracted(SITE + name, version, List.of(), by), PARTITION, "t")));
  }

  private static List<ProducerRecord<byte[], byte[]>> handle(
      ReviewHandler enrich, ConsumerRecord<byte[], byte[]> record) {
    var out = new ArrayList<ProducerRecord<byte[], byte[]>>();
    enrich.handle(record, out);
    return out;
  }

  private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (var producer = Clients.producer(kafka)) {
      for (var record : records) producer.send(record).get();
    }
  }

  private static Review review(List<ProducerRecord<byte[], byte[]>> out) {
    Optional<byte[]> value =
        out.stream()
            .filter(record -> record.topic().equals(Topic.REVIEWS.topicName()))
            .map(ProducerRecord::value)
            .findFirst();
    assertThat(value).isPresent();
    return Json.read(value.get(), Review.class);
  }

  private static ConsumerRecord<byte[], byte[]> page(String name, int day, String rating) {
    String html =
        """
        <html lang="en"><head><title>The Lantern Keeper review</title><meta name="author" content="Ada Stone"></head>
        <body><article><h1>The Lantern Keeper review</h1>
        <p>The film opens on a quiet harbour and takes its time before anything happens, which suits the story.</p>
        <p>The two leads carry the long middle part with patience, and the photography of the coast is lovely.</p>
        <p>%s</p></article></body></html>
        """
            .formatted(rating);
    Version version = Version.next(BEGIN.plusSeconds(86_400L * day), Version.none());
    PageEvent page =
        new PageFetched(
            SITE + name,
            version,
            version.time(),
            "s",
            200,
            Map.of(),
            null,
            html,
            "h",
            Map.of(),
            Map.of());
    return read(Events.page(page, page.url(), Events.newTrace()));
  }

  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent) {
    var record = new ConsumerRecord<>(sent.topic(), PARTITION, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }
}
