package dev.revue.enrich.review;

import dev.revue.common.event.Extracted;
import dev.revue.common.event.Extracted.Given;
import dev.revue.common.event.Extracted.Scale;
import dev.revue.common.event.Ids;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.rating.Scales;
import dev.revue.enrich.extract.text.Clean;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// On which scales an author of a site has rated so far. Two of five publishers use more than one,
/// so it is kept per author, and one that changes scales has none.
final class ScaleHistory {
  private static final int LEAST = 5;
  private static final double AGREE = 0.9;
  private static final Set<String> STATED = Set.of("explicit", "markup", "glyphs");

  private record Rater(String site, String author) {}

  private final Map<Rater, Map<Double, Integer>> stated = new HashMap<>();

  void add(Extracted page) {
    count(page, 1);
  }

  /// What a newer extraction of the page takes the place of.
  void remove(Extracted page) {
    count(page, -1);
  }

  /// The scale of a review's rating as the history keeps it; null where it has no number.
  static @Nullable Scale of(Review review) {
    if (review.byUser()) return null; // readers tell nothing of critics
    Rating rating = review.rating();
    // School grades count downwards, and say so.
    if (rating == null || rating.value() == null || rating.worst() != null) return null;
    String author = review.authors().isEmpty() ? "" : Ids.fold(review.authors().getFirst());
    String from = rating.scale();
    return new Scale(author, rating.best(), from != null && STATED.contains(from));
  }

  /// True where a rating whose page does not tell its scale is now known to be on another one.
  boolean tellsMore(String url, Scale scale) {
    if (scale.stated()) return false;
    OptionalDouble known = best(url, scale.author());
    return known.isPresent() && !Double.valueOf(known.getAsDouble()).equals(scale.best());
  }

  /// What is known of the authors of a page.
  Scales on(String url) {
    return author -> best(url, Ids.fold(author));
  }

  /// The end of the scale that nearly all of at least five ratings were on.
  private OptionalDouble best(String url, String author) {
    Map<Double, Integer> ends = stated.getOrDefault(new Rater(Clean.site(url), author), Map.of());
    int all = ends.values().stream().mapToInt(Integer::intValue).sum();
    if (all < LEAST) return OptionalDouble.empty();
    return ends.entrySet().stream()
        .filter(end -> end.getValue() >= AGREE * all)
        .mapToDouble(Map.Entry::getKey)
        .findFirst();
  }

  private void count(Extracted page, int by) {
    for (Given given : page.reviews()) {
      Scale scale = given.scale();
      if (scale == null || !scale.stated() || scale.best() == null) continue;
      Rater rater = new Rater(Clean.site(page.url()), scale.author());
      Map<Double, Integer> ends = stated.computeIfAbsent(rater, r -> new HashMap<>());
      ends.merge(scale.best(), by, Integer::sum);
      ends.values().removeIf(n -> n <= 0);
      if (ends.isEmpty()) stated.remove(rater);
    }
  }
}
