package dev.revue.common.event;

import dev.revue.common.event.ReviewEvent.Item;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The score of one title over its reviews, on `revue.items`; keyed by the title's id. All sums are
/// of integers (hundredths of a score point), so that adding and removing reviews never drifts.
///
/// @param version of its own: max(time of the newest event that was read for it, last written + 1)
/// @param item the title, as the review that tells most of it names it; null where no review is
///   left
/// @param critics reviews by critics
/// @param users reviews by readers, apart
/// @param languages number of reviews by language, critics and readers together
/// @param byLanguage the same score over the reviews of one language; those that tell none are in
///   no split. Scores written before it existed have none
/// @param changedAt when counts or sums last became others; null where that was before it was noted
public record ItemScore(
    String id,
    Version version,
    @Nullable Item item,
    Tally critics,
    Tally users,
    SortedMap<String, Integer> languages,
    SortedMap<String, Split> byLanguage,
    @Nullable Instant firstReviewAt,
    @Nullable Instant lastReviewAt,
    @Nullable Instant changedAt) {

  public ItemScore {
    languages = sorted(languages);
    byLanguage = sorted(byLanguage);
  }

  public ItemScore withVersion(Version version) {
    return new ItemScore(
        id,
        version,
        item,
        critics,
        users,
        languages,
        byLanguage,
        firstReviewAt,
        lastReviewAt,
        changedAt);
  }

  /// True where no review is left: the index shows nothing.
  public boolean empty() {
    return critics.reviews() + users.reviews() == 0;
  }

  private static <T> SortedMap<String, T> sorted(@Nullable SortedMap<String, T> map) {
    return Collections.unmodifiableSortedMap(map == null ? new TreeMap<>() : new TreeMap<>(map));
  }

  /// Critics and readers of one language, apart.
  public record Split(Tally critics, Tally users) {}

  /// Counts and sums of one group of reviews.
  ///
  /// @param reviews all reviews, rated or not
  /// @param rated those with a score
  /// @param sum of their scores in hundredths of a point
  /// @param histogram rated reviews by decile: [0,10), [10,20) … [90,100]
  public record Tally(int reviews, int rated, long sum, List<Integer> histogram) {
    public static final int BANDS = 10;

    private static final Tally NONE =
        new Tally(0, 0, 0, List.copyOf(Collections.nCopies(BANDS, 0)));

    public Tally {
      histogram = List.copyOf(histogram);
      if (histogram.size() != BANDS) {
        throw new IllegalArgumentException(
            "a histogram of " + histogram.size() + " bands, not " + BANDS);
      }
    }

    public static Tally none() {
      return NONE;
    }

    /// The mean score, 0 to 100; null where no review is rated.
    public @Nullable Double mean() {
      return rated == 0 ? null : sum / 100.0 / rated;
    }

    /// The decile of a score of 0 to 100.
    public static int band(double score) {
      return (int) Math.min(BANDS - 1L, Math.max(0, (long) (score / 10)));
    }

    /// The decile of a score in hundredths of a point.
    public static int bandOfHundredths(int hundredths) {
      return Math.clamp(hundredths / 1000, 0, BANDS - 1);
    }
  }
}
