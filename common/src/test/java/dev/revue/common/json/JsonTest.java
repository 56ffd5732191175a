package dev.revue.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ItemScore.Split;
import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Provenance;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.Section;
import dev.revue.common.event.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final Version VERSION = Version.next(NOW, Version.none());

  @Test
  void readsBackAWholeReview() {
    var review =
        new Review(
            "id",
            VERSION,
            "https://example.org/r",
            "example.org",
            NOW,
            "source",
            "Headline",
            List.of("A", "B"),
            "critic",
            "Example",
            "2025-06-07",
            "2025-06-08T10:00:00+02:00",
            "en",
            "Text",
            List.of(new Section("One", "Text")),
            1,
            "https://example.org/i.jpg",
            new Item(
                "t-1",
                "movie",
                "Heat",
                1995,
                List.of("Michael Mann"),
                List.of("Al Pacino"),
                List.of("crime"),
                Map.of("imdb", "tt0113277")),
            new Rating("★★★★☆ (4/5)", 4.0, 5.0, 0.0, 80.0),
            "Great.",
            List.of("pro"),
            List.of("con"),
            List.of(new Aspect("action", 0.9, "What action.", null)),
            0.6,
            List.of(new Quote("Vulture", "absurd", 0.4)),
            List.of(0.5f),
            Map.of("tdm", "reserved"),
            Map.of("rating", new Provenance("text", 0.97, "★★★★☆ (4/5)")));

    assertThat(Json.read(Json.bytes(review), Review.class)).isEqualTo(review);
  }

  @Test
  void readsBackAnEmptyScoreAndAPage() {
    var score =
        new ItemScore(
            "t-1",
            VERSION,
            null,
            Tally.none(),
            Tally.none(),
            new TreeMap<>(),
            new TreeMap<>(),
            null,
            null,
            null);
    var page =
        new PageFetched(
            "https://example.org/",
            VERSION,
            NOW,
            "source",
            200,
            Map.of("etag", "\"1\""),
            "UTF-8",
            "<p>x",
            "ab",
            Map.of(),
            Map.of());

    assertThat(Json.read(Json.bytes(score), ItemScore.class)).isEqualTo(score);
    assertThat(Json.read(Json.bytes(page), PageFetched.class)).isEqualTo(page);
    assertThat(Json.text(page)).doesNotContain("duplicate_of");
    var copy =
        new PageFetched(
            page.url(),
            VERSION,
            NOW,
            "source",
            200,
            Map.of(),
            null,
            "<p>x",
            "ab",
            Map.of(),
            Map.of("tdm", "meta"),
            "https://example.org/first");
    assertThat(Json.read(Json.bytes(copy), PageFetched.class)).isEqualTo(copy);
  }

  @Test
  void readsBackAScoreSplitByLanguage() {
    var tally = new Tally(2, 1, 7_500, List.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0));
    var score =
        new ItemScore(
            "t-1",
            VERSION,
            null,
            tally,
            Tally.none(),
            new TreeMap<>(Map.of("en", 2)),
            new TreeMap<>(Map.of("en", new Split(tally, Tally.none()))),
            NOW,
            NOW,
            NOW);

    assertThat(Json.read(Json.bytes(score), ItemScore.class)).isEqualTo(score);
  }

  @Test
  void readsAScoreThatAnEarlierVersionWrote() {
    String tally = "{\"reviews\":1,\"rated\":1,\"sum\":8000,\"histogram\":[0,0,0,0,0,0,0,0,1,0]}";
    String earlier =
        "{\"id\":\"t-1\",\"version\":7,\"critics\":%s,\"users\":%s,\"languages\":{\"en\":2}}"
            .formatted(tally, tally);

    ItemScore score = Json.read(earlier.getBytes(StandardCharsets.UTF_8), ItemScore.class);

    assertThat(score.critics().sum()).isEqualTo(8_000);
    assertThat(score.byLanguage()).isEmpty();
    assertThat(score.changedAt()).isNull();
  }

  @Test
  void writesSnakeCaseAndLeavesOutWhatIsNotKnown() {
    String text = Json.text(new Rating("7 Verge Score", 7.0, null, null, null));

    assertThat(text).isEqualTo("{\"raw\":\"7 Verge Score\",\"value\":7.0}");
    assertThat(Json.text(new Section("a", "b"))).isEqualTo("{\"heading\":\"a\",\"text\":\"b\"}");
  }

  @Test
  void ignoresWhatALaterWriterAdds() {
    byte[] later =
        "{\"heading\":\"a\",\"text\":\"b\",\"invented_later\":{\"x\":1}}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(Json.read(later, Section.class)).isEqualTo(new Section("a", "b"));
  }
}
