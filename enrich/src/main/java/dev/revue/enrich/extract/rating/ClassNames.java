package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.rating.Mention.Form;
import dev.revue.enrich.extract.rating.Mention.Scale;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Ratings in the names of classes and picture files: `stars-4_5`, `rating-50`, `score_90`,
/// `3.5stars.png`, `rating-4-of-5`.
final class ClassNames {
  private static final int REACH = 120;
  private static final int LONGEST = 60;
  private static final Set<String> ENDINGS = Set.of("png", "gif", "jpg", "jpeg", "svg", "webp");

  private static final Set<String> COUNTED =
      Set.of("", "star", "stars", "sterne", "stelle", "estrellas", "etoiles", "rating");

  private ClassNames() {}

  static @Nullable Mention rating(Element element) {
    for (String name : element.classNames()) {
      if (name.length() > LONGEST) continue;
      Mention mention = read(element, name.toLowerCase(Locale.ROOT));
      if (mention != null) return mention;
    }
    return null;
  }

  /// What the name of a picture's file says, if it is about stars or a rating.
  static @Nullable Mention file(Element image) {
    String file = Icons.file(image.attr("src"));
    int query = file.indexOf('?');
    if (query >= 0) file = file.substring(0, query);
    int dot = file.lastIndexOf('.');
    if (dot < 1
        || dot > LONGEST
        || !ENDINGS.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT))) return null;
    return read(image, file.substring(0, dot).toLowerCase(Locale.ROOT));
  }

  private static @Nullable Mention read(Element element, String name) {
    int start = 0;
    while (start < name.length() && !Token.digit(name.charAt(start))) start++;
    if (start == name.length()) return null;
    int end = start;
    while (end < name.length() && (Token.digit(name.charAt(end)) || point(name, end))) end++;
    Double value =
        MarkedRatings.number(name.substring(start, end).replace('_', '.').replace('-', '.'));
    if (value == null || value == 0) return null;
    String before = name.substring(0, start);
    String after = name.substring(end);
    Double best = best(after);
    String word = before + " " + after;
    boolean stars = word.contains("star") || word.contains("sterne") || word.contains("stelle");
    boolean rating =
        stars || word.contains("rating") || word.contains("score") || word.contains("note");
    if (!rating || word.contains("col") || word.contains("size") || word.contains("fa-"))
      return null;
    if (best != null)
      return value <= best
          ? Mention.scaled(Form.STARS, name, value, best, Scale.EXPLICIT, 0, 0)
          : null;
    // behind the number only what says that it counts stars
    if (!COUNTED.contains(after.replace("-", "").replace("_", ""))) return null;
    if (stars && value <= 5 && value % 0.5 == 0)
      return Mention.scaled(Form.STARS, name, value, 5, Scale.ASSUMED, 0, 0);
    if (value < 5 || value > 100 || value % 5 != 0) return null;
    return shownBeside(element, name, value);
  }

  /// A separator with a digit on either side stands for the decimal point.
  private static boolean point(String name, int i) {
    char c = name.charAt(i);
    return (c == '.' || c == '_' || c == '-')
        && i > 0
        && i + 1 < name.length()
        && Token.digit(name.charAt(i - 1))
        && Token.digit(name.charAt(i + 1));
  }

  /// `-of-5`, `-out-of-10` behind the value.
  private static @Nullable Double best(String after) {
    int of = after.indexOf("of");
    if (of < 0 || of > 6 || of + 3 > after.length()) return null;
    Double best = MarkedRatings.number(after.substring(of + 3));
    return best == null || !Grammar.scale(best) ? null : best;
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
