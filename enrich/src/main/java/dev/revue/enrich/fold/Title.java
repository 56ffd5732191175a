package dev.revue.enrich.fold;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ItemScore.Split;
import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The reviews of one title, counted. Everything is a number of reviews or an integer sum, so that
/// taking out what was put in leaves exactly what was there before. Not thread-safe.
final class Title {
  /// The fullest names the title; of those, what most reviews say; of those, the last by the
  /// alphabet. Which page was fetched when must not show.
  private static final Comparator<Named> TELLING =
      Comparator.<Named>comparingInt(named -> told(named.item))
          .thenComparingInt(Named::reviews)
          .thenComparing(named -> named.item.toString());

  private final Map<Item, Named> names = new HashMap<>();
  private final TreeMap<String, Groups> languages = new TreeMap<>();
  private final TreeMap<Instant, Integer> dates = new TreeMap<>();
  private final Groups all = new Groups();

  /// A title as some of its reviews describe it.
  private record Named(Item item, int reviews) {
    Named and(int more) {
      return new Named(item, reviews + more);
    }
  }

  /// Counts one more review.
  ///
  /// @param item its title
  /// @return the same contribution, sharing what this title keeps anyway
  Contribution add(Contribution added, Item item) {
    Named named = names.merge(item, new Named(item, 1), (known, one) -> known.and(1));
    count(added, 1);
    Instant date = added.publishedAt();
    return added.sharing(named.item, date == null ? null : dates.floorKey(date));
  }

  /// Takes out a review that was added.
  void remove(Contribution removed, Item item) {
    names.computeIfPresent(item, (_, named) -> named.reviews == 1 ? null : named.and(-1));
    count(removed, -1);
  }

  boolean empty() {
    return names.isEmpty();
  }

  ItemScore score(String id, Version version, @Nullable Instant changedAt) {
    Named named = names.values().stream().max(TELLING).orElse(null);
    var reviews = new TreeMap<String, Integer>();
    var splits = new TreeMap<String, Split>();
    languages.forEach((language, groups) -> {
      reviews.put(language, groups.reviews());
      splits.put(language, groups.split());
    });
    Split both = all.split();
    return new ItemScore(
        id,
        version,
        named == null ? null : named.item,
        both.critics(),
        both.users(),
        reviews,
        splits,
        dates.isEmpty() ? null : dates.firstKey(),
        dates.isEmpty() ? null : dates.lastKey(),
        changedAt);
  }

  private void count(Contribution one, int times) {
    all.count(one, times);
    String language = one.language();
    if (language != null) {
      Groups groups = languages.computeIfAbsent(language, _ -> new Groups());
      groups.count(one, times);
      if (groups.reviews() == 0) languages.remove(language);
    }
    Instant date = one.publishedAt();
    if (date != null) {
      dates.merge(date, times, (before, more) -> before + more == 0 ? null : before + more);
    }
  }

  /// How much a page tells of its title.
  private static int told(Item item) {
    return 4 * item.ids().size()
        + item.directors().size()
        + item.cast().size()
        + item.genres().size();
  }

  /// Critics and readers, apart.
  private static final class Groups {
    private final Sums critics = new Sums();
    private final Sums users = new Sums();

    void count(Contribution one, int times) {
      (one.byUser() ? users : critics).count(one.hundredths(), times);
    }

    int reviews() {
      return critics.reviews + users.reviews;
    }

    Split split() {
      return new Split(critics.tally(), users.tally());
    }
  }

  private static final class Sums {
    private int reviews;
    private int rated;
    private long sum;
    private final int[] histogram = new int[Tally.BANDS];

    void count(@Nullable Integer hundredths, int times) {
      reviews += times;
      if (hundredths == null) return;
      rated += times;
      sum += (long) times * hundredths;
      histogram[Tally.bandOfHundredths(hundredths)] += times;
    }

    Tally tally() {
      if (reviews == 0) return Tally.none();
      if (rated == 0) return new Tally(reviews, rated, sum, Tally.none().histogram());
      var bands = new ArrayList<Integer>(Tally.BANDS);
      for (int band : histogram) bands.add(band);
      return new Tally(reviews, rated, sum, bands);
    }
  }
}
