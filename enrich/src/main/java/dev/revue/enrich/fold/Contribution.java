package dev.revue.enrich.fold;

import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/// What one review adds to the score of its title.
///
/// @param hundredths its score in hundredths of a point, 0 to 10,000; null where it has none
record Contribution(
    String reviewId,
    Version version,
    Item item,
    boolean byUser,
    @Nullable Integer hundredths,
    @Nullable String language,
    @Nullable Instant publishedAt) {

  /// What `review`, which has an item, adds.
  static Contribution of(Review review, Item item) {
    Rating rating = review.rating();
    Double score = rating == null ? null : rating.score();
    return new Contribution(
        review.id(),
        review.version(),
        item,
        review.authorType().equals("user"),
        score == null ? null : (int) Math.round(score * 100),
        review.language(),
        instant(review.publishedAt()));
  }

  /// A plain date counts from its start in UTC, as does a time that does not name its offset.
  private static @Nullable Instant instant(@Nullable String text) {
    if (text == null) return null;
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ofPattern(
                  "[yyyy-MM-dd'T'HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS]][XXX]][yyyy-MM-dd]")
              .parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return switch (parsed) {
        case OffsetDateTime time -> time.toInstant();
        case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
        case LocalDate date -> date.atStartOfDay(ZoneOffset.UTC).toInstant();
        default -> null;
      };
    } catch (DateTimeException e) {
      return null; // the page's own words, kept in the review; no date to count with
    }
  }
}
