package dev.revue.index;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ItemScore.Split;
import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Provenance;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.Section;
import dev.revue.common.event.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Events as the stages before would write them.
public final class Samples {
  private static final Instant FETCHED = Instant.parse("2025-06-08T12:00:00Z");
  private static final Item ITEM =
      new Item(
          "t1",
          "movie",
          "The Night Train",
          1997,
          List.of("Ada Example"),
          List.of("Jo Player"),
          List.of("Drama"),
          Map.of("imdb", "tt0000001"));

  private Samples() {}

  public static Review review(String id, long version) {
    return review(id, version, "A quiet thriller.", 80, null, List.of());
  }

  public static Review rated(String id, long version, double score) {
    return review(id, version, "A quiet thriller.", score, null, List.of());
  }

  public static Review withImage(String id, long version, String image) {
    return review(id, version, "A quiet thriller.", 80, image, List.of());
  }

  public static Review embedded(String id, long version, List<Float> embedding) {
    return review(id, version, "A quiet thriller.", 80, null, embedding);
  }

  public static Review text(String id, long version, String text) {
    return review(id, version, text, 80, null, List.of());
  }

  private static Review review(
      String id, long version, String text, double score, String image, List<Float> embedding) {
    return new Review(
        id,
        new Version(version),
        "https://example.com/reviews/" + id.hashCode(),
        "example.com",
        FETCHED,
        "example",
        "On the night train",
        List.of("Max Critic"),
        "critic",
        "Example Review",
        "2025-06-07",
        null,
        "en",
        text,
        List.of(new Section("Verdict", "Worth it.")),
        3,
        image,
        ITEM,
        new Rating("★★★★☆ (4/5)", 4.0, 5.0, 0.0, score),
        "Worth the ticket.",
        List.of("mood"),
        List.of("length"),
        List.of(new Aspect("action", 0.9, "grips", null), new Aspect("plot", null, null, 20.0)),
        0.6,
        List.of(new Quote("Another", "Fine.", 0.4)),
        embedding,
        Map.of("noai", "true"),
        Map.of("rating", new Provenance("text", 0.9, "★★★★☆")));
  }

  /// A review of a title whose id is `itemId`.
  public static Review of(String id, long version, String itemId) {
    var bare = bare(id, version);
    var item = new Item(itemId, "movie", "It", null, List.of(), List.of(), List.of(), Map.of());
    return new Review(
        bare.id(),
        bare.version(),
        bare.url(),
        bare.site(),
        bare.fetchedAt(),
        null,
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
        item,
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

  /// A review of which hardly anything is known.
  public static Review bare(String id, long version) {
    return new Review(
        id,
        new Version(version),
        "https://example.com/x",
        "example.com",
        FETCHED,
        null,
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
        null,
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

  /// A review in which every string is `text`.
  public static Review saying(String id, long version, String text) {
    var item =
        new Item(
            "t1",
            text,
            text,
            1997,
            List.of(text),
            List.of(text),
            List.of(text),
            Map.of(text, text));
    return new Review(
        id,
        new Version(version),
        text,
        text,
        FETCHED,
        text,
        text,
        List.of(text),
        text,
        text,
        text,
        text,
        text,
        text,
        List.of(new Section(text, text)),
        0,
        text,
        item,
        new Rating(text, 1e300, Double.NaN, null, null),
        text,
        List.of(text),
        List.of(text),
        List.of(new Aspect(text, 1.0, text, null)),
        1.0,
        List.of(new Quote(text, text, null)),
        List.of(),
        Map.of(text, text),
        Map.of(text, new Provenance(text, 1, text)));
  }

  public static ItemScore score(String id, long version) {
    var critics = new Tally(4, 3, 165_00, List.of(0, 0, 1, 0, 0, 1, 0, 0, 1, 0));
    var users = new Tally(2, 1, 90_00, List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
    return new ItemScore(
        id,
        new Version(version),
        ITEM,
        critics,
        users,
        new TreeMap<>(Map.of("en", 6)),
        new TreeMap<>(Map.of("en", new Split(critics, users))),
        FETCHED,
        FETCHED,
        FETCHED);
  }

  public static ItemScore noReviews(String id, long version) {
    return new ItemScore(
        id,
        new Version(version),
        null,
        Tally.none(),
        Tally.none(),
        new TreeMap<>(),
        new TreeMap<>(),
        null,
        null,
        FETCHED);
  }
}
