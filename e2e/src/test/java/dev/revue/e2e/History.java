package dev.revue.e2e;

import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.topic.Topic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What may happen to reviews, at random and the same for the same seed: they appear, change, go,
/// come back and move to other titles, and now and then an old event comes once more. It knows what
/// must be counted in the end.
final class History {
  private static final String[] LANGUAGES = {"en", "en", "de", "fr", null};

  private final Random random;
  private final int titles;
  private final List<String> ids = new ArrayList<>();
  private final Map<String, Review> standing = new HashMap<>();
  private final List<ReviewEvent> past = new ArrayList<>();
  private Version version = Version.none();

  History(long seed, int titles) {
    this.random = new Random(seed);
    this.titles = titles;
  }

  /// The events of one more operation.
  List<ReviewEvent> next() {
    int what = random.nextInt(100);
    List<ReviewEvent> events = ids.isEmpty() || what < 40 ? create() : happen(what);
    past.addAll(events);
    return events;
  }

  /// A new review of a title that nothing else happens to.
  Review review(String id, String title) {
    return review(id, item(title), false);
  }

  int standing() {
    return standing.size();
  }

  /// By title and kind of author, and the same by language.
  Map<String, Sums> sums() {
    var sums = new TreeMap<String, Sums>();
    for (Review review : standing.values()) {
      if (review.itemId() == null) continue;
      Rating rating = review.rating();
      var one =
          rating == null
              ? Sums.of(1, 0, 0, -1)
              : Sums.of(1, 1, rating.hundredths(), Math.min(9, rating.hundredths() / 1000));
      String group = review.itemId() + " " + review.authorType();
      sums.merge(group, one, Sums::and);
      if (review.language() != null) sums.merge(group + " " + review.language(), one, Sums::and);
    }
    return sums;
  }

  private List<ReviewEvent> create() {
    String id = "review-" + ids.size();
    ids.add(id);
    return stands(review(id, anyItem(), random.nextInt(3) > 0));
  }

  private List<ReviewEvent> happen(int what) {
    String id = ids.get(random.nextInt(ids.size()));
    Review before = standing.get(id);
    if (what < 44) return List.of(past.get(random.nextInt(past.size()))); // late, and once more
    if (before == null) return stands(review(id, anyItem(), random.nextBoolean())); // comes back
    if (what < 56) return removed(before, "gone");
    if (what < 76) return stands(review(id, before.item(), before.byUser()));
    return move(before);
  }

  /// As enrich tells it: the old partition hears of it where it is another one.
  private List<ReviewEvent> move(Review before) {
    Review after = review(before.id(), anyItem(), before.byUser());
    standing.put(after.id(), after);
    if (partition(before) == partition(after)) return List.of(after);
    return List.of(
        new ReviewRemoved(
            before.id(), after.version(), before.itemId(), ReviewRemoved.MOVED, Instant.now()),
        after);
  }

  private List<ReviewEvent> stands(Review review) {
    Review before = standing.put(review.id(), review);
    boolean placed = before == null || partition(before) == partition(review);
    if (!placed) throw new IllegalStateException("a move that nobody is told of");
    return List.of(review);
  }

  private List<ReviewEvent> removed(Review before, String reason) {
    standing.remove(before.id());
    return List.of(
        new ReviewRemoved(before.id(), next(version), before.itemId(), reason, Instant.now()));
  }

  private static int partition(ReviewEvent event) {
    return Topic.REVIEWS.partition(event.partitionKey());
  }

  /// A few titles have most of the reviews; some reviews name none.
  private @Nullable Item anyItem() {
    if (random.nextInt(25) == 0) return null;
    return item("t" + (int) (titles * Math.pow(random.nextDouble(), 3)));
  }

  private Item item(String id) {
    boolean full = random.nextInt(3) == 0;
    return new Item(
        id,
        "movie",
        "Title " + id,
        1995,
        full ? List.of("Ada Example") : List.of(),
        List.of(),
        List.of("Drama"),
        Map.of());
  }

  private Version next(Version last) {
    version = Version.next(Instant.now(), last);
    return version;
  }

  private Review review(String id, @Nullable Item item, boolean byUser) {
    // Thirds and sevenths, so that hundredths have to be rounded.
    double score = 100.0 * random.nextInt(22) / 21;
    Rating rating = random.nextInt(6) == 0 ? null : new Rating("x", null, null, null, score);
    return new Review(
        id,
        next(version),
        "https://example.org/" + id,
        "example.org",
        Instant.now(),
        "test",
        null,
        List.of("A. Critic"),
        byUser ? "user" : "critic",
        null,
        random.nextInt(8) == 0 ? null : LocalDate.ofEpochDay(random.nextInt(20_000)).toString(),
        null,
        LANGUAGES[random.nextInt(LANGUAGES.length)],
        "A quiet thriller.",
        List.of(),
        3,
        null,
        item,
        rating,
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
