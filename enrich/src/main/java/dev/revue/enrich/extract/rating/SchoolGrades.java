package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.rating.Grammar.Found;
import dev.revue.enrich.extract.rating.Grammar.Reading;
import dev.revue.enrich.extract.rating.Mention.Form;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// German school grades, of which 1 is the best and 6 the worst: `sehr gut (1,4)`, `Schulnote 2`.
/// Only where a word says so, for elsewhere a small number is a bad rating.
final class SchoolGrades {
  private static final int BEST = 1;
  private static final int WORST = 6;
  private static final int REACH = 4;

  /// The grade that each word stands for; `sehr gut` is one better than `gut`.
  private static final Map<String, Integer> NAMES =
      Map.of("gut", 2, "befriedigend", 3, "ausreichend", 4, "mangelhaft", 5, "ungenügend", 6);

  private static final Set<String> LABELS =
      Set.of("schulnote", "schulnoten", "testnote", "endnote", "gesamtnote", "testurteil");

  private SchoolGrades() {}

  /// The same number as a grade; null where nothing says that it is one.
  ///
  /// @param language of the text: `Note` is a school grade in German and a rating in French
  static @Nullable Mention read(Reading reading, Found found, @Nullable String language) {
    Mention m = found.mention();
    if (m.form() != Form.BARE || m.value() < BEST || m.value() > WORST) return null;
    return named(reading.tokens(), found) || labelled(reading.tokens(), found, language)
        ? Mention.school(m, 100 * (WORST - m.value()) / (WORST - BEST))
        : null;
  }

  /// True where the grade's name stands beside it and fits it.
  private static boolean named(List<Token> tokens, Found found) {
    double value = found.mention().value();
    int from = Math.max(0, found.first() - REACH);
    for (int i = from; i < Math.min(tokens.size(), found.last() + REACH); i++) {
      Integer name = NAMES.get(tokens.get(i).text());
      if (name == null) continue;
      boolean very = name == 2 && i > 0 && tokens.get(i - 1).is("sehr");
      if (Math.abs(value - (very ? BEST : name)) <= 0.6) return true;
    }
    return false;
  }

  private static boolean labelled(List<Token> tokens, Found found, @Nullable String language) {
    for (int i = found.first() - 1; i >= Math.max(0, found.first() - REACH); i--) {
      Token token = tokens.get(i);
      if (!token.is(Token.Kind.WORD)) continue;
      return LABELS.contains(token.text()) || (token.is("note") && "de".equals(language));
    }
    return false;
  }
}
