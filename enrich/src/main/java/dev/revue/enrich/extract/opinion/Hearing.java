package dev.revue.enrich.extract.opinion;

import dev.revue.enrich.extract.opinion.Lexicon.Meaning;
import java.util.List;

/// Hears one sentence: praise and blame, turned by negation within their clause, weighed by
/// emphasis and contrast, and taken back where they are only wished for or asked.
final class Hearing {
  private static final int REACH = 5;
  private static final int NEAR = 2;
  private static final double SOFTENING = 1.2;
  private static final double TURNED_PRAISE = -0.75;
  private static final double TURNED_BLAME = -0.6;
  private static final double EMPHASIS = 1.4;
  private static final double DAMPED = 0.6;
  private static final double CONCEDED = 0.5;
  private static final double BEFORE_CONTRAST = 0.5;
  private static final double AFTER_CONTRAST = 1.4;
  private static final double EXCESS = -0.6;
  private static final double WISHED = -0.5;
  private static final double FEARED = 0.3;
  private static final double SUPPOSED = 0.2;
  private static final double ASKED = 0.3;
  private static final int FAR = -100;

  private final List<String> words;
  private final Lexicon lexicon;
  private final double[] hits;
  private int heard;
  private int contrast;
  private double factor = 1;
  private boolean conceding;
  private boolean notOnly;
  // of the clause
  private int from;
  private int not;
  private int lack;
  private int lacks;
  private boolean ne;
  private boolean wished;
  private boolean supposed;
  private int less;
  private int too;
  private int very;
  private int slightly;
  private int lastAt;
  private boolean lastTurned;

  private Hearing(List<String> words, Lexicon lexicon) {
    this.words = words;
    this.lexicon = lexicon;
    this.hits = new double[words.size() + 1];
    clause();
  }

  /// From -1 to 1; 0 where nothing speaks.
  static double of(List<String> words, Lexicon lexicon, List<String> title) {
    return new Hearing(words, lexicon).sentence(title);
  }

  private double sentence(List<String> title) {
    for (int i = 0; i < words.size(); ) {
      if (named(title, i)) {
        i += title.size(); // whatever the title is called
        continue;
      }
      String word = words.get(i);
      if (mark(word)) {
        punctuation(i);
        i++;
        continue;
      }
      Meaning meaning = lexicon.at(words, i);
      if (meaning != null) hear(meaning, i);
      else if (ne && (word.equals("que") || word.equals("qu"))) not = FAR;
      i += meaning == null ? 1 : meaning.length();
    }
    clause();
    double sum = 0;
    boolean turned = contrast > 0 && contrast < heard;
    for (int i = 0; i < heard; i++)
      sum += hits[i] * (!turned ? 1 : i < contrast ? BEFORE_CONTRAST : AFTER_CONTRAST);
    if (!words.isEmpty() && words.getLast().equals(Words.QUESTION)) sum *= ASKED;
    return Math.round(100 * sum / (Math.abs(sum) + SOFTENING)) / 100.0;
  }

  private boolean named(List<String> title, int at) {
    if (title.isEmpty() || at + title.size() > words.size()) return false;
    for (int i = 0; i < title.size(); i++)
      if (!title.get(i).equals(words.get(at + i))) return false;
    return true;
  }

  private static boolean mark(String word) {
    return word.length() == 1 && ",;?".indexOf(word.charAt(0)) >= 0;
  }

  private void punctuation(int at) {
    boolean comma = words.get(at).equals(Words.COMMA);
    if (comma && lastTurned && at + 1 < words.size()) {
      Meaning next = lexicon.at(words, at + 1);
      // `not funny, clever or moving`: the negation goes on
      if (next != null && next.role() == Lexicon.Role.SAYS && next.weight() != 0) {
        if (not != FAR) not = at;
        if (lack != FAR) lack = at;
        return;
      }
    }
    clause();
    if (conceding) {
      conceding = false;
      factor = 1;
    }
  }

  /// Ends a clause: what it negated, supposed or weighed is over.
  private void clause() {
    boolean behind =
        heard > from
            && not != FAR
            && not > lastAt
            && not - lastAt <= REACH + 1
            && lexicon.negatesBackwards();
    if (behind) hits[heard - 1] *= hits[heard - 1] > 0 ? TURNED_PRAISE : TURNED_BLAME;
    from = heard;
    not = FAR;
    lack = FAR;
    less = FAR;
    too = FAR;
    very = FAR;
    slightly = FAR;
    lastAt = FAR;
    lacks = 0;
    ne = false;
    wished = false;
    supposed = false;
    lastTurned = false;
  }

  private void hear(Meaning meaning, int at) {
    switch (meaning.role()) {
      case SAYS -> hit(meaning.weight(), at);
      case NOT -> {
        not = at + meaning.length() - 1;
        ne = false;
      }
      case NE -> {
        not = at;
        ne = true;
      }
      case LACK -> {
        hit(meaning.weight(), at);
        lack = at + meaning.length() - 1;
        lacks++;
      }
      case VERY -> very = at + meaning.length() - 1;
      case SLIGHTLY -> slightly = at + meaning.length() - 1;
      case BUT -> {
        clause();
        if (!notOnly) contrast = heard;
        notOnly = false;
      }
      case THOUGH -> concede(at);
      case WHILST -> {
        if (at == 0) concede(at);
      }
      case IF -> supposed = true;
      case WOULD -> wished = true;
      case LESS -> less = at;
      case TOO -> too = at;
      case EXCESS -> {
        if (at - too <= NEAR) hit(EXCESS, at);
      }
      case ONLY -> {
        if (at - not <= NEAR) {
          not = FAR;
          notOnly = true;
        }
      }
    }
  }

  private void concede(int at) {
    clause();
    factor = CONCEDED;
    conceding = at <= NEAR; // up to the comma; else to the end
  }

  private void hit(double weight, int at) {
    if (weight == 0) return;
    double value = weight;
    if (at - very <= NEAR) value *= EMPHASIS;
    if (at - slightly <= NEAR) value *= DAMPED;
    if (at - too <= 1 && value > 0) value *= DAMPED;
    if (at - less <= NEAR) value *= -DAMPED;
    if (wished) value *= value > 0 ? WISHED : FEARED;
    boolean negated = at - not <= REACH;
    boolean missing = lacks % 2 == 1 && at - lack <= REACH;
    lastTurned = negated != missing;
    if (lastTurned) value *= value > 0 ? TURNED_PRAISE : TURNED_BLAME;
    if (supposed) value *= SUPPOSED;
    lastAt = at;
    hits[heard++] = value * factor;
  }
}
