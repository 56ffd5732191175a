package dev.revue.enrich.extract.item;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `Title (1995)` at the start of a headline, of the browser's title or of a line near the top: how
/// films, games and books are named where it matters which one is meant.
public final class DatedTitle {
  private static final int LINES = 6;
  private static final int LONGEST = 80;
  private static final int OLDEST = 1880;
  private static final int NEWEST = 2100;

  private DatedTitle() {}

  /// The title without its year.
  public static Optional<String> of(@Nullable String headline, String documentTitle, String text) {
    Stream<String> heads = Stream.of(headline == null ? "" : headline, documentTitle);
    return Stream.concat(heads, text.lines().filter(line -> !line.isBlank()).limit(LINES))
        .flatMap(line -> before(line).stream())
        .findFirst();
  }

  private static Optional<String> before(String line) {
    int open = line.indexOf(" (");
    if (open < 1 || open > LONGEST || open + 7 > line.length() || line.charAt(open + 6) != ')') {
      return Optional.empty();
    }
    String title = withoutMaker(line.substring(0, open).strip());
    boolean sentence = title.contains(". ") || title.contains("? ") || title.contains("! ");
    return !sentence && year(line.substring(open + 2, open + 6)) && capital(title)
        ? Optional.of(title)
        : Optional.empty();
  }

  /// `Piranesi, a novel by Susanna Clarke` names the maker, too.
  private static String withoutMaker(String title) {
    int comma = title.indexOf(", a");
    return comma > 0 && title.indexOf(" by ", comma) > 0 ? title.substring(0, comma) : title;
  }

  private static boolean capital(String title) {
    int first = title.codePointAt(0);
    return !Character.isLowerCase(first);
  }

  private static boolean year(String digits) {
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) return false;
    int year = Integer.parseInt(digits);
    return year >= OLDEST && year <= NEWEST;
  }
}
