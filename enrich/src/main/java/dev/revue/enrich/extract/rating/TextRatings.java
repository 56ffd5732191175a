package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.rating.Context.Judged;
import dev.revue.enrich.extract.rating.Context.Label;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The ratings that the visible text of a review gives: the writer's own as candidates, and what he
/// gives to single sides of the title.
///
/// @param sides ratings of one side each (`Graphics: 7/10`)
public record TextRatings(List<Candidate<Mention>> own, List<Side> sides) {
  private static final int LONGEST_BLOCK = 5_000;
  private static final int OPENING = 4;
  private static final int CLOSING = 4;
  private static final double MIDDLE = 0.85;

  /// A rating of one side of the title.
  public record Side(String name, Mention mention) {}

  /// Reads blocks of text in page order. The title is no rating, whatever it looks like (`9½
  /// Weeks`).
  public static TextRatings read(List<String> blocks, String title) {
    List<Candidate<Mention>> own = new ArrayList<>();
    List<Side> sides = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      String block = blocks.get(i);
      boolean edge = i < OPENING || i >= blocks.size() - CLOSING;
      String before = i > 0 ? blocks.get(i - 1) : "";
      for (Judged one : Context.judge(labelled(before, part(block), title))) {
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
    }
    return new TextRatings(own, sides);
  }

  /// A short block that is only a label (`Our verdict`) belongs to the rating below it.
  private static String labelled(String before, String block, String title) {
    String masked = masked(block, title);
    if (before.length() > 25 || block.length() > 25 || before.isEmpty()) return masked;
    return Words.LABELS.contains(lastWord(before)) ? before + ": " + masked : masked;
  }

  private static String lastWord(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int end = lower.length();
    while (end > 0 && !Character.isLetter(lower.charAt(end - 1))) end--;
    int start = end;
    while (start > 0 && Character.isLetter(lower.charAt(start - 1))) start--;
    return lower.substring(start, end);
  }

  private static String part(String block) {
    return block.length() <= LONGEST_BLOCK
        ? block
        : block.substring(block.length() - LONGEST_BLOCK);
  }

  static String masked(String text, String title) {
    boolean risky =
        title.length() >= 2
            && title
                .chars()
                .anyMatch(c -> Character.isDigit(c) || Glyphs.part(c) || Token.fraction(c) > 0);
    return risky && text.contains(title) ? text.replace(title, "_".repeat(title.length())) : text;
  }
}
