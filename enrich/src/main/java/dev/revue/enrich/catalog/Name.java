package dev.revue.enrich.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A title as it is compared. Names that are written differently but mean the same have the same
/// key: `The Godfather: Part II`, `Godfather Part 2`, `Godfather, The - Part Two`.
///
/// @param words without a leading article, numerals as digits
/// @param plain all words as they stand, joined: what is equal here is surely the same name
record Name(List<String> words, String plain) {
  private static final Set<String> ARTICLES =
      Set.of(
          "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "l", "un", "une",
          "el", "los", "las", "il", "lo", "gli", "uno", "una", "het", "de");
  private static final Set<String> SMALL =
      Set.of(
          "the", "a", "an", "of", "and", "in", "on", "at", "to", "for", "from", "by", "with", "is",
          "it", "my", "me", "you", "i", "we", "der", "die", "das", "den", "dem", "des", "ein",
          "eine", "und", "im", "von", "zu", "le", "la", "les", "de", "du", "et", "un", "une", "el",
          "los", "las", "y", "del", "il", "lo", "gli", "di", "e", "da", "movie", "film");
  private static final Set<String> PARTS = Set.of("part", "chapter", "vol", "episode", "teil");
  private static final Set<String> VERSIONS =
      Set.of(
          "part 1",
          "chapter 1",
          "vol 1",
          "season 1",
          "the complete series",
          "directors cut",
          "the directors cut",
          "final cut",
          "the final cut",
          "extended cut",
          "extended edition",
          "special edition",
          "definitive edition",
          "complete edition",
          "game of the year edition",
          "deluxe edition",
          "anniversary edition",
          "collectors edition",
          "remastered");
  private static final Map<String, String> SAME =
      Map.of("volume", "vol", "pt", "part", "versus", "vs");
  private static final List<String> ROMAN =
      List.of(
          "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii",
          "xiv", "xv", "xvi");
  private static final List<String> SPELT =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen");

  static Name of(String title) {
    List<String> plain = Words.of(turned(title));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      if (i == 0 && plain.size() > 1 && ARTICLES.contains(plain.getFirst())) continue;
      String before = words.isEmpty() ? "" : words.getLast();
      words.add(number(SAME.getOrDefault(plain.get(i), plain.get(i)), before));
    }
    return new Name(List.copyOf(words), String.join("", plain));
  }

  /// What is looked up; empty where the title has no letter.
  String key() {
    return String.join("", words);
  }

  /// How many of its words say something.
  int telling() {
    return (int) words.stream().filter(word -> word.length() > 1 && !SMALL.contains(word)).count();
  }

  /// `Ringu, The` → `The Ringu`.
  private static String turned(String title) {
    int comma = title.lastIndexOf(", ");
    if (comma < 1 || title.length() - comma > 6) return title;
    List<String> last = Words.of(title.substring(comma + 2));
    boolean article = last.size() == 1 && ARTICLES.contains(last.getFirst());
    return article ? title.substring(comma + 2) + " " + title.substring(0, comma) : title;
  }

  private static String number(String word, String before) {
    int spelt = SPELT.indexOf(word);
    if (spelt >= 0) return Integer.toString(spelt);
    if (before.isEmpty()) return word;
    int roman = ROMAN.indexOf(word);
    return roman > 1 || (roman == 1 && PARTS.contains(before)) ? Integer.toString(roman) : word;
  }

  /// The title without its subtitle, where it has one that only names it more closely: `Dune: Part
  /// One` → `Dune`, but `Dune: Part Two` is another film. Empty where there is none.
  static String head(String title) {
    int cut = subtitle(title);
    if (cut < 0) return "";
    Name tail = of("x " + title.substring(cut));
    for (String word : tail.words())
      if (Character.isDigit(word.charAt(0)) && !word.equals("1")) return "";
    return title.substring(0, cut).strip();
  }

  /// Whether the subtitle only says which version of the title it is.
  static boolean version(String title) {
    int cut = subtitle(title);
    if (cut < 0) return false;
    List<String> tail = of("x " + title.substring(cut)).words();
    return VERSIONS.contains(String.join(" ", tail.subList(1, tail.size())));
  }

  private static int subtitle(String title) {
    for (int i = 1; i + 1 < title.length(); i++) {
      char c = title.charAt(i);
      if (c == ':' && title.charAt(i + 1) == ' ') return i;
      if ((c == '-' || c == '–' || c == '—')
          && title.charAt(i - 1) == ' '
          && title.charAt(i + 1) == ' ') return i;
    }
    return -1;
  }
}
