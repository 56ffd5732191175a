package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.rating.Grammar.Found;
import dev.revue.enrich.extract.rating.Grammar.Reading;
import dev.revue.enrich.extract.rating.Mention.Form;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A string that holds a rating by itself (a critic's own score, a value in mark-up, a marked part
/// of a page), read, or refused for a reason.
public sealed interface Written {
  /// A rating with its score.
  record Read(Mention mention) implements Written {
    public Read {
      if (mention.score() == null)
        throw new IllegalArgumentException("'" + mention.raw() + "' has no score");
    }

    public double value() {
      return mention.value();
    }

    /// Null of a letter.
    public @Nullable Double best() {
      return mention.best();
    }

    public double score() {
      return mention.score() == null ? 0 : mention.score();
    }
  }

  /// @param unscaled the value, where only its scale is missing
  record Refused(Reason reason, @Nullable Mention unscaled) implements Written {}

  enum Reason {
    EMPTY,
    /// a number or a count, but nothing says of how many
    NO_SCALE,
    /// `5/4`
    ABOVE_ITS_SCALE,
    /// `6/8`: nobody rates on such a scale
    UNKNOWN_SCALE,
    /// `F-`
    UNKNOWN_GRADE,
    /// `1-5`, `2/5/24`: numbers that do not make one rating
    MALFORMED,
    /// `4/5 8/10`
    AMBIGUOUS,
    /// words, a certificate, prose
    NO_RATING
  }

  int LONGEST = 80;
  int MOST_WORDS = 6;

  static Written read(String text) {
    if (text.isBlank()) return refused(Reason.EMPTY);
    if (text.length() > LONGEST) return refused(Reason.NO_RATING);
    Reading reading = Grammar.read(text);
    Mention scaled = null;
    Mention unscaled = null;
    int said = 0;
    for (Found found : reading.found()) {
      said += found.last() - found.first();
      Mention one = found.mention();
      if (one.score() == null) {
        // the text's own label may hold a digit (`Verdict 2.0: 7`), so the last number counts
        unscaled = one;
      } else if (scaled == null || scaled.key().equals(one.key())) {
        scaled = scaled == null ? one : scaled;
      } else {
        return refused(Reason.AMBIGUOUS);
      }
    }
    if (words(reading.tokens()) - said > MOST_WORDS) return refused(Reason.NO_RATING);
    if (scaled != null) return new Read(scaled);
    Reason wrong = pair(reading.tokens());
    if (wrong != null) return refused(wrong);
    if (unscaled != null) return new Refused(Reason.NO_SCALE, unscaled);
    return refused(grade(reading.tokens()) ? Reason.UNKNOWN_GRADE : Reason.NO_RATING);
  }

  private static Refused refused(Reason reason) {
    return new Refused(reason, null);
  }

  private static int words(List<Token> tokens) {
    int words = 0;
    for (Token token : tokens) if (!token.is(Token.Kind.SYMBOL)) words++;
    return words;
  }

  /// What is wrong with the first two numbers that stand together as if one were the other's scale.
  private static @Nullable Reason pair(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token value = tokens.get(i);
      if (!value.is(Token.Kind.NUMBER) || i + 1 == tokens.size()) continue;
      String joint = tokens.get(i + 1).text();
      if (joint.equals("%") && value.value() > 100) return Reason.ABOVE_ITS_SCALE;
      if (i + 2 == tokens.size() || !tokens.get(i + 2).is(Token.Kind.NUMBER)) continue;
      if (Set.of("-", "–", ":", ",", ".").contains(joint)) return Reason.MALFORMED;
      if (!joint.equals("/")) continue;
      double best = tokens.get(i + 2).value();
      if (value.value() > best) return Reason.ABOVE_ITS_SCALE;
      return Grammar.scale(best) ? Reason.MALFORMED : Reason.UNKNOWN_SCALE;
    }
    return null;
  }

  private static boolean grade(List<Token> tokens) {
    return tokens.size() == 2
        && tokens.get(0).text().length() == 1
        && "abcdef".contains(tokens.get(0).text())
        && "+-−–".contains(tokens.get(1).text());
  }

  /// The mention that a reading leaves, with or without a score; null where there is none.
  default @Nullable Mention mentionOrNull() {
    return switch (this) {
      case Read read -> read.mention();
      case Refused refused -> refused.unscaled();
    };
  }

  /// True of a count without a scale, of which only a number is left where mark-up gives the scale.
  static boolean number(Mention mention) {
    return mention.form() == Form.BARE || mention.form() == Form.UNITS;
  }
}
