package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.rating.Mention.Form;
import dev.revue.enrich.extract.rating.Mention.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads every rating that stands in a text, in all notations, with a look-ahead of a few tokens:
/// linear and without backtracking. What a rating means where it stands is `Context`'s to judge.
final class Grammar {
  private static final Set<Double> BESTS = Set.of(3.0, 4.0, 5.0, 6.0, 7.0, 10.0, 12.0, 20.0, 100.0);
  private static final double MOST_OVER = 2;
  private static final double DIE = 6;

  private final String text;
  private final List<Token> tokens;
  private final List<Found> found = new ArrayList<>();

  private Grammar(String text) {
    this.text = text;
    this.tokens = Token.all(text);
  }

  /// A rating and the tokens it spans, `first` to before `last`.
  record Found(Mention mention, int first, int last) {}

  /// A text cut into tokens, and the ratings in it.
  record Reading(String text, List<Token> tokens, List<Found> found) {}

  /// True where people rate on a scale of this length.
  static boolean scale(double best) {
    return BESTS.contains(best);
  }

  static Reading read(String text) {
    Grammar grammar = new Grammar(text);
    grammar.run();
    return new Reading(text, grammar.tokens, grammar.found);
  }

  private void run() {
    for (int i = 0; i < tokens.size(); ) {
      Found one = at(i);
      if (one == null) {
        i++;
      } else {
        found.add(one);
        i = Math.max(one.last, i + 1);
      }
    }
  }

  private @Nullable Found at(int i) {
    Amount amount = amount(i);
    if (amount == null) return letter(i);
    Found scaled = scaled(i, amount);
    if (scaled != null) return scaled;
    Token first = tokens.get(i);
    return switch (first.kind()) {
      case STARS -> stars(i, first);
      case ASTERISKS -> asterisks(i, first);
      case UNITS ->
          new Found(
              Mention.unscaled(Form.UNITS, first.text(), first.value(), first.start(), first.end()),
              i,
              i + 1);
      case NUMBER, WORD -> alone(i, amount);
      case SYMBOL -> null;
    };
  }

  private @Nullable Found stars(int i, Token run) {
    int total = (int) Math.ceil(run.value()) + run.empty();
    // half a star beside a full row of empties stands for one of them
    if (run.empty() > 0
        && run.value() % 1 != 0
        && BESTS.contains(total - 1.0)
        && (!BESTS.contains((double) total) || (total == 6 && run.text().contains("½")))) total--;
    if (run.empty() > 0 && !BESTS.contains((double) total)) return null;
    if (run.empty() == 0 && (total > 10 || total == 0)) return null;
    // `★★★f`: half a star lost on the way; nobody can say what it was
    if (run.empty() == 0 && oneLetterFollows(i)) return null;
    // `☆` alone or five empties are a form to fill in, not a rating of zero
    if (run.value() == 0) return null;
    double best = run.empty() > 0 ? total : total > 5 ? 10 : 5;
    return new Found(
        Mention.scaled(
            Form.STARS,
            run.text(),
            run.value(),
            best,
            run.empty() > 0 ? Scale.GLYPHS : Scale.ASSUMED,
            run.start(),
            run.end()),
        i,
        i + 1);
  }

  private boolean oneLetterFollows(int i) {
    if (i + 1 >= tokens.size()) return false;
    Token next = tokens.get(i + 1);
    return next.is(Token.Kind.WORD)
        && next.start() == tokens.get(i).end()
        && next.end() - next.start() == 1;
  }

  /// A footnote, emphasis or a censored word has its asterisks at a letter.
  private @Nullable Found asterisks(int i, Token run) {
    boolean atLetter =
        (run.start() > 0 && Character.isLetterOrDigit(text.charAt(run.start() - 1)))
            || (run.end() < text.length() && Character.isLetterOrDigit(text.charAt(run.end())));
    if (atLetter) return null;
    return new Found(
        Mention.unscaled(Form.ASTERISKS, run.text(), run.value(), run.start(), run.end()),
        i,
        i + 1);
  }

