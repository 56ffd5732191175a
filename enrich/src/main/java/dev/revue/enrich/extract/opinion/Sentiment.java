package dev.revue.enrich.extract.opinion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How favourable a review is, from -1 to 1.
public final class Sentiment {
  private static final double SPREAD = 1.6;
  private static final double RATED = 0.6;
  private static final int LONGEST_HEARD = 100_000;

  private Sentiment() {}

  /// The sentiment of one sentence; 0 where nothing speaks.
  public static double sentence(String sentence, @Nullable String language) {
    return Said.of(sentence, Lexicon.of(language), List.of(), 0).sentiment();
  }

  /// The sentiment of a whole review, its rating heard where it has one; null where neither speaks.
  ///
  /// @param language BCP 47 primary tag
  /// @param score 0 to 100
  public static @Nullable Double review(
      String text, @Nullable String language, @Nullable Double score) {
    String heard = text.length() > LONGEST_HEARD ? text.substring(0, LONGEST_HEARD) : text;
    return review(Said.all(heard, Lexicon.of(language), List.of()), score);
  }

  static @Nullable Double review(List<Said> text, @Nullable Double score) {
    double sum = 0;
    int spoken = 0;
    for (Said said : text) {
      double one = said.sentiment();
      if (one == 0) continue;
      sum += one;
      spoken++;
    }
    if (spoken < 2 && score == null) return null;
    double words = spoken == 0 ? 0 : Math.clamp(SPREAD * sum / spoken, -1, 1);
    if (score == null) return round(words);
    double rated = (score - 50) / 50;
    return round(spoken < 2 ? rated : RATED * rated + (1 - RATED) * words);
  }

  static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
