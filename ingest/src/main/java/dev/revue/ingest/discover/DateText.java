package dev.revue.ingest.discover;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date as documents write it: RFC 822, RFC 850, ISO 8601, or only its year and month.
///
/// @param begin of the day, month or year that it names; the same as `end` where it names a time
record DateText(Instant begin, Instant end) {
  private static final int LONGEST = 200;
  private static final String TIME = "(?:\\D{1,3}(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?)?";
  private static final String ZONE = "\\s*([a-z]{1,5}|[+-]\\d{2}:?\\d{2})?.*";
  private static final Pattern NAMED_MONTH =
      Pattern.compile(
          "(?:[a-z]+,?\\s+)?(\\d{1,2})[ -]([a-z]{3})[a-z]*\\.?[ -](\\d{4}|\\d{2})\\b"
              + TIME
              + ZONE);
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)" + TIME + ZONE);
  private static final Pattern PERIOD = Pattern.compile("(\\d{4})(?:-(\\d{2}))?");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Map<String, Integer> ZONES =
      Map.of(
          "est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7,
          "cet", 1, "cest", 2);

  /// A time without a zone that we know is in UTC; empty where there is no date.
  static Optional<DateText> parse(String text) {
    String said = text.strip().toLowerCase(Locale.ROOT);
    if (said.isEmpty() || said.length() > LONGEST) return Optional.empty();
    try {
      Matcher iso = ISO.matcher(said);
      if (iso.matches()) {
        return Optional.of(
            at(
                LocalDate.of(number(iso.group(1)), number(iso.group(2)), number(iso.group(3))),
                iso));
      }
      Matcher period = PERIOD.matcher(said);
      if (period.matches()) return Optional.of(period(number(period.group(1)), period.group(2)));
      Matcher named = NAMED_MONTH.matcher(said);
      if (!named.matches()) return Optional.empty();
      int month = MONTHS.indexOf(named.group(2)) + 1;
      return Optional.of(
          at(LocalDate.of(year(named.group(3)), month, number(named.group(1))), named));
    } catch (DateTimeException e) {
      return Optional.empty(); // no such day
    }
  }

  private static DateText period(int year, @Nullable String month) {
    LocalDate first = LocalDate.of(year, month == null ? 1 : number(month), 1);
    return days(first, month == null ? first.plusYears(1) : first.plusMonths(1));
  }

  private static DateText days(LocalDate first, LocalDate after) {
    return new DateText(
        first.atStartOfDay().toInstant(ZoneOffset.UTC),
        after.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static DateText at(LocalDate day, Matcher found) {
    @Nullable String hour = found.group(4);
    if (hour == null) return days(day, day.plusDays(1));
    @Nullable String second = found.group(6);
    LocalTime time =
        LocalTime.of(number(hour), number(found.group(5)), second == null ? 0 : number(second));
    Instant at = OffsetDateTime.of(day, time, zone(found.group(7))).toInstant();
    return new DateText(at, at);
  }

  private static ZoneOffset zone(@Nullable String said) {
    if (said == null) return ZoneOffset.UTC;
    if (Character.isLetter(said.charAt(0))) {
      return ZoneOffset.ofHours(ZONES.getOrDefault(said, 0));
    }
    return ZoneOffset.of(said);
  }

  /// Two digits are of this century up to 69, as HTTP's old dates are read.
  private static int year(String digits) {
    int year = number(digits);
    if (digits.length() == 4) return year;
    return year < 70 ? 2000 + year : 1900 + year;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
