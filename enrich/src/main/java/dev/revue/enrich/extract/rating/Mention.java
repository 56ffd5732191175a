package dev.revue.enrich.extract.rating;

import dev.revue.common.event.ReviewEvent.Rating;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A rating as it stands in a text.
///
/// @param best the scale's end; null where none is stated or implied
/// @param scale where `best` comes from
/// @param score 0 to 100; null where the scale is not known
/// @param start where it begins in the text
public record Mention(
    Form form,
    String raw,
    double value,
    @Nullable Double best,
    Scale scale,
    @Nullable Double score,
    int start,
    int end) {
  public enum Form {
    /// `4/5`
    FRACTION,
    /// `4 out of 5`
    OUT_OF,
    /// `4 von 5`, `4 de 5`: words that also mean something else
    WEAK_OF,
    /// `★★★☆☆`
    STARS,
    /// `***`
    ASTERISKS,
    /// `❤❤❤`, `3 cats`
    UNITS,
    PERCENT,
    /// `B+`
    LETTER,
    /// a number by itself
    BARE,
    /// a school grade where 1 is best
    SCHOOL
  }

  /// Where the end of a rating's scale comes from.
  public enum Scale {
    /// it stands beside the value, or the notation has no other (percent, letters)
    EXPLICIT,
    /// mark-up gives it, or its standard where it is left out
    MARKUP,
    /// empty glyphs show it
    GLYPHS,
    /// nothing gives it; the usual one was taken (`★★★★` is 4 of 5)
    ASSUMED,
    /// what the same author's other ratings say
    PRIOR,
    /// nothing gives it, and there is no usual one
    NONE;

    /// True where the page itself does not tell.
    public boolean open() {
      return this == ASSUMED || this == NONE;
    }
  }

  static Mention scaled(
      Form form, String raw, double value, double best, Scale scale, int start, int end) {
    return new Mention(form, raw, value, best, scale, score(value, best), start, end);
  }

  static Mention unscaled(Form form, String raw, double value, int start, int end) {
    return new Mention(form, raw, value, null, Scale.NONE, null, start, end);
  }

  /// A bare number that is a school grade.
  static Mention school(Mention bare, double score) {
    return new Mention(
        Form.SCHOOL,
        bare.raw,
        bare.value,
        1.0,
        Scale.EXPLICIT,
        Math.round(score * 100) / 100.0,
        bare.start,
        bare.end);
  }

  /// The same value on another scale.
  public Mention on(double otherBest, Scale from) {
    return new Mention(form, raw, value, otherBest, from, score(value, otherBest), start, end);
  }

  private static double score(double value, double best) {
    return Math.round(Math.min(100, 100 * value / best) * 100) / 100.0;
  }

  /// What leaves for the review event.
  public Rating rating(String shown) {
    Double worst = form == Form.SCHOOL ? 6.0 : null;
    String from = scale == Scale.NONE ? null : scale.name().toLowerCase(Locale.ROOT);
    return new Rating(shown, form == Form.LETTER ? null : value, best, worst, score, from);
  }

  /// The same rating counts as the same, however it is written.
  public Object key() {
    return score == null ? "v" + value : (Object) Math.round(score);
  }
}
