package dev.revue.index.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.index.Samples;
import dev.revue.index.contract.IndexContract;
import dev.revue.index.contract.IndexKind;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DocumentsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Pattern OPENABLE = Pattern.compile("<[\\p{L}!/?]");

  @Test
  void flattensAReview() {
    JsonNode document = review(Samples.review("id1", 5));
    assertThat(document.path("id").asString()).isEqualTo("id1");
    assertThat(document.path("version").asLong()).isEqualTo(5);
    assertThat(document.path("item_title").asString()).isEqualTo("The Night Train");
    assertThat(document.path("item_year").asInt()).isEqualTo(1997);
    assertThat(document.path("item_decade").asString()).isEqualTo("1990s");
    assertThat(document.path("item_ids").path(0).asString()).isEqualTo("imdb:tt0000001");
    assertThat(document.path("rating_raw").asString()).isEqualTo("★★★★☆ (4/5)");
    assertThat(document.path("score").asDouble()).isEqualTo(80);
    assertThat(document.path("score_hundredths").asInt()).isEqualTo(80_00);
    assertThat(document.path("score_band").asInt()).isEqualTo(8);
    assertThat(document.path("verdict").asString()).isEqualTo("positive");
    assertThat(document.path("summary").asString()).isEqualTo("Worth the ticket.");
    assertThat(document.path("published_at").asString()).isEqualTo("2025-06-07");
    assertThat(document.path("published_year").asInt()).isEqualTo(2025);
    assertThat(document.path("publisher_domain").asString()).isEqualTo("example.com");
    assertThat(document.path("aspects_positive").path(0).asString()).isEqualTo("action");
    assertThat(document.path("aspects_negative").path(0).asString()).isEqualTo("plot");
    assertThat(document.path("indexed_at").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(document.path("deleted").asBoolean()).isFalse();
    assertThat(document.path("suggest").path(0).path("input").asString())
        .isEqualTo("The Night Train");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(review(Samples.bare("id1", 5)).propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "url",
            "author_type",
            "publisher_domain",
            "word_count",
            "fetched_at",
            "deleted",
            "content_hash",
            "version",
            "indexed_at");
  }

  @Test
  void writesOnlyFieldsOfTheContract() {
    var contract = IndexContract.load();
    assertThat(contract.mapping(IndexKind.REVIEWS).path("properties").propertyNames())
        .containsAll(review(Samples.review("id1", 5)).propertyNames())
        .containsAll(json(ReviewDocument.of(removed())).propertyNames());
    assertThat(contract.mapping(IndexKind.ITEMS).path("properties").propertyNames())
        .containsAll(item(Samples.score("t1", 5)).propertyNames())
        .containsAll(item(Samples.noReviews("t1", 6)).propertyNames());
  }

  @Test
  void hashesTheContentButNeitherVersionNorTime() {
    var first = json(ReviewDocument.of(Samples.review("id1", 5), NOW));
    var later = json(ReviewDocument.of(Samples.review("id1", 9), NOW.plusSeconds(60)));
    var other = json(ReviewDocument.of(Samples.review("id2", 5), NOW));
    assertThat(first.path("content_hash")).isEqualTo(later.path("content_hash"));
    assertThat(first.path("content_hash")).isNotEqualTo(other.path("content_hash"));
    assertThat(first.path("content_hash").isLong()).isTrue();
  }

  @Test
  void keepsNothingOfWhatWasRemoved() {
    assertThat(json(ReviewDocument.of(removed())))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"id\":\"id1\",\"item_id\":\"t1\",\"deleted_at\":\"2025-01-01T00:00:00Z\",\"version\":6,\"deleted\":true}"));
  }

  @ParameterizedTest
  @CsvSource({
    "100,positive,9",
    "60,positive,6",
    "59.996,positive,6",
    "59.99,mixed,5",
    "40,mixed,4",
    "39.99,negative,3",
    "0,negative,0"
  })
  void namesTheClassOfAScore(double score, String verdict, int band) {
    JsonNode document = review(Samples.rated("id1", 5, score));
    assertThat(document.path("verdict").asString()).isEqualTo(verdict);
    assertThat(document.path("score_band").asInt()).isEqualTo(band);
  }

  @Test
  void givesATitleTheCriticsScoreAndReadersTheirOwn() {
    JsonNode document = item(Samples.score("t1", 5));
    assertThat(document.path("review_count").asInt()).isEqualTo(6);
    assertThat(document.path("critic_count").asInt()).isEqualTo(4);
    assertThat(document.path("rated_count").asInt()).isEqualTo(3);
    assertThat(document.path("score").asDouble()).isEqualTo(55);
    assertThat(document.path("positive_count").asInt()).isEqualTo(1);
    assertThat(document.path("mixed_count").asInt()).isEqualTo(1);
    assertThat(document.path("negative_count").asInt()).isEqualTo(1);
    assertThat(document.path("user_count").asInt()).isEqualTo(2);
    assertThat(document.path("user_score").asDouble()).isEqualTo(90);
    assertThat(document.path("score_histogram").path("critics")).hasSize(10);
    assertThat(document.path("score_sum_hundredths").asLong()).isEqualTo(165_00);
    assertThat(document.path("user_score_sum_hundredths").asLong()).isEqualTo(90_00);
    assertThat(document.path("score_changed_at").asString()).isEqualTo("2025-06-08T12:00:00Z");
    assertThat(document.has("score_median")).isFalse();
  }

  @Test
  void splitsATitlesScoreByLanguageUnderTheSameNames() {
    JsonNode document = item(Samples.score("t1", 5));
    JsonNode english = document.path("language_scores").path(0);
    assertThat(english.path("language").asString()).isEqualTo("en");
    for (String name : english.propertyNames()) {
      if (!name.equals("language")) {
        assertThat(english.path(name)).as(name).isEqualTo(document.path(name));
      }
    }
  }

  @Test
  void turnsATitleWithoutReviewsIntoATombstone() {
    JsonNode document = item(Samples.noReviews("t1", 6));
    assertThat(document.path("deleted").asBoolean()).isTrue();
    assertThat(document.propertyNames())
        .containsExactlyInAnyOrder("id", "version", "deleted", "deleted_at");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "//example.com/x",
        "/relative",
        "ftp://example.com/x",
        "http://",
        "https://example.com/\"><script>",
        "https://example.com/a b",
        "data:text/html,x"
      })
  void dropsAddressesThatAreNotAbsoluteHttp(String address) {
    assertThat(review(Samples.withImage("id1", 5, address)).has("image")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-06-07,2025-06-07",
    "2025-06-07T10:11:12+02:00,2025-06-07T10:11:12+02:00",
    "2025-06-07T10:11:12+0200,2025-06-07T10:11:12+02:00",
    "2025-06-07T10:11:12.123456789Z,2025-06-07T10:11:12.123Z",
    "2025-06-07T10:11,2025-06-07T10:11:00",
    "2025-06,2025-06",
    "2025,2025"
  })
  void writesDatesAsTheIndexReadsThem(String page, String index) {
    assertThat(Dates.date(page).map(Dates.Date::text)).contains(index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "07.06.2025",
        "2025-13-01",
        "0000-01-01",
        "+12025-01-01",
        "2025-06-07T25:00:00Z"
      })
  void leavesOutWhatIsNoDate(String text) {
    assertThat(Dates.date(text)).isEmpty();
  }

  @Test
  void takesOnlyEmbeddingsThatCosineCanWorkWith() {
    assertThat(review(Samples.embedded("id1", 5, Collections.nCopies(384, 0.1f))).has("embedding"))
        .isTrue();
    assertThat(review(Samples.embedded("id1", 5, Collections.nCopies(384, 0f))).has("embedding"))
        .isFalse();
    assertThat(review(Samples.embedded("id1", 5, Collections.nCopies(3, 1f))).has("embedding"))
        .isFalse();
  }

  @Property(tries = 500)
  void neverLetsATagThroughWhateverThePageSays(@ForAll String text, @ForAll String other) {
    String nasty = text + "<" + other + "<\u0000script><!--</p><?x <é";
    for (String string : strings(review(Samples.saying("id1", 5, nasty)))) {
      assertThat(OPENABLE.matcher(string).find()).as(string).isFalse();
      assertThat(Normalizer.isNormalized(string, Normalizer.Form.NFC)).isTrue();
    }
  }

  @Test
  void cutsWhatIsTooLongForTheIndex() {
    JsonNode document = review(Samples.saying("id1", 5, "😀".repeat(700_000)));
    assertThat(document.path("text").asString()).hasSizeLessThanOrEqualTo(1_000_000).endsWith("😀");
    assertThat(document.path("source").asString()).hasSizeLessThanOrEqualTo(256);
    assertThat(document.path("rating_raw").asString()).hasSizeLessThanOrEqualTo(64);
  }

  private static List<String> strings(JsonNode node) {
    var strings = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      strings.add(field.getKey());
      strings.addAll(strings(field.getValue()));
    }
    if (node.isArray()) node.forEach(value -> strings.addAll(strings(value)));
    if (node.isString()) strings.add(node.asString());
    return strings;
  }

  private static ReviewRemoved removed() {
    return new ReviewRemoved(
        "id1", new Version(6), "t1", "gone", Instant.parse("2025-01-01T00:00:00Z"));
  }

  private static JsonNode review(Review review) {
    return json(ReviewDocument.of(review, NOW));
  }

  private static JsonNode item(ItemScore score) {
    return json(ItemDocument.of(score, NOW));
  }

  private static JsonNode json(Document document) {
    return Json.MAPPER.readTree(document.json());
  }
}
