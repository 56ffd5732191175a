package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.rating.Grammar.Found;
import dev.revue.enrich.extract.rating.Grammar.Reading;
import dev.revue.enrich.extract.rating.Mention.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Judges which of the ratings in one block of text are the writer's own, by label, place and
/// company.
final class Context {
  private static final int WINDOW = 12;
  private static final int LABEL_REACH = 4;
  private static final int REACH = 60;
  private static final Set<Double> AGES = Set.of(12.0, 13.0, 15.0, 16.0, 17.0, 18.0, 21.0);
  private static final Set<Double> USUAL = Set.of(5.0, 10.0, 100.0, 20.0);

  private final Reading reading;
  private final List<Token> tokens;
  private final @Nullable String language;

  private Context(Reading reading, @Nullable String language) {
    this.reading = reading;
    this.tokens = reading.tokens();
    this.language = language;
  }

  /// How a rating is introduced.
  enum Label {
    NONE,
    /// by a word such as `Rating`
    RATING,
    /// by a word such as `Overall`
    OVERALL,
    /// by a word that is no rating's (`Graphics: 7/10`): one side of the title
    SIDE
  }

  /// A rating that may be the writer's own.
  record Judged(Mention mention, Label label, double confidence, @Nullable String side) {}

  static List<Judged> judge(String text) {
    return judge(text, null);
  }

  /// @param language of the text, where it is known
  static List<Judged> judge(String text, @Nullable String language) {
    Reading reading = Grammar.read(text);
    if (reading.found().isEmpty()) return List.of();
    Context context = new Context(reading, language);
    if (context.legend()) return List.of();
    List<Judged> out = new ArrayList<>();
    for (Found found : reading.found()) {
      Judged one = context.judge(found);
      if (one != null && one.confidence > 0) out.add(one);
    }
    return out;
  }

  /// `1 star 2 stars 3 stars`, `1/5 2/5 3/5 4/5 5/5`: a form or the key to the ratings, nobody's
  /// rating.
  private boolean legend() {
    Set<Object> steps = new HashSet<>();
    int rising = 0;
    double last = -1;
    for (Found found : reading.found()) {
      Mention m = found.mention();
      if (m.form() == Form.BARE || m.form() == Form.LETTER) continue;
      if (Math.abs(m.value() - last) == 1) rising++;
      last = m.value();
      steps.add(m.value());
    }
    return steps.size() >= 3 && rising >= 2 && steps.size() - rising <= 1;
  }

  private @Nullable Judged judge(Found found) {
    Mention school = SchoolGrades.read(reading, found, language);
    Mention m = school == null ? found.mention() : school;
    Label label = label(found);
    if (forbidden(found, label)) return null;
    boolean labelled = label == Label.RATING || label == Label.OVERALL;
    boolean alone = rest(found) <= 0;
    double confidence =
        switch (m.form()) {
          case FRACTION, OUT_OF -> scaled(found, labelled, alone);
          case WEAK_OF ->
              labelled
                  ? 0.9
                  : alone || rest(found) == 1 ? 0.75 : gives(found) && !inWords(found) ? 0.6 : 0;
          case STARS -> stars(found, labelled, alone);
          case ASTERISKS ->
              labelled ? 0.75 : alone ? ornament(m) ? 0 : 0.6 : rest(found) == 1 ? 0.6 : 0;
          case UNITS -> labelled ? 0.75 : alone || rest(found) == 1 ? 0.6 : gives(found) ? 0.5 : 0;
          case PERCENT -> labelled ? 0.85 : alone ? 0.6 : 0;
          case LETTER -> letter(found, labelled, alone);
          case BARE -> labelled && rest(found) <= 4 && !age(found) ? 0.6 : 0;
          case SCHOOL -> labelled || rest(found) <= 3 ? 0.7 : 0.5;
        };
    return new Judged(m, label, confidence, label == Label.SIDE ? side(found) : null);
  }

  private boolean inWords(Found found) {
    return tokens.get(found.first()).is(Token.Kind.WORD);
  }

