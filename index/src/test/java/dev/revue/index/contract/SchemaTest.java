package dev.revue.index.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ItemScore.Split;
import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.index.Samples;
import dev.revue.index.document.Document;
import dev.revue.index.document.ItemDocument;
import dev.revue.index.document.ReviewDocument;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The JSON Schema beside each mapping: the same fields, each described, and true of every document
/// that is made.
class SchemaTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  private final Map<IndexKind, Schema> schemas =
      Map.of(
          IndexKind.REVIEWS, schema(IndexKind.REVIEWS),
          IndexKind.ITEMS, schema(IndexKind.ITEMS));

  @ParameterizedTest
  @EnumSource(IndexKind.class)
  void describesTheFieldsOfTheMappingAndNoOther(IndexKind kind) {
    JsonNode described = json(kind).path("properties");
    assertThat(described.propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            IndexContract.load().mapping(kind).path("properties").propertyNames());
    assertThat(described.properties())
        .allMatch(field -> !field.getValue().path("description").asString("").isEmpty());
  }

  @Test
  void isTrueOfEverySample() {
    holds(ReviewDocument.of(Samples.review("r1", 1), NOW));
    holds(ReviewDocument.of(Samples.bare("r1", 1), NOW));
    holds(ReviewDocument.of(Samples.of("r1", 1, "t1"), NOW));
    holds(ReviewDocument.of(Samples.withImage("r1", 1, "https://example.com/x.jpg"), NOW));
    holds(ReviewDocument.of(Samples.embedded("r1", 1, Collections.nCopies(384, 0.1f)), NOW));
    holds(ReviewDocument.of(new ReviewRemoved("r1", new Version(2), "t1", "gone", NOW)));
    holds(ReviewDocument.of(new ReviewRemoved("r1", new Version(2), null, "gone", NOW)));
    holds(ItemDocument.of(Samples.score("t1", 1), NOW));
    holds(ItemDocument.of(Samples.noReviews("t1", 2), NOW));
  }

  @Property(tries = 300)
  void isTrueOfAReviewWhateverThePageSays(@ForAll String text, @ForAll String other) {
    holds(ReviewDocument.of(Samples.saying("r1", 1, text), NOW));
    holds(ReviewDocument.of(Samples.saying("r1", 1, text + "<" + other + "<b\u0000>"), NOW));
  }

  @Property(tries = 300)
  void isTrueOfATitleWhateverItsReviewsSay(
      @ForAll String text,
      @ForAll @IntRange(max = 3) int critics,
      @ForAll @IntRange(max = 3) int users,
      @ForAll @IntRange(max = 10_000) int hundredths) {
    var names = List.of(text, "<" + text);
    var item = new Item("t1", text, text, hundredths, names, names, names, Map.of(text, text));
    var split = new Split(tally(critics, hundredths), tally(users, hundredths));
    holds(
        ItemDocument.of(
            new ItemScore(
                "t1",
                new Version(1),
                item,
                split.critics(),
                split.users(),
                new TreeMap<>(Map.of(text, critics + users)),
                new TreeMap<>(Map.of(text, split)),
                NOW,
                NOW,
                critics == 0 ? null : NOW),
            NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REVIEWS | {\"invented\": 1}",
        "REVIEWS | {\"headline\": \"a <b>bold</b> claim\"}",
        "REVIEWS | {\"url\": \"javascript:alert(1)\"}",
        "REVIEWS | {\"score\": 101}",
        "REVIEWS | {\"score_hundredths\": 80.5}",
        "REVIEWS | {\"author_type\": \"editor\"}",
        "REVIEWS | {\"published_at\": \"last Tuesday\"}",
        "REVIEWS | {\"pros\": []}",
        "REVIEWS | {\"summary\": null}",
        "REVIEWS | {\"deleted\": true, \"deleted_at\": \"2026-01-01T00:00:00Z\"}",
        "ITEMS   | {\"review_count\": 0}",
        "ITEMS   | {\"language_scores\": [{\"language\": \"en\"}]}"
      })
  void isNotTrueOfWhatTheContractRulesOut(IndexKind kind, String change) {
    Document right =
        kind == IndexKind.REVIEWS
            ? ReviewDocument.of(Samples.review("r1", 1), NOW)
            : ItemDocument.of(Samples.score("t1", 1), NOW);
    var wrong = (tools.jackson.databind.node.ObjectNode) Json.MAPPER.readTree(right.json());
    Json.MAPPER.readTree(change).properties().forEach(e -> wrong.set(e.getKey(), e.getValue()));

    assertThat(schemas.get(kind).validate(wrong)).isNotEmpty();
  }

  private void holds(Document document) {
    JsonNode json = Json.MAPPER.readTree(document.json());
    assertThat(schemas.get(document.kind()).validate(json)).as(json.toString()).isEmpty();
  }

  private static Tally tally(int reviews, int hundredths) {
    var histogram = new Integer[Tally.BANDS];
    java.util.Arrays.fill(histogram, 0);
    int rated = Math.max(0, reviews - 1);
    histogram[Tally.bandOfHundredths(hundredths)] = rated;
    return new Tally(reviews, rated, (long) rated * hundredths, List.of(histogram));
  }

  private static Schema schema(IndexKind kind) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(json(kind));
  }

  private static JsonNode json(IndexKind kind) {
    try (InputStream in =
        SchemaTest.class.getResourceAsStream(
            "/contract/" + kind.mapping().replace("mapping", "schema"))) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