  /// `4/5`, `4 out of 5`, `4 stars (out of five)`, `** out of ****`.
  private @Nullable Found scaled(int i, Amount amount) {
    int at = amount.last;
    boolean unit = unit(at);
    double value = amount.value;
    if (unit) {
      at++;
      Amount more = value % 1 == 0 ? part(at) : null;
      if (more != null) {
        value += more.value;
        at = more.last;
      }
    }
    boolean paren = symbol(at, "(");
    if (paren) at++;
    Form form;
    if (symbol(at, "/") || symbol(at, "／") || symbol(at, "⁄")) {
      form = Form.FRACTION;
      at++;
    } else if (word(at, "out") && word(at + 1, "of")) {
      form = Form.OUT_OF;
      at += 2;
    } else if ((word(at, "ud") && word(at + 1, "af")) || (word(at, "ut") && word(at + 1, "av"))) {
      form = Form.OUT_OF;
      at += 2;
    } else if (wordIn(at, Words.WEAK_OF)) {
      form = Form.WEAK_OF;
      at++;
    } else {
      return null;
    }
    for (int skipped = 0; skipped < 3 && wordIn(at, Words.BEFORE_SCALE); skipped++) at++;
    Amount best = amount(at);
    if (best == null) return null;
    boolean runs = amount.glyphs && best.glyphs;
    // `★★★★ / 5`, but not `★★★★☆ / 12`
    Token first = tokens.get(i);
    if (amount.glyphs
        && !best.glyphs
        && form == Form.FRACTION
        && first.empty() > 0
        && Math.ceil(value) + first.empty() != best.value) return null;
    if (!runs && !BESTS.contains(best.value)) return null;
    if (value > best.value
        && !(form != Form.FRACTION
            && best.value >= 5
            && value <= best.value * MOST_OVER
            && value % 1 == 0)) return null;
    if (dated(i, best.last, form)) return null;
    int last = best.last;
    if (unit(last)) {
      unit = true;
      last++;
    }
    if (paren && symbol(last, ")")) last++;
    if (form == Form.WEAK_OF && (unit || amount.glyphs)) form = Form.OUT_OF;
    int start = tokens.get(i).start();
    int end = tokens.get(last - 1).end();
    return new Found(
        Mention.scaled(
            form, text.substring(start, end), value, best.value, Scale.EXPLICIT, start, end),
        i,
        last);
  }

  /// A date or a path goes on with more of the same; a padded number is a date's.
  private boolean dated(int first, int last, Form form) {
    if (form != Form.FRACTION) return false;
    if (symbol(last, "/") && last + 1 < tokens.size() && tokens.get(last + 1).is(Token.Kind.NUMBER))
      return true;
    if (first > 0
        && symbol(first - 1, "/")
        && tokens.get(first - 1).end() == tokens.get(first).start()) return true;
    String value = tokens.get(first).text();
    String best = tokens.get(last - 1).text();
    return (value.length() == 2 && value.charAt(0) == '0')
        || (best.length() == 2 && best.charAt(0) == '0')
        || ratio(last);
  }

  private boolean ratio(int last) {
    return symbol(last, ":")
        && last + 1 < tokens.size()
        && tokens.get(last + 1).is(Token.Kind.NUMBER)
        && tokens.get(last).start() == tokens.get(last - 1).end()
        && tokens.get(last + 1).start() == tokens.get(last).end();
  }

  /// A number with nothing said about its scale: percent, stars, points, or bare.
  private @Nullable Found alone(int i, Amount amount) {
    Token first = tokens.get(i);
    int last = amount.last;
    int end = tokens.get(last - 1).end();
    if (die(i, amount.value)) {
      return new Found(
          Mention.scaled(
              Form.OUT_OF,
              text.substring(first.start(), end),
              amount.value,
              DIE,
              Scale.EXPLICIT,
              first.start(),
              end),
          i,
          last);
    }
    if (last < tokens.size()
        && (symbol(last, "%") || symbol(last, "％"))
        && first.is(Token.Kind.NUMBER)) {
      if (amount.value > 100) return null;
      end = tokens.get(last).end();
      return new Found(
          Mention.scaled(
              Form.PERCENT,
              text.substring(first.start(), end),
              amount.value,
              100,
              Scale.EXPLICIT,
              first.start(),
              end),
          i,
          last + 1);
    }
    if (unit(last)) {
      // `ein Punkt` is a point of view
      if (amount.value == 1 && !first.is(Token.Kind.NUMBER) && !wordIn(last, Words.STAR_UNITS))
        return null;
      double value = amount.value;
      last++;
      Amount more = value % 1 == 0 ? part(last) : null;
      if (more != null) {
        value += more.value;
        last = more.last;
      }
      end = tokens.get(last - 1).end();
      return new Found(
          Mention.unscaled(
              Form.UNITS, text.substring(first.start(), end), value, first.start(), end),
          i,
          last);
    }
    if (!first.is(Token.Kind.NUMBER) || amount.value > 100 || partOfMore(i, last)) return null;
    return new Found(
        Mention.unscaled(
            Form.BARE, text.substring(first.start(), end), amount.value, first.start(), end),
        i,
        last);
  }

  /// Danes and Norwegians throw a die: `Terningkast 5` is of six.
  private boolean die(int i, double value) {
    if (value < 1 || value > DIE || value % 1 != 0) return false;
    int before = i - 1;
    while (before > 0 && (symbol(before, ":") || symbol(before, "-") || symbol(before, "–")))
      before--;
    return word(before, "terningkast") || word(before, "terningskast");
  }

