package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.markup.MarkedReview.Marked;
import dev.revue.enrich.extract.rating.Mention.Form;
import dev.revue.enrich.extract.rating.Mention.Scale;
import org.jspecify.annotations.Nullable;

/// Ratings as mark-up writes them: numbers with comma or point, fractions, percentages, letters;
/// best 5 where it says nothing.
public final class MarkedRatings {
  private static final double SCHEMA_BEST = 5;

  private MarkedRatings() {}

  /// Null where the value is no rating: empty, zero of a form not filled in, above the scale.
  public static @Nullable Mention read(Marked marked) {
    String text = marked.value().strip();
    Double plain = number(text);
    if (!text.isEmpty() && "-−–".indexOf(text.charAt(0)) >= 0) return null;
    String stated = marked.best();
    Double best = stated == null ? null : scale(stated.strip());
    if (stated != null && !stated.isBlank() && best == null && plain != null)
      return plain == 0 ? null : Mention.unscaled(Form.BARE, text, plain, 0, text.length());
    if (plain != null) return plain(text, plain, best, marked.worst());
    Mention mention = Written.read(text).mentionOrNull();
    if (mention == null) return null;
    return Written.number(mention) ? plain(text, mention.value(), best, marked.worst()) : mention;
  }

  private static @Nullable Mention plain(
      String raw, double value, @Nullable Double best, @Nullable String worst) {
    Double least = worst == null ? null : number(worst.strip());
    double scale = best != null && best > 0 ? best : SCHEMA_BEST;
    if (best == null && value > SCHEMA_BEST)
      return Mention.unscaled(Form.BARE, raw, value, 0, raw.length());
    if (value < 0 || value > scale || (value == 0 && (least == null || least > 0))) return null;
    return Mention.scaled(Form.FRACTION, raw, value, scale, Scale.MARKUP, 0, raw.length());
  }

  /// The number in `10`, `10 points`, `out of 10`; null where there is none.
  private static @Nullable Double scale(String text) {
    Double plain = number(text);
    if (plain != null || text.length() > Written.LONGEST) return plain;
    for (Token token : Token.all(text)) if (token.is(Token.Kind.NUMBER)) return token.value();
    return null;
  }

  /// A number with point or comma; null where it is none.
  static @Nullable Double number(String text) {
    if (text.isEmpty() || text.length() > 12) return null;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == ',') points++;
      else if (!Token.digit(c)) return null;
    }
    if (points > 1 || points == text.length()) return null;
    return Double.valueOf(text.replace(',', '.'));
  }
}
