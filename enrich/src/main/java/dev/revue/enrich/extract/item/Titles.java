package dev.revue.enrich.extract.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the title in the headline of a review: `“X” review: clever words` → `X`.
final class Titles {
  private static final Set<String> KINDS =
      Set.of(
          "movie",
          "film",
          "album",
          "book",
          "game",
          "tv",
          "series",
          "show",
          "season",
          "music",
          "theater",
          "theatre",
          "video",
          "product",
          "car",
          "restaurant",
          "dvd",
          "blu",
          "ray",
          "4k",
          "uhd",
          "novel",
          "single",
          "ep",
          "console",
          "pc",
          "ps5",
          "ps4",
          "xbox",
          "switch",
          "spoiler",
          "free",
          "advance",
          "quick",
          "first",
          "drive",
          "full",
          "hardware",
          "our",
          "my",
          "a",
          "the",
          "buch",
          "serien",
          "spiel",
          "kino",
          "cd",
          "livre",
          "jeu",
          "libro",
          "im",
          "en",
          "de",
          "du",
          "in",
          "zu",
          "zum",
          "zur",
          "von",
          "der",
          "des",
          "fazit",
          "netflix",
          "amazon",
          "disney",
          "hbo",
          "und",
          "and",
          "ausführlicher",
          "kurzer",
          "della",
          "del",
          "of",
          "for",
          "le",
          "la",
          "il");
  private static final Set<String> LEFT_OF_WORD =
      Set.of(
          "movie",
          "film",
          "album",
          "book",
          "game",
          "tv",
          "series",
          "show",
          "season",
          "music",
          "video",
          "product",
          "car",
          "restaurant",
          "novel",
          "single",
          "spoiler",
          "free",
          "advance",
          "quick",
          "full",
          "dvd",
          "blu",
          "ray",
          "4k",
          "im",
          "serien",
          "kino");
  private static final Set<String> RIGHT_OF_WORD =
      Set.of("of", "for", "zu", "zum", "zur", "von", "du", "de", "del", "della", "di", "av", "af");
  private static final String OPEN = "‘“\"«„'‹";
  private static final String CLOSE = "’”\"»“'›";
  private static final int LONGEST = 150;

  private Titles() {}

  /// The title, or the headline itself where nothing marks a part of it; null where the headline is
  /// no review's.
  static @Nullable String inHeadline(String headline) {
    String quoted = quoted(headline);
    if (quoted != null) return quoted;
    String best = null;
    for (String part : parts(headline)) {
      if (!TitleWords.review(part)) continue;
      String bare = withoutReviewWords(part);
      boolean author = !part.equals(parts(headline).getFirst()) && person(bare);
      if (author) return tidy(parts(headline).getFirst());
      if (!bare.isEmpty()) return tidy(bare);
      best = "";
    }
    if (best == null) return null;
    for (String part : parts(headline)) if (!TitleWords.review(part)) return tidy(part);
    return null;
  }

  /// Two or three capitalised words: `Title - A. Writer [Review]` names the writer in the second
  /// part.
  private static boolean person(String text) {
    String[] words = tidy(text.replace("[", "").replace("]", "")).split(" +");
    if (words.length < 2 || words.length > 3) return false;
    for (String word : words)
      if (word.isEmpty()
          || !Character.isUpperCase(word.codePointAt(0))
          || !word.chars().skip(1).allMatch(c -> Character.isLowerCase(c) || c == '.' || c == '-'))
        return false;
    return true;
  }

  /// Without year in brackets, edges of punctuation, and what stands after ` by `.
  static String tidy(String title) {
    String out = title.strip();
    int bracket = out.lastIndexOf('(');
    if (bracket > 0 && out.endsWith(")")) out = out.substring(0, bracket).strip();
    while (!out.isEmpty() && ",;:–—-|·•*[".indexOf(out.charAt(out.length() - 1)) >= 0)
      out = out.substring(0, out.length() - 1).strip();
    while (!out.isEmpty() && ",;:–—-|·•*".indexOf(out.charAt(0)) >= 0)
      out = out.substring(1).strip();
    if (out.length() > 2
        && OPEN.indexOf(out.charAt(0)) >= 0
        && CLOSE.indexOf(out.charAt(out.length() - 1)) >= 0)
      out = out.substring(1, out.length() - 1).strip();
    return out.length() > LONGEST ? "" : out;
  }

