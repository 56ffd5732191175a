package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.rating.Context.Judged;
import dev.revue.enrich.extract.rating.Context.Label;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ratings that the visible text of a review gives: the writer's own as candidates, and what he
/// gives to single sides of the title.
///
/// @param sides ratings of one side each (`Graphics: 7/10`)
public record TextRatings(List<Candidate<Mention>> own, List<Side> sides) {
  private static final int LONGEST_BLOCK = 5_000;
  private static final int SHORT = 120;
  private static final String[] SIGNS = {
    "out of", " star", "stern", "étoile", "stelle", "estrella", "grade", "note", "rating", "score"
  };
  private static final int LEGEND = 3;
  private static final int MOST = 300;
  private static final int LABEL = 30;
  private static final int SCRAP = 12;
  private static final int OPENING = 4;
  private static final int CLOSING = 4;
  private static final double MIDDLE = 0.85;

  /// A rating of one side of the title.
  public record Side(String name, Mention mention) {}

  /// Reads blocks of text in page order. The title is no rating, whatever it looks like (`9½
  /// Weeks`).
  public static TextRatings read(List<String> blocks, String title) {
    return read(blocks, title, null);
  }

  /// @param language of the text, where it is known
  public static TextRatings read(List<String> blocks, String title, @Nullable String language) {
    List<Placed> all = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (!worth(blocks.get(i))) continue;
      for (Judged one : Context.judge(labelled(blocks, i, title), language))
        all.add(new Placed(one, i));
    }
    List<Candidate<Mention>> own = new ArrayList<>();
    List<Side> sides = new ArrayList<>();
    for (int at = 0; at < all.size(); at++) {
      int steps = steps(all, at);
      if (steps >= LEGEND) {
        at += steps - 1;
        continue;
      }
      Judged one = all.get(at).judged();
      int i = all.get(at).block();
      String block = blocks.get(i);
      boolean edge = i < OPENING || i >= blocks.size() - CLOSING;
      if (one.label() == Label.SIDE && one.side() != null) {
        sides.add(new Side(one.side(), one.mention()));
        continue;
      }
      double weight =
          one.label() == Label.OVERALL ? 1.05 : edge || one.label() == Label.RATING ? 1 : MIDDLE;
      own.add(
          new Candidate<>(
              one.mention(), Math.min(0.95, one.confidence() * weight), "text", part(block)));
    }
    // Of a page full of them, those in the middle are the least likely to be its own.
    if (own.size() > MOST) own.subList(MOST / 2, own.size() - MOST / 2).clear();
    return new TextRatings(own, sides);
  }

  /// A rating and the block that it stands in.
  private record Placed(Judged judged, int block) {}

  /// How many ratings from here on follow block by block in equal steps, as in a key to what the
  /// ratings mean (`★ Poor`, `★★ Fair`, `★★★ Good`).
  private static int steps(List<Placed> all, int at) {
    int last = at;
    double step = 0;
    while (last + 1 < all.size() && all.get(last).judged().label() == Label.NONE) {
      Placed here = all.get(last);
      Placed next = all.get(last + 1);
      Mention a = here.judged().mention();
      Mention b = next.judged().mention();
      double by = b.value() - a.value();
      boolean follows =
          next.block() > here.block()
              && next.block() - here.block() <= 2
              && next.judged().label() == Label.NONE
              && a.form() == b.form()
              && a.form() != Mention.Form.BARE
              && Math.abs(by) <= 1
              && by != 0;
      if (!follows || (step != 0 && by != step)) break;
      step = by;
      last++;
    }
    return last - at + 1;
  }

  /// Long prose without a digit, a symbol or a word for stars holds no rating.
  private static boolean worth(String block) {
    if (block.length() <= SHORT) return true;
    for (int i = 0; i < block.length(); i++) {
      char c = block.charAt(i);
      if (Token.digit(c)
          || c == '*'
          || c == '½'
          || (c > 0x2100 && c < 0x3000)
          || Character.isHighSurrogate(c)) return true;
    }
    String lower = block.toLowerCase(Locale.ROOT);
    for (String word : SIGNS) if (lower.contains(word)) return true;
    return false;
  }

  /// A short block that is only a label (`Our verdict`) belongs to the few short ones below it,
  /// among which a rating may be scattered (`7` and `/10`).
  private static String labelled(List<String> blocks, int i, String title) {
    String block = masked(part(blocks.get(i)), title);
    String before = i > 0 ? blocks.get(i - 1) : "";
    if (before.isEmpty() || before.length() > LABEL || block.length() > LABEL || !isLabel(before))
      return block;
    var out = new StringBuilder(before).append(": ").append(block);
    for (int next = i + 1;
        next < Math.min(blocks.size(), i + 3) && blocks.get(next).length() <= SCRAP;
        next++) out.append(' ').append(blocks.get(next));
    return out.toString();
  }

  private static boolean isLabel(String text) {
    int words = 0;
    boolean label = false;
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (word.isEmpty()) continue;
      words++;
      label |= Words.LABELS.contains(word);
    }
    return label && words <= 5;
  }

  private static String part(String block) {
    return block.length() <= LONGEST_BLOCK
        ? block
        : block.substring(block.length() - LONGEST_BLOCK);
  }

  private static boolean digits(String title) {
    return title
        .codePoints()
        .anyMatch(c -> Character.isDigit(c) || Glyphs.part(c) || Token.fraction(c) > 0);
  }

  /// `Four Stars`, but not `Seven`, which a rating may hold, too.
  private static boolean numbers(String title) {
    String[] words = title.toLowerCase(Locale.ROOT).split(" ", 20);
    if (words.length < 2) return false;
    for (String word : words) if (Words.NUMBERS.containsKey(word)) return true;
    return false;
  }

  static String masked(String text, String title) {
    boolean risky = title.length() >= 2 && (digits(title) || numbers(title));
    return risky
        ? Pattern.compile(title, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            .matcher(text)
            .replaceAll("_".repeat(title.length()))
        : text;
  }
}
