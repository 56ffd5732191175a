package dev.revue.enrich.fold;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The scores of all titles of one partition. A review counts once, with its newest version, under
/// its newest title: what an older version added is taken out when a newer one is put in, and an
/// event that is not newer changes nothing, so nothing drifts. Not thread-safe.
final class Fold {
  /// More than a batch of reviews can change, so that what just changed never waits behind what a
  /// restart has to compare.
  private static final int MOST_AT_ONCE = 2_000;

  private static final Title NOTHING = new Title();

  private final InstantSource clock;
  private final Map<String, Contribution> reviews = new HashMap<>();
  private final Map<String, Title> titles = new HashMap<>();
  private final Map<String, ItemScore> written = new HashMap<>();

  /// Titles to compare with what was written, those that changed last at the end.
  private final SequencedSet<String> changed = new LinkedHashSet<>();

  Fold(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes in what the topic of items holds already. It is compared with what the reviews say, as
  /// everything that changed is: what an earlier version counted otherwise comes right by itself.
  void written(ItemScore score) {
    written.put(score.id(), score);
    changed.addLast(score.id());
  }

  /// Counts a review anew, or no longer. An event that is not newer than the newest of its review
  /// changes nothing, even if that was a removal.
  void apply(ReviewEvent event) {
    Contribution before = reviews.get(event.id());
    if (before != null && before.version().compareTo(event.version()) >= 0) return;
    if (before != null && before.item() != null) remove(before, before.item());
    Contribution after = Contribution.of(event);
    reviews.put(event.id(), after.item() == null ? after : add(after, after.item()));
  }

  /// The scores that differ from what was written, with versions above it; they count as written
  /// from now on. Everything that changed since the last call is among them; of what a restart left
  /// to compare, some.
  List<ItemScore> changes() {
    var scores = new ArrayList<ItemScore>();
    for (int i = 0; i < MOST_AT_ONCE && !changed.isEmpty(); i++) {
      String id = changed.removeLast();
      ItemScore last = written.get(id);
      ItemScore now = titles.getOrDefault(id, NOTHING).score(id, version(last), changedAt(last));
      if (last == null && now.empty()) continue;
      if (!now.equals(last)) {
        now = next(now, last);
        scores.add(now);
      }
      written.put(id, now); // also where it equals: it shares more
    }
    return scores;
  }

  private ItemScore next(ItemScore now, @Nullable ItemScore last) {
    Version version = Version.next(clock.instant(), version(last));
    boolean sameScore =
        last != null && now.critics().equals(last.critics()) && now.users().equals(last.users());
    return new ItemScore(
        now.id(),
        version,
        now.item(),
        now.critics(),
        now.users(),
        now.languages(),
        now.byLanguage(),
        now.firstReviewAt(),
        now.lastReviewAt(),
        sameScore ? now.changedAt() : version.time());
  }

  private static Version version(@Nullable ItemScore score) {
    return score == null ? Version.none() : score.version();
  }

  /// Of a score that does not say it, it is no later than when it was written.
  private static @Nullable Instant changedAt(@Nullable ItemScore score) {
    if (score == null) return null;
    return score.changedAt() == null ? score.version().time() : score.changedAt();
  }

  private Contribution add(Contribution added, Item item) {
    changed.addLast(item.id());
    return titles.computeIfAbsent(item.id(), _ -> new Title()).add(added, item);
  }

  private void remove(Contribution removed, Item item) {
    changed.addLast(item.id());
    Title title = titles.get(item.id());
    if (title == null) throw new IllegalStateException("no title " + item.id() + " to take from");
    title.remove(removed, item);
    if (title.empty()) titles.remove(item.id());
  }
}
