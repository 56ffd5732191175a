package dev.revue.enrich.extract.byline;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Dates as pages write them, brought to ISO 8601. A plain date stays a date, a time keeps its
/// offset. Linear.
final class Dates {
  private static final int LONGEST = 120;
  private static final int MOST_TOKENS = 40;
  private static final Set<String> BETWEEN = Set.of("de", "del", "of", "the", "di", "d", "г");

  private Dates() {}

  /// The date of an attribute or of mark-up; null where the text is none, or one that the calendar
  /// does not have.
  static @Nullable String iso(@Nullable String text, DateOrder order) {
    if (text == null) return null;
    String s = text.strip();
    if (s.length() < 8 || s.length() > LONGEST) return null;
    String iso = machine(s);
    return iso != null ? iso : find(s, order);
  }

  /// `2024-03-05`, `2024-03-05T10:00:00+01:00`, `2024-03-05 10:00:00`, `20240305`, `2024/03/05`.
  private static @Nullable String machine(String s) {
    if (!digit(s.charAt(0))) return null;
    try {
      if (s.length() == 8 && s.chars().allMatch(c -> digit((char) c)))
        return plausible(LocalDate.parse(s, DateTimeFormatter.BASIC_ISO_DATE));
      if (s.length() < 10) return null;
      char separator = s.charAt(4);
      if ((separator != '-' && separator != '/') || s.charAt(7) != separator) return null;
      String date = plausible(LocalDate.parse(s.substring(0, 10).replace('/', '-')));
      if (date == null || s.length() < 16) return date;
      return timed(date, s.substring(10).strip());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String timed(String date, String rest) {
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

  /// The first date in a line: its day, month and year stand side by side.
  static @Nullable String find(String line, DateOrder order) {
    List<Token> tokens = tokens(line);
    for (int i = 0; i < tokens.size(); i++) {
      String found = tokens.get(i).month > 0 ? written(tokens, i) : numeric(tokens, i, order);
      if (found != null) return found;
    }
    return null;
  }

  /// `5 March 2024`, `March 5th, 2024`, `5. März 2024`, `5 de marzo de 2024`, `2024 March 5`.
  private static @Nullable String written(List<Token> all, int month) {
    Token next = all.size() > month + 1 ? all.get(month + 1) : Token.NONE;
    Token after = all.size() > month + 2 ? all.get(month + 2) : Token.NONE;
    Token before = month > 0 ? all.get(month - 1) : Token.NONE;
    int number = all.get(month).month;
    if (before.day() && next.year()) return date(next.number, number, before.number);
    if (next.day() && after.year()) return date(after.number, number, next.number);
    if (before.year() && next.day()) return date(before.number, number, next.number);
    return null;
  }

  /// `05.03.2024`, `3/5/2024`, `2024-03-05`, `2024年3月5日`.
  private static @Nullable String numeric(List<Token> all, int i, DateOrder order) {
    if (i + 2 >= all.size()) return null;
    Token a = all.get(i);
    Token b = all.get(i + 1);
    Token c = all.get(i + 2);
    if (a.number < 0 || b.number < 0 || c.number < 0) return null;
    if (a.mark == 0 || a.mark != b.mark) return null;
    boolean goesOn = c.mark == a.mark && i + 3 < all.size() && all.get(i + 3).number >= 0;
    boolean began = i > 0 && all.get(i - 1).mark == a.mark;
    if (goesOn || began) return null;
    if (a.year() && a.digits == 4 && b.number <= 12 && c.day())
      return date(a.number, b.number, c.number);
    if (!c.year() || c.digits != 4 || !a.day() || !b.day() || a.mark == 'c') return null;
    boolean dayFirst = a.number > 12 || a.mark == '.' || order == DateOrder.DAY_FIRST;
    boolean clear = a.number > 12 || b.number > 12 || a.number == b.number || a.mark == '.';
    if (!clear && order == DateOrder.UNKNOWN) return null;
    if (b.number > 12) dayFirst = false;
    return dayFirst ? date(c.number, b.number, a.number) : date(c.number, a.number, b.number);
  }

  private static @Nullable String date(int year, int month, int day) {
    try {
      return plausible(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Words and numbers, without the small words and ordinals that may stand within a date.
  private static List<Token> tokens(String line) {
    List<Token> out = new ArrayList<>();
    int limit = Math.min(line.length(), LONGEST);
    for (int i = 0; i < limit && out.size() < MOST_TOKENS; ) {
      char c = line.charAt(i);
      int start = i;
      if (digit(c)) {
        while (i < limit && digit(line.charAt(i))) i++;
        int digits = i - start;
        int number = digits > 4 ? -1 : Integer.parseInt(line.substring(start, i));
        int ordinal = i;
        while (ordinal < limit && ordinal - i < 3 && latin(line.charAt(ordinal))) ordinal++;
        boolean time = i < limit && line.charAt(i) == ':';
        if (ordinal - i <= 2) i = ordinal;
        else number = -1;
        out.add(new Token(time ? -1 : number, digits, 0, mark(line, i)));
      } else if (Character.isLetter(c) && mark(line, i) == 0) {
        while (i < limit && Character.isLetter(line.charAt(i)) && mark(line, i) == 0) i++;
        String word = line.substring(start, i).toLowerCase(Locale.ROOT);
        Integer month = Months.number(word);
        if (month != null) out.add(new Token(-1, 0, month, '\0'));
        else if (!BETWEEN.contains(word)) out.add(Token.NONE);
      } else {
        i++;
      }
    }
    return out;
  }

  /// What holds the numbers of a date together: one of `/ . -`, or the signs for year and month; 0
  /// for anything else.
  private static char mark(String line, int at) {
    if (at >= line.length()) return '\0';
    char c = line.charAt(at);
    if (c == '/' || c == '.' || c == '-') return c;
    return c == '年' || c == '月' || c == '년' || c == '월' ? 'c' : '\0';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean latin(char c) {
    return (c >= 'a' && c <= 'z') || c == 'º' || c == 'ª';
  }

  private static @Nullable String plausible(LocalDate date) {
    return date.getYear() >= 1990 && date.getYear() < 2100 ? date.toString() : null;
  }

  /// @param number -1 for a word
  /// @param month 0 for what names none
  /// @param mark what follows a number without a space
  private record Token(int number, int digits, int month, char mark) {
    static final Token NONE = new Token(-1, 0, 0, '\0');

    boolean day() {
      return number >= 1 && number <= 31 && digits <= 2;
    }

    boolean year() {
      return number > 1900 && number < 2100;
    }
  }
}
