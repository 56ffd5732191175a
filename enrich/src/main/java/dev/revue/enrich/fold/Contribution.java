package dev.revue.enrich.fold;

import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
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

/// What the newest event of a review adds to the score of its title.
///
/// @param item the title; null where the review adds nothing: it was removed, or names none. What
///   is left then is its version, which bars every older event
/// @param hundredths its score in hundredths of a point, 0 to 10,000; null where it has none
record Contribution(
    Version version,
    @Nullable Item item,
    boolean byUser,
    @Nullable Integer hundredths,
    @Nullable String language,
    @Nullable Instant publishedAt) {

  static Contribution of(ReviewEvent event) {
    return switch (event) {
      case ReviewRemoved removed ->
          new Contribution(removed.version(), null, false, null, null, null);
      case Review review when review.item() == null ->
          new Contribution(review.version(), null, false, null, null, null);
      case Review review -> {
        Rating rating = review.rating();
        String language = review.language();
        yield new Contribution(
            review.version(),
            review.item(),
            review.byUser(),
            rating == null ? null : rating.hundredths(),
            language == null ? null : language.intern(), // few, and kept once per review
            instant(review.publishedAt()));
      }
    };
  }

  /// The same with objects that equal its own and are kept anyway.
  Contribution sharing(Item item, @Nullable Instant publishedAt) {
    return new Contribution(version, item, byUser, hundredths, language, publishedAt);
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