  /// `***` alone parts two scenes, `*` opens a footnote.
  private static boolean ornament(Mention m) {
    return m.value() == 1 || m.value() == 3 || m.value() > 5;
  }

  /// `Rated 18`, `Rating: 12`: from which age on.
  private boolean age(Found found) {
    if (!AGES.contains(found.mention().value())) return false;
    for (int i = Math.max(0, found.first() - LABEL_REACH); i < found.first(); i++)
      if (word(i, "rated") || word(i, "rating") || word(i, "age")) return true;
    return false;
  }

  private double scaled(Found found, boolean labelled, boolean alone) {
    if (labelled) return 0.9;
    double best = found.mention().best() == null ? 0 : found.mention().best();
    boolean glyphs = !tokens.get(found.first()).is(Token.Kind.NUMBER);
    if (alone) return counter(found) ? 0.4 : 0.8;
    if (gives(found)) return 0.7;
    if (counts(found)) return 0;
    if (!USUAL.contains(best)
        && !glyphs
        && found.mention().value() % 0.5 == 0
        && found.mention().form() == Form.FRACTION) {
      return ends(found) && best != 3 ? 0.5 : 0;
    }
    if (best == 20 && found.mention().value() == 20) return 0;
    if (ends(found) || starts(found)) return 0.65;
    return bracketed(found) ? 0.55 : 0.4;
  }

  /// `1 / 10`: the first picture of ten.
  private boolean counter(Found found) {
    Mention m = found.mention();
    return m.form() == Form.FRACTION && m.value() == 1 && m.raw().contains(" /");
  }

  /// `9 out of 10 owners would buy it`: so many of those that the next word names.
  private boolean counts(Found found) {
    if (found.mention().form() != Form.OUT_OF || found.last() >= tokens.size()) return false;
    Token next = tokens.get(found.last());
    return next.is(Token.Kind.WORD)
        && Character.isLowerCase(reading.text().charAt(next.start()))
        && !Words.GOES_ON.contains(next.text())
        && !Words.STAR_UNITS.contains(tokens.get(found.last() - 1).text())
        && !Words.POINT_UNITS.contains(tokens.get(found.last() - 1).text())
        && rest(found) > 1;
  }

  private double stars(Found found, boolean labelled, boolean alone) {
    Mention m = found.mention();
    boolean bare = m.value() == 1 && tokens.get(found.first()).empty() == 0;
    if (labelled) return bare ? 0.7 : 0.9;
    if (bare) return alone ? 0.5 : ends(found) && !starts(found) ? 0.55 : 0;
    if (alone) return 0.85;
    return ends(found) || starts(found) ? 0.75 : 0.6;
  }

  private double letter(Found found, boolean labelled, boolean alone) {
    boolean signed = found.last() - found.first() > 1;
    if (labelled) return directly(found) && !named(found) ? 0.85 : 0;
    if (alone) return signed || bracketed(found) ? 0.65 : 0.4;
    return 0;
  }

  /// `Grade B western`: a letter that names a sort of what follows.
  private boolean named(Found found) {
    return found.last() - found.first() == 1
        && found.first() > 0
        && tokens.get(found.first() - 1).is(Token.Kind.WORD)
        && found.last() < tokens.size()
        && tokens.get(found.last()).is(Token.Kind.WORD)
        && Character.isLowerCase(reading.text().charAt(tokens.get(found.last()).start()));
  }

