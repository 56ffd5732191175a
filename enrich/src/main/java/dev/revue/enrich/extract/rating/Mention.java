package dev.revue.enrich.extract.rating;

import dev.revue.common.event.ReviewEvent.Rating;
import org.jspecify.annotations.Nullable;

/// A rating as it stands in a text.
///
/// @param best the scale's end; null where none is stated or implied
/// @param score 0 to 100; null where the scale is not known
/// @param start where it begins in the text
public record Mention(
    Form form,
    String raw,
    double value,
    @Nullable Double best,
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

  static Mention scaled(Form form, String raw, double value, double best, int start, int end) {
    double score = Math.min(100, 100 * value / best);
    return new Mention(form, raw, value, best, Math.round(score * 100) / 100.0, start, end);
  }

  static Mention unscaled(Form form, String raw, double value, int start, int end) {
    return new Mention(form, raw, value, null, null, start, end);
  }

  /// What leaves for the review event.
  public Rating rating(String shown) {
    return new Rating(shown, form == Form.LETTER ? null : value, best, null, score);
  }

  /// The same rating counts as the same, however it is written.
  public Object key() {
    return score == null ? "v" + value : (Object) Math.round(score);
  }
}
