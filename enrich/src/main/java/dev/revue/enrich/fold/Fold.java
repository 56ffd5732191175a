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
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The scores of all titles of one partition. A review counts once, with its newest version, under
/// its newest title: what an older version added is taken out when a newer one is put in, and an
/// event that is not newer changes nothing, so nothing drifts. Not thread-safe.
final class Fold {
  private static final Title NOTHING = new Title();

  private final InstantSource clock;
  private final Map<String, Contribution> reviews = new HashMap<>();
  private final Map<String, Title> titles = new HashMap<>();
  private final Map<String, ItemScore> written = new HashMap<>();

  private final SequencedSet<String> changed = new LinkedHashSet<>();

  /// Titles that were read again at the start and not yet compared with what was written.
  private final SequencedSet<String> restored = new LinkedHashSet<>();

  Fold(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes in what the topic of items holds already, in its order. Where a late writer left an
  /// older score last, the newest version counts, so that the next one is above it, but the last
  /// content: compaction keeps that, and it is to be put right.
  void written(ItemScore score) {
    ItemScore before = written.get(score.id());
    boolean last = before == null || before.version().compareTo(score.version()) <= 0;
    written.put(score.id(), last ? score : score.withVersion(version(before)));
    restored.add(score.id());
  }

  /// What was applied so far was not new: it was read again.
  void settle() {
    restored.addAll(changed);
    changed.clear();
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

  /// The scores of what changed since the last call where they differ from what was written, with
  /// versions above it; they count as written from now on.
  List<ItemScore> changes() {
    var scores = changed.stream().flatMap(id -> difference(id).stream()).toList();
    restored.removeAll(changed);
    changed.clear();
    return scores;
  }

  /// The same for some of the titles that were read again: what an earlier version counted
  /// otherwise comes right by itself.
  ///
  /// @param most most titles to compare
  List<ItemScore> corrections(int most) {
    var scores = new ArrayList<ItemScore>();
    for (int i = 0; i < most && !restored.isEmpty(); i++) {
      difference(restored.removeFirst()).ifPresent(scores::add);
    }
    return scores;
  }

  private Optional<ItemScore> difference(String id) {
    ItemScore last = written.get(id);
    ItemScore now = titles.getOrDefault(id, NOTHING).score(id, version(last), changedAt(last));
    boolean same = last == null ? now.empty() : now.equals(last);
    if (same && last == null) return Optional.empty(); // nobody has heard of it
    if (!same) now = next(now, last);
    written.put(id, now); // also where it equals: it shares more
    return same ? Optional.empty() : Optional.of(now);
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
    changed.add(item.id());
    return titles.computeIfAbsent(item.id(), _ -> new Title()).add(added, item);
  }

  private void remove(Contribution removed, Item item) {
    changed.add(item.id());
    Title title = titles.get(item.id());
    if (title == null) throw new IllegalStateException("no title " + item.id() + " to take from");
    title.remove(removed, item);
    if (title.empty()) titles.remove(item.id());
  }
}