  /// `5/4`, `1-5`, `12:30`: one number of a pair that is no rating means nothing by itself.
  private boolean partOfMore(int i, int last) {
    boolean goesOn =
        last + 1 < tokens.size() && joint(last) && tokens.get(last + 1).is(Token.Kind.NUMBER);
    boolean wentOn = i > 1 && joint(i - 1) && tokens.get(i - 2).is(Token.Kind.NUMBER);
    // the scale of a rating that is missing (`TBA/10`), the end of a name (`PG-13`)
    boolean tail =
        symbol(i - 1, "/")
            || (symbol(i - 1, "-")
                && word(i - 2)
                && tokens.get(i - 1).start() == tokens.get(i - 2).end()
                && tokens.get(i - 1).end() == tokens.get(i).start());
    return goesOn || wentOn || tail;
  }

  private boolean joint(int i) {
    return symbol(i, "/")
        || symbol(i, "-")
        || symbol(i, "–")
        || symbol(i, ":")
        || symbol(i, ".")
        || symbol(i, ",");
  }

  private @Nullable Found letter(int i) {
    Token token = tokens.get(i);
    if (!token.is(Token.Kind.WORD) || token.end() - token.start() != 1) return null;
    String letter = text.substring(token.start(), token.end());
    if (letter.compareTo("A") < 0 || letter.compareTo("F") > 0) return null;
    int last = i + 1;
    String sign = "";
    if (last < tokens.size()
        && tokens.get(last).start() == token.end()
        && "+-−–—".contains(tokens.get(last).text())) {
      sign = tokens.get(last).text();
      last++;
    }
    // `A-ha`, `B-movie`, `C++`
    if (!sign.isEmpty()
        && last < tokens.size()
        && tokens.get(last).start() == tokens.get(last - 1).end()
        && !closes(last)) return null;
    Integer score = Letters.score(letter, sign);
    if (score == null) return null;
    int end = tokens.get(last - 1).end();
    Mention mention =
        new Mention(
            Form.LETTER,
            letter + sign,
            score,
            null,
            Scale.EXPLICIT,
            (double) score,
            token.start(),
            end);
    return new Found(mention, i, last);
  }

  private boolean closes(int at) {
    return tokens.get(at).is(Token.Kind.SYMBOL) && ".,;)]|!\"'”’:".contains(tokens.get(at).text());
  }

  /// A number, a number word with its half (`three-and-a-half`), or a run of glyphs.
  private @Nullable Amount amount(int i) {
    if (i >= tokens.size()) return null;
    Token token = tokens.get(i);
    return switch (token.kind()) {
      case NUMBER -> withPart(token.value(), i + 1);
      case STARS, ASTERISKS, UNITS -> new Amount(token.value(), i + 1, true);
      case WORD -> inWords(i, token);
      case SYMBOL -> null;
    };
  }

  private @Nullable Amount inWords(int i, Token token) {
    Double number = Words.NUMBERS.get(token.text());
    return number == null ? null : withPart(number, i + 1);
  }

  private Amount withPart(double number, int last) {
    Amount more = number % 1 == 0 ? part(last) : null;
    return more == null
        ? new Amount(number, last, false)
        : new Amount(number + more.value, more.last, false);
  }

  /// `and a half`, `-and-a-quarter`, `et demie`, `en halv`, `and three quarters`.
  private @Nullable Amount part(int i) {
    int at = symbol(i, "-") ? i + 1 : i;
    if (!wordIn(at, Words.AND)) return null;
    at++;
    if (symbol(at, "-")) at++;
    double times = 1;
    if (wordIn(at, Words.ARTICLES)) at++;
    else if (wordIn(at, Words.THREE)) {
      times = 3;
      at++;
    }
    if (symbol(at, "-")) at++;
    Double part = at < tokens.size() ? Words.PARTS.get(tokens.get(at).text()) : null;
    return part == null || times * part >= 1 ? null : new Amount(times * part, at + 1, false);
  }

  private boolean unit(int i) {
    return wordIn(i, Words.STAR_UNITS) || wordIn(i, Words.POINT_UNITS);
  }

  private boolean wordIn(int i, Set<String> words) {
    return i < tokens.size()
        && tokens.get(i).is(Token.Kind.WORD)
        && words.contains(tokens.get(i).text());
  }

  private boolean word(int i, String word) {
    return i >= 0
        && i < tokens.size()
        && tokens.get(i).is(Token.Kind.WORD)
        && tokens.get(i).is(word);
  }

  private boolean word(int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(Token.Kind.WORD);
  }

  private boolean symbol(int i, String symbol) {
    return i >= 0
        && i < tokens.size()
        && tokens.get(i).is(Token.Kind.SYMBOL)
        && tokens.get(i).is(symbol);
  }

  private record Amount(double value, int last, boolean glyphs) {}
}
