package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.rating.Mention.Form;
import dev.revue.enrich.extract.rating.Mention.Scale;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Ratings in the names of classes and picture files: `stars-4_5`, `rating-50`, `score_90`.
final class ClassNames {
  private static final int REACH = 120;

  private ClassNames() {}

  static @Nullable Mention rating(Element element) {
    for (String name : element.classNames()) {
      if (name.length() > 60) continue;
      Mention mention = read(element, name.toLowerCase(Locale.ROOT));
      if (mention != null) return mention;
    }
    return null;
  }

  private static @Nullable Mention read(Element element, String name) {
    int digits = 0;
    while (digits < name.length() && !Token.digit(name.charAt(digits))) digits++;
    if (digits == name.length() || digits == 0) return null;
    String word = name.substring(0, digits);
    boolean stars = word.contains("star") || word.contains("sterne") || word.contains("stelle");
    boolean rating =
        stars || word.contains("rating") || word.contains("score") || word.contains("note");
    if (!rating || word.contains("col") || word.contains("size") || word.contains("fa-"))
      return null;
    Double value = MarkedRatings.number(name.substring(digits).replace('_', '.').replace('-', '.'));
    if (value == null || value == 0) return null;
    if (stars && value <= 5 && value % 0.5 == 0)
      return Mention.scaled(Form.STARS, name, value, 5, Scale.ASSUMED, 0, 0);
    if (value < 5 || value > 100 || value % 5 != 0) return null;
    return shownBeside(element, name, value);
  }

  /// `score_90` means 9 of 10 where a 9 stands beside it, `stars_45` 4.5 of 5 where a 4.5 does.
  private static @Nullable Mention shownBeside(Element element, String name, double value) {
    Element parent = element.parent();
    String near = Texts.of(parent == null ? element : parent, REACH);
    for (Token token : Token.all(near)) {
      if (!token.is(Token.Kind.NUMBER) || token.value() * 10 != value) continue;
      boolean five = value <= 50 && (name.startsWith("star") || name.contains("-star"));
      return Mention.scaled(
          Form.FRACTION, token.text(), token.value(), five ? 5 : 10, Scale.MARKUP, 0, 0);
    }
    return null;
  }
}
