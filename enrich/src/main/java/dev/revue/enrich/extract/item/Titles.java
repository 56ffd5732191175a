package dev.revue.enrich.extract.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the title in the headline of a review: `“X” review: clever words` → `X`.
final class Titles {
  /// Words that stand beside the word for a review and name no title: what was reviewed, for whom,
  /// how long.
  private static final Set<String> FILLERS =
      words(
          """
          movie film films filmu filmen album book game tv series show season music theater
          theatre video product car restaurant dvd blu ray blu-ray bluray 4k uhd hd novel
          single ep console pc ps5 ps4 xbox switch spoiler free advance quick first drive full
          hardware our my a the buch hörbuch roman serien serie spiel kino cd livre jeu libro
          im en de du in zu zum zur von der des den die das fazit netflix amazon disney hbo
          und and ausführlicher kurzer della del of for le la il el lo notre nos mon ma nostra
          nostro nuestra nuestro unser unsere mein meine complet complète completa completo
          détaillé hands-on in-depth long-term boken bogen filmens with photos rating ratings
          et y e sin spoilers
          """);

  /// Those that may be taken off the end of a title before the word for a review.
  private static final Set<String> LEFT_OF_WORD =
      words(
          """
          movie film album book game tv series show season music video product car restaurant novel
          single spoiler spoiler-free free advance quick full dvd blu ray blu-ray bluray 4k uhd im
          serien kino hands-on in-depth long-term notre nostra nuestra unser our my la le il el
          audiobook comic manga anime vinyl
          """);

  private static final Set<String> RIGHT_OF_WORD =
      words("of for zu zum zur von du de del della di av af на");
  private static final Set<String> THINGS =
      words("film movie book buch game spiel roman album livre libro jeu serie série series");
  private static final Set<String> PLATFORMS =
      words(
          """
          pc ps3 ps4 ps5 psvr psvr2 ps playstation xbox switch mac macos ios iphone ipad android wii
          steam stadia vita 3ds ds vr quest nintendo one series x s 2 4 5
          """);
  private static final Set<String> ON_PLATFORM =
      words("for on für auf pour sur para en per su till voor op");
  private static final Set<String> MAKER = words("by par von di de del da av af van door");
  private static final Set<String> PARTICLES =
      words("de la van von der den del di da du le and und et y & dos ten");
  private static final Set<String> BOOK_WORDS =
      words(
          "book buch rezension buchrezension buchkritik roman livre libro bogomtale bokrecension");
  private static final Set<String> MUSIC_WORDS = words("album lp ep single cd");

  private static final String OPEN = "‘“\"«„'‹";
  private static final String CLOSE = "’”\"»“'›";
  private static final int LONGEST = 150;
  private static final int MOST_QUOTED = 10;

  private Titles() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /// A part of a headline and the separator that stands before it; 0 at the start.
  private record Part(String text, char before) {}

  /// The title, or the headline itself where nothing marks a part of it; null where the headline is
  /// no review's.
  static @Nullable String inHeadline(String headline) {
    String quoted = quoted(headline);
    if (quoted != null) return quoted;
    List<Part> parts = parts(headline);
    int review = 0;
    while (review < parts.size() && !TitleWords.review(parts.get(review).text())) review++;
    if (review == parts.size()) return null;
    String bare = withoutReviewWords(parts.get(review).text());
    String found = bare.isEmpty() ? beside(parts, review, headline) : joined(parts, review, bare);
    return found == null ? null : tidy(withoutMaker(withoutPlatform(tidy(found)), headline));
  }

  /// The title where a part says nothing but `review`: what stands before it, else behind it.
  private static @Nullable String beside(List<Part> parts, int review, String headline) {
    if (review == 0) {
      if (parts.size() == 1) return null;
      boolean made =
          parts.size() > 2 && parts.get(2).before() == '-' && said(headline, MUSIC_WORDS);
      return parts.get(made ? 2 : 1).text();
    }
    if (review == 1) return parts.getFirst().text();
    String first = parts.getFirst().text();
    Part second = parts.get(1);
    if (second.before() == ':') {
      boolean maker = person(first) && said(headline, BOOK_WORDS);
      return maker ? second.text() : first + ": " + second.text();
    }
    boolean maker = said(headline, MUSIC_WORDS) || TitleWords.review(first);
    return maker ? second.text() : first;
  }

