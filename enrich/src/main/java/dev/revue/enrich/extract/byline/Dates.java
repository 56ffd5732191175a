package dev.revue.enrich.extract.byline;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Dates as pages write them, brought to ISO 8601. A plain date stays a date, a time keeps its
/// offset.
final class Dates {
  private static final Map<String, Integer> MONTHS = new java.util.HashMap<>();

  static {
    String[] languages = {
      "january february march april may june july august september october november december",
      "jan feb mar apr may jun jul aug sep oct nov dec",
      "januar februar märz april mai juni juli august september oktober november dezember",
      "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
      "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
      "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
      "januari februari maart april mei juni juli augustus september oktober november december",
      "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
      "jänner feber mrz apr mai jun jul aug sept okt nov dez"
    };
    for (String names : languages) {
      String[] all = names.split(" ");
      for (int i = 0; i < all.length; i++) MONTHS.putIfAbsent(all[i], i + 1);
    }
  }

  private Dates() {}

  /// The date in ISO 8601; null where the text is none, or one that the calendar does not have.
  static @Nullable String iso(@Nullable String text) {
    if (text == null) return null;
    String s = text.strip();
    if (s.length() < 8 || s.length() > 60) return null;
    String iso = numeric(s);
    return iso != null ? iso : written(s);
  }

  /// `2024-03-05`, `2024-03-05T10:00:00+01:00`, `2024-03-05 10:00:00`, `20240305`, `2024/03/05`.
  private static @Nullable String numeric(String s) {
    if (!Character.isDigit(s.charAt(0))) return null;
    try {
      if (s.length() == 8 && s.chars().allMatch(Character::isDigit)) {
        return plausible(LocalDate.parse(s, DateTimeFormatter.BASIC_ISO_DATE));
      }
      char separator = s.length() > 4 ? s.charAt(4) : ' ';
      if ((separator != '-' && separator != '/') || s.length() < 10 || s.charAt(7) != separator)
        return null;
      String day = s.substring(0, 10).replace('/', '-');
      String date = plausible(LocalDate.parse(day));
      if (date == null || s.length() < 16) return date;
      return timed(date, s.substring(10).strip());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String timed(String date, String rest) {
    String time = rest.startsWith("T") || rest.startsWith("t") ? rest.substring(1) : rest;
    time = time.replace(" UTC", "Z").replace(" GMT", "Z").replace(" ", "");
    String offset = "";
    int at = Math.max(time.lastIndexOf('+'), time.lastIndexOf('-'));
    if (time.endsWith("Z") || time.endsWith("z")) {
      offset = "Z";
      time = time.substring(0, time.length() - 1);
    } else if (at > 0) {
      offset = offset(time.substring(at));
      time = time.substring(0, at);
    }
    try {
      if (offset.isEmpty()) {
        LocalDateTime.parse(date + "T" + time);
        return date;
      }
      return OffsetDateTime.parse(date + "T" + time + offset)
          .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    } catch (DateTimeException e) {
      return date;
    }
  }

  private static String offset(String text) {
    if (text.length() == 5 && text.indexOf(':') < 0)
      return text.substring(0, 3) + ":" + text.substring(3);
    return text.length() == 3 ? text + ":00" : text;
  }

  /// `5 March 2024`, `March 5, 2024`, `5. März 2024`, `5 de marzo de 2024`, `Fri, 07 Jul 2023 …`.
  private static @Nullable String written(String s) {
    int day = 0;
    int month = 0;
    int year = 0;
    for (String part : s.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", 14)) {
      if (part.isEmpty()) continue;
      Integer named = MONTHS.get(part);
      if (named != null && month == 0) month = named;
      else if (Character.isDigit(part.charAt(0))) {
        int number = leading(part);
        if (number > 1900 && number < 2100 && year == 0) year = number;
        else if (number >= 1 && number <= 31 && day == 0) day = number;
      }
      if (day > 0 && month > 0 && year > 0) break;
    }
    if (day == 0 || month == 0 || year == 0) return null;
    try {
      return plausible(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int leading(String part) {
    int n = 0;
    for (int i = 0; i < part.length() && i < 5 && Character.isDigit(part.charAt(i)); i++)
      n = n * 10 + part.charAt(i) - '0';
    return n;
  }

  private static @Nullable String plausible(LocalDate date) {
    return date.getYear() >= 1990 && date.getYear() < 2100 ? date.toString() : null;
  }
}