  /// Other people's, another title's, or no rating at all.
  private boolean forbidden(Found found, Label label) {
    int from = sentenceStart(found.first());
    for (int i = Math.max(from, found.first() - WINDOW); i < found.first(); i++) {
      String word = tokens.get(i).text();
      if (Words.OTHERS.contains(word)
          && !(label == Label.OVERALL && i < found.first() - LABEL_REACH)) return true;
      if (Words.OTHER_TITLES.contains(word)
          && found.mention().form() != Form.BARE
          && label == Label.NONE) return true;
    }
    int to = sentenceEnd(found.last());
    for (int i = found.last(); i < Math.min(to, found.last() + 6); i++) {
      if (Words.OTHERS.contains(tokens.get(i).text()) || word(i, "ratings") || word(i, "reviews"))
        return true;
    }
    if (attributed(found, label) || dated(found) || noGrade(found)) return true;
    if (found.last() < tokens.size() && Words.MEASURES.contains(tokens.get(found.last()).text()))
      return true;
    if (found.first() > 0) {
      Token before = tokens.get(found.first() - 1);
      if (Words.ORDINALS.contains(before.text()) || "$€£#&=~".contains(before.text())) return true;
      if (found.mention().form() == Form.PERCENT
          && "-−–".contains(before.text())
          && before.end() == tokens.get(found.first()).start()) return true;
      if (before.is("-")
          && before.end() == tokens.get(found.first()).start()
          && before.start() > 0
          && Character.isLetter(reading.text().charAt(before.start() - 1))) return true;
    }
    return quoted(found);
  }

  /// `In theaters 5/10`, `Posted: 5/10`.
  private boolean dated(Found found) {
    if (found.mention().form() != Form.FRACTION) return false;
    int at = found.first() - 1;
    while (at > 0 && (tokens.get(at).is(":") || word(at, "on"))) at--;
    return at >= 0 && Words.DATED.contains(tokens.get(at).text());
  }

  /// `Energy grade: A`, `ESRB rating: E`.
  private boolean noGrade(Found found) {
    Form form = found.mention().form();
    if (form != Form.LETTER && form != Form.BARE) return false;
    for (int i = Math.max(0, found.first() - LABEL_REACH); i < found.first(); i++)
      if (Words.NO_GRADES.contains(tokens.get(i).text())) return true;
    return false;
  }

  /// `8/10 from the Gazette`, `“A triumph” ★★★★ – The Gazette`: whose it is stands behind it.
  private boolean attributed(Found found, Label label) {
    if (label != Label.NONE && !word(found.first() - 1, "rated")) return false;
    int at = found.last();
    while (at < tokens.size() && (tokens.get(at).is(")") || tokens.get(at).is(","))) at++;
    boolean quote = !tokens.isEmpty() && "“\"„«".contains(tokens.getFirst().text());
    boolean dash = at < tokens.size() && "–—-".contains(tokens.get(at).text());
    if (!wordFrom(at) && !(quote && dash)) return false;
    at++;
    if (word(at, "the")) at++;
    return at < tokens.size()
        && tokens.get(at).is(Token.Kind.WORD)
        && Character.isUpperCase(reading.text().charAt(tokens.get(at).start()));
  }

  private boolean wordFrom(int at) {
    return word(at, "from") || word(at, "by") || word(at, "per") || word(at, "laut");
  }

  /// `IGN gave it 8/10`: a name, then a verb that hands out the rating.
  private boolean quoted(Found found) {
    int from = Math.max(sentenceStart(found.first()), found.first() - 8);
    for (int i = from + 1; i < found.first(); i++) {
      if (!Words.GIVES.contains(tokens.get(i).text())) continue;
      Token subject = tokens.get(i - 1);
      if (!subject.is(Token.Kind.WORD)) continue;
      String shown = reading.text().substring(subject.start(), subject.end());
      boolean name =
          Character.isUpperCase(shown.charAt(0))
              && shown.length() > 1
              && !Set.of("we", "it", "this", "that", "ich", "wir", "je", "nous", "which")
                  .contains(subject.text());
      if (name
          && (i - 1 > sentenceStart(found.first())
              || (shown.length() > 2 && shown.equals(shown.toUpperCase(java.util.Locale.ROOT)))))
        return true;
    }
    return false;
  }

