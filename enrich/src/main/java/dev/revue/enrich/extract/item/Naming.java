package dev.revue.enrich.extract.item;

import dev.revue.common.event.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a page names its subject, told by the name that its text repeats: headlines add words
/// (`Storm Lamp 3000: the lamp for campers`) or leave the name for later (`Lamps tested: the Storm
/// 3000`).
final class Naming {
  private static final int SAMPLE = 30_000;
  private static final int TOP = 300;
  private static final int OFTEN = 3;
  private static final int TIMES = 4;
  private static final int LONG = 6;
  private static final Set<String> LOOSE =
      Set.of(
          "the", "a", "an", "of", "in", "on", "for", "and", "to", "with", "der", "die", "das",
          "von", "und", "mit", "für", "le", "la", "les", "de", "du", "et", "il", "lo", "di", "e",
          "el", "los", "y", "en", "my", "i", "we");
  private static final Set<String> ARTICLES =
      Set.of("the", "a", "der", "die", "das", "le", "la", "les", "il", "el", "lo");

  private final String source;
  private @Nullable String text;
  private final List<String> heads;

  /// @param heads headline, title of the document and its like, as they stand
  Naming(String text, List<String> heads) {
    List<String> folded = new ArrayList<>();
    for (String head : heads) folded.add(" " + Ids.fold(head) + " ");
    this.heads = folded;
    this.source = text.length() > SAMPLE ? text.substring(0, SAMPLE) : text;
  }

  /// The folded text, made when it is first asked for: most pages never need it.
  private String text() {
    if (text == null) text = withoutHeads(" " + Ids.fold(source) + " ", heads);
    return text;
  }

  /// A headline that stands above the text is no part of what the text says.
  private static String withoutHeads(String text, List<String> heads) {
    for (String head : heads) {
      int at = text.indexOf(head);
      if (at >= 0 && at < TOP && head.length() > 2)
        return text.substring(0, at) + text.substring(at + head.length() - 1);
    }
    return text;
  }

  /// How often the text holds a name, at most so many times as matter here.
  int count(String name) {
    String folded = Ids.fold(name);
    if (folded.isEmpty()) return 0;
    String word = " " + folded + " ";
    int hits = 0;
    String said = text();
    for (int at = said.indexOf(word);
        at >= 0 && hits < 1_000;
        at = said.indexOf(word, at + word.length() - 1)) hits++;
    return hits;
  }

  /// The name in what stands behind the colon of a headline, where the text repeats that and not
  /// what stands before it; null elsewhere.
  @Nullable String behindColon(String headline, String before) {
    int colon = headline.indexOf(": ");
    if (colon < 0 || headline.indexOf(": ", colon + 2) >= 0) return null;
    String[] words = headline.substring(colon + 2).split("[|–—]", 2)[0].strip().split(" +");
    int from = words.length > 1 && ARTICLES.contains(words[0].toLowerCase(Locale.ROOT)) ? 1 : 0;
    String name = String.join(" ", Arrays.copyOfRange(words, from, words.length));
    boolean capital = !name.isEmpty() && !Character.isLowerCase(name.codePointAt(0));
    if (!capital || words.length - from < 2 || words.length - from > LONG) return null;
    return count(name) >= OFTEN && count(name) >= TIMES * count(before) ? name : null;
  }

  /// The part of a name that the page itself goes by: the whole, unless its text never says that
  /// but repeats how it begins, and another of its headlines goes on differently there.
  ///
  /// @param made of something that is made and sold, whose names grow long tails
  String settled(String name, boolean made) {
    String[] words = name.split(" +");
    int whole = count(name);
    for (int k = words.length - 1; k > 0; k--) {
      if (LOOSE.contains(bare(words[k - 1]))) continue;
      String part = String.join(" ", Arrays.copyOfRange(words, 0, k));
      int hits = count(part) - whole;
      boolean cut = words[k - 1].endsWith(":") || words[k - 1].endsWith(",");
      if (hits < (cut ? 1 : 2)) continue;
      if (whole == 0 && parts(part, name)) return Titles.tidy(part);
      if (made && ends(part) && hits >= TIMES * Math.max(1, whole)) return Titles.tidy(part);
      if (made && whole == 0 && words.length > LONG && k > 1 && hits >= OFTEN)
        return Titles.tidy(part);
    }
    return name;
  }

  private static String bare(String word) {
    return Ids.fold(word);
  }

  /// True where a head holds the part, but not the whole.
  private boolean parts(String part, String whole) {
    String start = " " + Ids.fold(part) + " ";
    String all = " " + Ids.fold(whole) + " ";
    for (String head : heads) if (head.contains(start) && !head.contains(all)) return true;
    return false;
  }

  /// True where one head says no more of it than the part.
  private boolean ends(String part) {
    String start = " " + Ids.fold(part) + " ";
    for (String head : heads) {
      int at = head.indexOf(start);
      if (at < 0) continue;
      String[] after = head.substring(at + start.length()).split(" ", 2);
      if (after[0].isEmpty() || TitleWords.REVIEW.contains(after[0])) return true;
    }
    return false;
  }
}