  /// The title where a part holds it and the word for a review; with the part before a colon (`A
  /// Series: The Film Review`), unless that is who made it.
  private static String joined(List<Part> parts, int review, String bare) {
    if (review == 0) return bare;
    String first = parts.getFirst().text();
    // `Title - A. Writer [Review]`
    if (person(bare) && parts.get(review).before() != ':') return first;
    boolean series =
        review == 1 && parts.get(1).before() == ':' && bare.length() <= 60 && !first.isEmpty();
    return series && !said(parts.get(1).text(), MUSIC_WORDS) ? first + ": " + bare : bare;
  }

  private static boolean said(String text, Set<String> words) {
    for (String word : TitleWords.words(text)) if (words.contains(word)) return true;
    return false;
  }

  /// Two or three capitalised words, none of them an article.
  private static boolean person(String text) {
    String[] words = tidy(text).split(" +");
    if (words.length < 2 || words.length > 3) return false;
    for (String word : words) {
      if (word.isEmpty()
          || !Character.isUpperCase(word.codePointAt(0))
          || !word.chars().skip(1).allMatch(c -> Character.isLowerCase(c) || c == '.' || c == '-')
          || FILLERS.contains(word.toLowerCase(Locale.ROOT))) return false;
    }
    return true;
  }

  /// `Title by Mara Quill` → `Title`: a name of two words and more behind `by`; behind `von`, `de`
  /// and their like only after a comma or where a book is reviewed, for titles hold them, too.
  static String withoutMaker(String title, String headline) {
    String[] words = title.split(" +");
    for (int i = words.length - 3; i > 0; i--) {
      String word = words[i].toLowerCase(Locale.ROOT);
      if (!MAKER.contains(word)) continue;
      boolean comma = words[i - 1].endsWith(",");
      boolean sure = word.equals("by") || word.equals("par") || comma;
      if (!sure && !said(headline, BOOK_WORDS)) continue;
      if (names(words, i + 1)) return tidy(String.join(" ", Arrays.copyOfRange(words, 0, i)));
    }
    return title;
  }

  private static boolean names(String[] words, int from) {
    if (words.length - from > 6) return false;
    int capitals = 0;
    for (int i = from; i < words.length; i++) {
      if (words[i].isEmpty()) continue;
      if (Character.isUpperCase(words[i].codePointAt(0))) capitals++;
      else if (!PARTICLES.contains(words[i])) return false;
    }
    return capitals >= 2;
  }

  /// `Title for PS5 and Xbox` → `Title`.
  private static String withoutPlatform(String title) {
    String[] words = title.split(" +");
    int end = words.length;
    while (end > 1 && (PLATFORMS.contains(bare(words[end - 1])) || joins(words[end - 1]))) end--;
    return end < words.length && end > 1 && ON_PLATFORM.contains(bare(words[end - 1]))
        ? String.join(" ", Arrays.copyOfRange(words, 0, end - 1))
        : title;
  }

  private static boolean joins(String word) {
    return word.equals("and") || word.equals("&") || word.equals("und") || word.equals("et");
  }

  /// Without year in brackets, and edges of punctuation.
  static String tidy(String title) {
    String out = title.strip();
    int bracket = out.lastIndexOf('(');
    if (bracket > 0 && out.endsWith(")")) out = out.substring(0, bracket).strip();
    while (!out.isEmpty() && ",;:–—-|·•*[]".indexOf(out.charAt(out.length() - 1)) >= 0)
      out = out.substring(0, out.length() - 1).strip();
    while (!out.isEmpty() && ",;:–—-|·•*]".indexOf(out.charAt(0)) >= 0)
      out = out.substring(1).strip();
    if (out.length() > 2
        && OPEN.indexOf(out.charAt(0)) >= 0
        && CLOSE.indexOf(out.charAt(out.length() - 1)) >= 0)
      out = out.substring(1, out.length() - 1).strip();
    return out.length() > LONGEST ? "" : out;
  }

