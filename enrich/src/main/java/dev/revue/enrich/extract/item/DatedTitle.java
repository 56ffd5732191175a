package dev.revue.enrich.extract.item;

import dev.revue.common.event.Ids;
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
    String head = headline == null ? "" : headline;
    String named = " " + Ids.fold(head + " " + documentTitle) + " ";
    Stream<String> heads = Stream.of(head, documentTitle).flatMap(line -> before(line).stream());
    Stream<String> lines =
        text.lines()
            .filter(line -> !line.isBlank())
            .limit(LINES)
            .flatMap(line ->
                before(line)
                    .filter(
                        title -> ends(line, title) || named.contains(" " + Ids.fold(title) + " "))
                    .stream());
    return Stream.concat(heads, lines).findFirst();
  }

  /// True of a line of its own: in a sentence, it may be any title that is spoken of.
  private static boolean ends(String line, String title) {
    return line.strip().length() <= title.length() + " (1995).".length();
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
