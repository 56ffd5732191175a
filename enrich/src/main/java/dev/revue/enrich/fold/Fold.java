package dev.revue.enrich.fold;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The scores of all titles of one partition. A review counts once, with its newest version, under
/// its newest title; everything is recomputed from the reviews that stand, so nothing drifts. Not
/// thread-safe.
final class Fold {
  private final Clock clock;
  private final Map<String, Contribution> byReview = new HashMap<>();
  private final Map<String, Map<String, Contribution>> byItem = new HashMap<>();
  private final Map<String, ItemScore> written = new HashMap<>();
  private final SequencedSet<String> changed = new LinkedHashSet<>();

  Fold(Clock clock) {
    this.clock = clock;
  }

  /// Takes in what the topic of items holds already.
  void written(ItemScore score) {
    written.put(score.id(), score);
  }

  /// Counts a review anew, or no longer. An event that is older than what counts already changes
  /// nothing.
  void apply(ReviewEvent event) {
    Contribution before = byReview.get(event.id());
    if (before != null && before.version().compareTo(event.version()) > 0) return;
    switch (event) {
      case Review review -> replace(before, contribution(review));
      case ReviewRemoved removed -> replace(before, null);
    }
  }

  /// The scores that differ from what was written, with versions above it; they count as written
  /// from now on.
  List<ItemScore> changes() {
    var scores = new ArrayList<ItemScore>();
    for (String id : changed) {
      ItemScore last = written.get(id);
      Version lastVersion = last == null ? Version.none() : last.version();
      ItemScore now = score(id, lastVersion);
      if (now.equals(last) || (last == null && now.empty())) continue;
      ItemScore next = score(id, Version.next(clock.instant(), lastVersion));
      written.put(id, next);
      scores.add(next);
    }
    changed.clear();
    return scores;
  }

  /// Forgets what has changed so far: it was written when it happened.
  void settle() {
    changed.clear();
  }

  private static @Nullable Contribution contribution(Review review) {
    Item item = review.item();
    return item == null ? null : Contribution.of(review, item);
  }

  private void replace(@Nullable Contribution before, @Nullable Contribution after) {
    if (before != null) {
      byReview.remove(before.reviewId());
      String itemId = before.item().id();
      Map<String, Contribution> rest = byItem.getOrDefault(itemId, Map.of());
      rest.remove(before.reviewId());
      if (rest.isEmpty()) byItem.remove(itemId);
      changed.add(itemId);
    }
    if (after != null) {
      byReview.put(after.reviewId(), after);
      byItem.computeIfAbsent(after.item().id(), id -> new HashMap<>()).put(after.reviewId(), after);
      changed.add(after.item().id());
    }
  }

  private ItemScore score(String itemId, Version version) {
    Collection<Contribution> all = byItem.getOrDefault(itemId, Map.of()).values();
    var languages = new TreeMap<String, Integer>();
    for (Contribution c : all) {
      if (c.language() != null) languages.merge(c.language(), 1, Integer::sum);
    }
    Item named =
        all.stream()
            .max(Comparator.comparingInt(Fold::told).thenComparing(Contribution::reviewId))
            .map(Contribution::item)
            .orElse(null);
    return new ItemScore(
        itemId,
        version,
        named,
        tally(all.stream().filter(c -> !c.byUser())),
        tally(all.stream().filter(Contribution::byUser)),
        languages,
        dates(all).min(Comparator.naturalOrder()).orElse(null),
        dates(all).max(Comparator.naturalOrder()).orElse(null));
  }

  /// How much a review tells of its title. The fullest names it, not the latest: which page was
  /// fetched last must not show.
  private static int told(Contribution contribution) {
    Item item = contribution.item();
    return 4 * item.ids().size()
        + item.directors().size()
        + item.cast().size()
        + item.genres().size();
  }

  private static Stream<Instant> dates(Collection<Contribution> all) {
    return all.stream().map(Contribution::publishedAt).filter(Objects::nonNull);
  }

  private static Tally tally(Stream<Contribution> group) {
    int reviews = 0;
    int rated = 0;
    long sum = 0;
    var histogram = new Integer[Tally.BANDS];
    java.util.Arrays.fill(histogram, 0);
    for (Contribution c : (Iterable<Contribution>) group::iterator) {
      reviews++;
      Integer hundredths = c.hundredths();
      if (hundredths == null) continue;
      rated++;
      sum += hundredths;
      histogram[Tally.band(hundredths / 100.0)]++;
    }
    return new Tally(reviews, rated, sum, List.of(histogram));
  }
}