  /// The first part in quotation marks that may be a title: capitalised, and no sentence.
  static @Nullable String quoted(String headline) {
    for (int i = 0; i < headline.length(); i++) {
      int mark = OPEN.indexOf(headline.charAt(i));
      boolean opens = mark >= 0 && (i == 0 || !Character.isLetterOrDigit(headline.charAt(i - 1)));
      if (!opens) continue;
      int end = closing(headline, i + 1, CLOSE.charAt(mark));
      if (end < 0) continue;
      String inside = headline.substring(i + 1, end).strip();
      i = end;
      if (inside.length() < 2 || !Character.isLetterOrDigit(inside.codePointAt(0))) continue;
      boolean small = Character.isLowerCase(inside.codePointAt(0)) && !inside.endsWith("!");
      if (small || TitleWords.words(inside).size() > MOST_QUOTED) continue;
      return inside.endsWith(",") ? inside.substring(0, inside.length() - 1) : inside;
    }
    return null;
  }

  private static int closing(String text, int from, char close) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == close
          && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)))) return i;
    }
    return -1;
  }

  /// Cut at colons, bars, dashes between spaces, and square brackets; a word for a review in round
  /// ones is a part, too.
  private static List<Part> parts(String headline) {
    List<Part> out = new ArrayList<>();
    int start = 0;
    char before = 0;
    for (int i = 0; i < headline.length(); i++) {
      char c = headline.charAt(i);
      char cut = separator(headline, i, c);
      if (cut == 0) continue;
      if (add(out, headline.substring(start, i), before) || before == 0) before = cut;
      start = i + 1;
    }
    add(out, headline.substring(start), before);
    return out;
  }

  private static char separator(String headline, int i, char c) {
    boolean spaced =
        i > 0
            && i + 1 < headline.length()
            && space(headline.charAt(i - 1))
            && space(headline.charAt(i + 1));
    if (c == '：' || (c == ':' && i + 1 < headline.length() && space(headline.charAt(i + 1))))
      return ':';
    if (c == '|' || c == '—' || ("-–•·~".indexOf(c) >= 0 && spaced)) return '-';
    if (c == '[' || c == ']') return '[';
    if (c == '(') {
      int end = headline.indexOf(')', i);
      return end > 0 && TitleWords.review(headline.substring(i, end)) ? '[' : 0;
    }
    return 0;
  }

  private static boolean space(char c) {
    return c == ' ' || c == 0xA0;
  }

  private static boolean add(List<Part> out, String text, char before) {
    String part = text.strip();
    if (part.isEmpty() || part.equals(")")) return false;
    out.add(new Part(part, before));
    return true;
  }

  /// `Foo movie review` → `Foo`; `Review of Foo` → `Foo`; `Foo im Test` → `Foo`; empty where there
  /// is nothing but words for a review.
  static String withoutReviewWords(String part) {
    String[] words = part.split(" +");
    int at = -1;
    for (int i = 0; i < words.length; i++) if (TitleWords.REVIEW.contains(bare(words[i]))) at = i;
    if (at < 0) return part;
    int left = at;
    while (left > 0 && LEFT_OF_WORD.contains(bare(words[left - 1]))) left--;
    String before = String.join(" ", Arrays.copyOfRange(words, 0, left)).strip();
    int right = at + 1;
    while (right < words.length && RIGHT_OF_WORD.contains(bare(words[right]))) right++;
    if (right > at + 1 && right < words.length - 1 && THINGS.contains(bare(words[right]))) right++;
    String after = String.join(" ", Arrays.copyOfRange(words, right, words.length)).strip();
    if (!fillers(before)) return before;
    return fillers(after) ? "" : after;
  }

  private static boolean fillers(String text) {
    for (String word : text.split(" +"))
      if (!word.isEmpty() && !bare(word).isEmpty() && !FILLERS.contains(bare(word))) return false;
    return true;
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
