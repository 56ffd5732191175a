package dev.revue.enrich.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Extracted.Given;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuccessionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Version VERSION = Version.next(NOW, Version.none());
  private static final PageEvent FETCHED =
      new PageFetched(
          "https://example.org/",
          VERSION,
          NOW,
          "s",
          200,
          Map.of(),
          null,
          "",
          "",
          Map.of(),
          Map.of());

  @Test
  void givesNewReviewsAsTheyAre() {
    assertThat(Succession.of(List.of(), List.of(review("r1", "heat")), FETCHED, VERSION))
        .containsExactly(review("r1", "heat"));
  }

  @Test
  void removesWhatTheNewerPageNoLongerHas() {
    List<ReviewEvent> events =
        Succession.of(
            List.of(new Given("r1", "heat"), new Given("r2", "ronin")),
            List.of(review("r2", "ronin")),
            FETCHED,
            VERSION);

    assertThat(events)
        .containsExactly(
            new ReviewRemoved("r1", VERSION, "heat", "dropped", NOW), review("r2", "ronin"));
  }

  @Test
  void leavesAMarkWhereAReviewMovedToATitleInAnotherPartition() {
    String far = elsewhere("heat");

    List<ReviewEvent> events =
        Succession.of(
            List.of(new Given("r1", "heat")), List.of(review("r1", far)), FETCHED, VERSION);

    assertThat(events)
        .containsExactly(new ReviewRemoved("r1", VERSION, "heat", "moved", NOW), review("r1", far));
    assertThat(((ReviewRemoved) events.getFirst()).moved()).isTrue();
  }

  @Test
  void leavesNoMarkWhereBothTitlesShareAPartition() {
    String near =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "near-" + i)
            .filter(item -> Topic.REVIEWS.partition(item) == Topic.REVIEWS.partition("heat"))
            .findFirst()
            .orElseThrow();

    assertThat(
            Succession.of(
                List.of(new Given("r1", "heat")), List.of(review("r1", near)), FETCHED, VERSION))
        .containsExactly(review("r1", near));
  }

  @Test
  void movesAReviewThatGotItsTitleLater() {
    List<ReviewEvent> events =
        Succession.of(
            List.of(new Given("r1", null)),
            List.of(review("r1", elsewhere("r1"))),
            FETCHED,
            VERSION);

    assertThat(events.getFirst()).isEqualTo(new ReviewRemoved("r1", VERSION, null, "moved", NOW));
    assertThat(events.getFirst().partitionKey()).isEqualTo("r1");
  }

  @Test
  void removesEverythingOfAPageThatIsGone() {
    var gone = new PageGone("https://example.org/", VERSION, NOW, "s", "not-found", List.of());

    assertThat(Succession.of(List.of(new Given("r1", "heat")), List.of(), gone, VERSION))
        .containsExactly(new ReviewRemoved("r1", VERSION, "heat", "not-found", NOW));
  }

  @Test
  void aPageThatMovedTakesItsReviewsOutOfTheIndexToo() {
    var moved =
        new PageGone(
            "https://example.org/", VERSION, NOW, "s", "moved", List.of("https://example.org/new"));

    List<ReviewEvent> events =
        Succession.of(List.of(new Given("r1", "heat")), List.of(), moved, VERSION);

    assertThat(((ReviewRemoved) events.getFirst()).moved()).as("left to the fold alone").isFalse();
  }

  private static String elsewhere(String item) {
    return IntStream.range(0, 10_000)
        .mapToObj(i -> "far-" + i)
        .filter(other -> Topic.REVIEWS.partition(other) != Topic.REVIEWS.partition(item))
        .findFirst()
        .orElseThrow();
  }

  private static Review review(String id, String item) {
    return new Review(
        id,
        VERSION,
        "https://example.org/",
        "example.org",
        NOW,
        "s",
        null,
        List.of(),
        "critic",
        null,
        null,
        null,
        null,
        null,
        List.of(),
        0,
        null,
        new Item(item, "movie", item, null, List.of(), List.of(), List.of(), Map.of()),
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        Map.of(),
        Map.of());
  }
}
