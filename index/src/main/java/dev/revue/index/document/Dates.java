package dev.revue.index.document;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Dates of pages in a form that `strict_date_optional_time` takes: a plain date stays a date, a
/// time keeps its offset and at most its milliseconds; what is no date is absent.
final class Dates {
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private static final DateTimeFormatter WRITE =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("'T'HH:mm:ss")
          .appendFraction(ChronoField.MILLI_OF_SECOND, 0, 3, true)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private static final int FIRST_YEAR = 1;
  private static final int LAST_YEAR = 9999;

  private Dates() {}

  /// A date as the index takes it, and its year.
  record Date(String text, int year) {}

  static Optional<Date> date(@Nullable String text) {
    if (text == null) return Optional.empty();
    try {
      return Optional.of(parse(text.strip())).filter(d -> inRange(d.year));
    } catch (java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  static String instant(java.time.Instant instant) {
    return WRITE.format(instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
  }

  static boolean inRange(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static Date parse(String text) {
    if (text.length() == 4) return new Date(text, Year.parse(text).getValue());
    if (text.length() == 7) return new Date(text, YearMonth.parse(text).getYear());
    TemporalAccessor parsed =
        READ.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    int year = parsed.get(ChronoField.YEAR);
    return new Date(
        parsed instanceof LocalDate date ? date.toString() : WRITE.format(parsed), year);
  }
}
