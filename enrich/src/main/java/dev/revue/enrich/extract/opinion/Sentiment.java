package dev.revue.enrich.extract.opinion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How favourable words are, from -1 to 1, by a lexicon with negation, emphasis and contrast.
public final class Sentiment {
  private static final int NEGATION_REACH = 3;
  private static final double AFTER_CONTRAST = 1.5;
  private static final double BEFORE_CONTRAST = 0.6;
  private static final double SOFTENING = 1.2;
  private static final double RATED = 0.6;

  private Sentiment() {}

  /// The sentiment of one sentence; 0 where nothing speaks.
  public static double sentence(String sentence) {
    List<String> words = words(sentence);
    int turn = contrast(words);
    double sum = 0;
    for (int i = 0; i < words.size(); i++) {
      Double weight = Lexicon.WORDS.get(words.get(i));
      if (weight == null) continue;
      sum +=
          weight
              * modifier(words, i)
              * (turn < 0 ? 1 : i > turn ? AFTER_CONTRAST : BEFORE_CONTRAST);
    }
    return round(sum / (Math.abs(sum) + SOFTENING));
  }

  /// The sentiment of a whole review, its rating heard where it has one; null where neither speaks.
  public static @Nullable Double review(String text, @Nullable Double score) {
    return review(Said.all(text), score);
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
    double words = spoken == 0 ? 0 : Math.clamp(1.6 * sum / spoken, -1, 1);
    if (score == null) return round(words);
    double rated = (score - 50) / 50;
    return round(spoken < 2 ? rated : RATED * rated + (1 - RATED) * words);
  }

  private static double modifier(List<String> words, int at) {
    double factor = 1;
    for (int i = at - 1; i >= Math.max(0, at - NEGATION_REACH); i--) {
      String word = words.get(i);
      if (Lexicon.NEGATIONS.contains(word)) return -0.7 * factor;
      if (Lexicon.BOOSTERS.contains(word) && i == at - 1) factor = 1.4;
      if (Lexicon.DAMPERS.contains(word) && i == at - 1) factor = 0.6;
      if (word.equals(",")) break;
    }
    // "not just a worthy addition" praises
    return factor;
  }

  private static int contrast(List<String> words) {
    for (int i = words.size() - 1; i > 0; i--) {
      if (Lexicon.CONTRASTS.contains(words.get(i)) && !words.get(i).equals("while")) return i;
    }
    return -1;
  }

  /// Words in lower case and commas; `not just` and `not only` negate nothing and are left out.
  static List<String> words(String sentence) {
    List<String> out = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= sentence.length(); i++) {
      char c = i < sentence.length() ? sentence.charAt(i) : ' ';
      boolean part =
          Character.isLetter(c)
              || (start >= 0
                  && (c == '’' || c == '\'' || c == '-')
                  && i + 1 < sentence.length()
                  && Character.isLetter(sentence.charAt(i + 1)));
      if (part && start < 0) start = i;
      if (part) continue;
      if (start >= 0) {
        String word = sentence.substring(start, i).toLowerCase(Locale.ROOT);
        boolean only =
            (word.equals("just")
                    || word.equals("only")
                    || word.equals("nur")
                    || word.equals("merely"))
                && !out.isEmpty()
                && Lexicon.NEGATIONS.contains(out.getLast());
        if (only) out.removeLast();
        else add(out, word);
        start = -1;
      }
      if (c == ',') out.add(",");
    }
    return out;
  }

  /// `action-packed` counts as its parts where it is no word of its own.
  private static void add(List<String> out, String word) {
    int hyphen = word.indexOf('-');
    if (hyphen < 0 || Lexicon.WORDS.containsKey(word)) {
      out.add(word);
      return;
    }
    for (String part : word.split("-")) out.add(part);
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