  /// The part in quotation marks, if there is exactly one of some length.
  static @Nullable String quoted(String headline) {
    String found = null;
    for (int i = 0; i < headline.length(); i++) {
      int mark = OPEN.indexOf(headline.charAt(i));
      boolean opens = mark >= 0 && (i == 0 || !Character.isLetterOrDigit(headline.charAt(i - 1)));
      if (!opens) continue;
      int end = closing(headline, i + 1, CLOSE.charAt(mark));
      if (end < 0) continue;
      String inside = headline.substring(i + 1, end).strip();
      if (inside.length() < 2 || !Character.isLetterOrDigit(inside.codePointAt(0))) continue;
      if (found != null) return found;
      found = inside;
      i = end;
    }
    if (found != null && found.endsWith(",")) found = found.substring(0, found.length() - 1);
    return found;
  }

  private static int closing(String text, int from, char close) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == close
          && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)))) return i;
    }
    return -1;
  }

  private static List<String> parts(String headline) {
    List<String> out = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < headline.length(); i++) {
      char c = headline.charAt(i);
      boolean spaced =
          i > 0
              && i + 1 < headline.length()
              && headline.charAt(i - 1) == ' '
              && headline.charAt(i + 1) == ' ';
      boolean colon =
          (c == ':' || c == '：')
              && i + 1 < headline.length()
              && (c == '：' || headline.charAt(i + 1) == ' ');
      if (!(colon || c == '|' || c == '—' || ("-–•·~".indexOf(c) >= 0 && spaced))) continue;
      add(out, headline.substring(start, i));
      start = i + 1;
    }
    add(out, headline.substring(start));
    return joined(out, headline);
  }

  /// A title with a colon of its own (`A Series: The Film Review`) is put together again.
  private static List<String> joined(List<String> parts, String headline) {
    if (parts.size() < 2) return parts;
    String first = parts.get(0);
    String second = parts.get(1);
    boolean review = TitleWords.review(second) && !TitleWords.review(first);
    if (!headline.startsWith(first + ":")) return parts;
    if (!review || withoutReviewWords(second).isEmpty() || withoutReviewWords(second).length() > 60)
      return parts;
    List<String> out = new ArrayList<>(parts.subList(2, parts.size()));
    out.add(0, first + ": " + second);
    return out;
  }

  private static void add(List<String> out, String part) {
    if (!part.isBlank()) out.add(part.strip());
  }

  /// `Foo movie review` → `Foo`; `Review of Foo` → `Foo`; `Foo im Test` → `Foo`.
  static String withoutReviewWords(String part) {
    String[] words = part.split(" +");
    int at = -1;
    for (int i = 0; i < words.length; i++) if (TitleWords.REVIEW.contains(bare(words[i]))) at = i;
    if (at < 0) return part;
    int left = at;
    while (left > 0 && LEFT_OF_WORD.contains(bare(words[left - 1]))) left--;
    String before = String.join(" ", java.util.Arrays.copyOfRange(words, 0, left)).strip();
    int right = at + 1;
    while (right < words.length && RIGHT_OF_WORD.contains(bare(words[right]))) right++;
    String after =
        String.join(" ", java.util.Arrays.copyOfRange(words, right, words.length)).strip();
    boolean onlyKinds = true;
    for (String word : before.split(" +"))
      if (!word.isEmpty() && !KINDS.contains(bare(word))) onlyKinds = false;
    return onlyKinds ? after : before;
  }

  private static String bare(String word) {
    int end = word.length();
    String lower = word.toLowerCase(Locale.ROOT);
    while (end > 0 && !Character.isLetterOrDigit(lower.charAt(end - 1))) end--;
    int start = 0;
    while (start < end && !Character.isLetterOrDigit(lower.charAt(start))) start++;
    String bare = lower.substring(start, end);
    return bare.endsWith("'s") || bare.endsWith("’s") ? bare.substring(0, bare.length() - 2) : bare;
  }
}