  private Label label(Found found) {
    boolean labelled = false;
    int from = Math.max(sentenceStart(found.first()), found.first() - LABEL_REACH);
    boolean colon = false;
    for (int i = found.first() - 1; i >= from; i--) {
      Token token = tokens.get(i);
      if (token.is(":") || token.is("：")) colon = true;
      if (!token.is(Token.Kind.WORD)) continue;
      if (word(i, "from") || word(i, "by") || word(i, "up") || word(i, "starring"))
        return Label.NONE;
      if (Words.OVERALL.contains(token.text())) return Label.OVERALL;
      if (Words.LABELS.contains(token.text())) labelled = true;
    }
    if (labelled) return Label.RATING;
    if (found.last() + 1 < tokens.size() && rest(found) <= 2) {
      for (int i = found.last(); i < Math.min(tokens.size(), found.last() + 2); i++)
        if (word(i, "score") || word(i, "rating")) return Label.RATING;
    }
    return colon && found.first() - from <= LABEL_REACH ? Label.SIDE : Label.NONE;
  }

  private String side(Found found) {
    int from = Math.max(sentenceStart(found.first()), found.first() - LABEL_REACH);
    int start = tokens.get(from).start();
    int end = tokens.get(found.first()).start();
    String label = reading.text().substring(start, end).strip();
    return label.endsWith(":") ? label.substring(0, label.length() - 1).strip() : label;
  }

  private boolean directly(Found found) {
    for (int i = found.first() - 1; i >= Math.max(0, found.first() - 3); i--) {
      Token token = tokens.get(i);
      if (token.is(Token.Kind.WORD))
        return Words.LABELS.contains(token.text()) || Words.OVERALL.contains(token.text());
      if (token.is(":") || token.is("-") || token.is("–") || token.is("=") || token.is("("))
        continue;
      return false;
    }
    return false;
  }

  private boolean gives(Found found) {
    int from = Math.max(sentenceStart(found.first()), found.first() - 8);
    for (int i = from; i < found.first(); i++)
      if (Words.GIVES.contains(tokens.get(i).text())) return true;
    return false;
  }

  private boolean bracketed(Found found) {
    return found.first() > 0 && "([".contains(tokens.get(found.first() - 1).text());
  }

  private boolean ends(Found found) {
    for (int i = found.last(); i < tokens.size(); i++)
      if (tokens.get(i).is(Token.Kind.WORD) || tokens.get(i).is(Token.Kind.NUMBER)) return false;
    return true;
  }

  private boolean starts(Found found) {
    for (int i = 0; i < found.first(); i++)
      if (tokens.get(i).is(Token.Kind.WORD) || tokens.get(i).is(Token.Kind.NUMBER)) return false;
    return true;
  }

  /// Words of the block beside this rating, its label and other notations of it.
  private int rest(Found found) {
    if (tokens.size() > REACH) return REACH;
    int words = 0;
    for (int i = 0; i < tokens.size() && words < 20; i++) {
      if (i >= found.first() && i < found.last()) continue;
      Token token = tokens.get(i);
      boolean counts = token.is(Token.Kind.WORD) || token.is(Token.Kind.NUMBER);
      if (counts
          && !Words.LABELS.contains(token.text())
          && !Words.STAR_UNITS.contains(token.text())
          && !partOfOther(found, i)) words++;
    }
    return words;
  }

  private boolean partOfOther(Found mine, int token) {
    for (Found other : reading.found()) {
      if (other.equals(mine)
          || other.mention().form() == Form.BARE
          || other.mention().form() == Form.LETTER) continue;
      if (token >= other.first() && token < other.last()) return true;
      if (other.first() > token) break;
    }
    return false;
  }

  private boolean word(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(word);
  }

  private int sentenceStart(int i) {
    int at = i;
    while (at > 0 && i - at < REACH && !stop(at - 1)) at--;
    return at;
  }

  private int sentenceEnd(int i) {
    int at = i;
    while (at < tokens.size() && at - i < REACH && !stop(at)) at++;
    return at;
  }

  private boolean stop(int i) {
    Token token = tokens.get(i);
    return token.is(Token.Kind.SYMBOL)
        && (token.is("!")
            || token.is("?")
            || token.is(";")
            || (token.is(".")
                && (i + 1 == tokens.size() || tokens.get(i + 1).start() > token.end())));
  }
}
