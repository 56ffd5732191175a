package dev.revue.enrich.extract.opinion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose words are quoted: a run of capitalised words beside a verb of saying, behind a dash, or
/// after `according to`.
final class Attribution {
  private static final Map<String, List<String>> LISTS = WordLists.sections("said.txt");
  private static final Lookup VERBS = lookup("[verb]");
  private static final Lookup LOOSE = lookup("[loose]");
  private static final Lookup ACCORDING = lookup("[according]");
  private static final Lookup IN = lookup("[in]");
  private static final Lookup NOBODY = lookup("[nobody]");
  static final Lookup TITLE = lookup("[title]");

  private static final Set<String> ARTICLES =
      Set.of(
          "the", "der", "die", "das", "dem", "le", "la", "les", "l", "el", "los", "il", "lo", "de",
          "het");
  private static final int WINDOW = 120;
  private static final int LONGEST_NAME = 6;
  private static final int VERB_REACH = 7;
  private static final int SOURCE_REACH = 12;

  private Attribution() {}

  /// Words that a sentence reports without quotation marks.
  record Reported(String source, String words, boolean loose) {}

  /// `…”, writes Name in Outlet`, `…”, Name of Outlet wrote`, `…” — Name, Outlet`.
  static @Nullable String behind(String text, int from) {
    int at = from;
    boolean dash = false;
    while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
      char c = text.charAt(at++);
      if (c == '—' || c == '–' || c == '(' || c == '-') dash = true;
      else if (c == '.' || c == '!' || c == '?' || c == '\n') return null;
    }
    List<String> words = words(text, at, Math.min(text.length(), at + WINDOW));
    if (words.isEmpty()) return null;
    if (VERBS.has(bare(words.getFirst()))) return name(words, 1);
    int length = nameLength(words, 0);
    if (length == 0) return null;
    if (dash) return name(words, 0);
    int verb = ends(words.get(length - 1)) ? words.size() : length;
    return verb < words.size() && VERBS.has(bare(words.get(verb))) ? name(words, 0) : null;
  }

  /// `Outlet called it “…`, `According to Outlet, “…`.
  static @Nullable String before(String text, int from, int open) {
    List<String> words = words(text, Math.max(from, open - WINDOW), open);
    int start = 0;
    for (int i = 0; i < words.size() - 1; i++) if (endsSentence(words.get(i))) start = i + 1;
    words = words.subList(start, words.size());
    for (int i = words.size() - 1; i >= Math.max(1, words.size() - VERB_REACH); i--) {
      if (!VERBS.has(bare(words.get(i)))) continue;
      String source = nameUpTo(words, i);
      if (source != null) return source;
    }
    return according(words);
  }

  /// `Outlet noted that …`, `According to Outlet, …`.
  static @Nullable Reported reported(Said said) {
    boolean speaks = false;
    List<String> lower = said.words();
    for (int i = 0; i < Math.min(lower.size(), SOURCE_REACH + 1) && !speaks; i++)
      speaks = VERBS.has(lower.get(i)) || ACCORDING.length(lower, i) > 0;
    if (!speaks) return null;
    List<String> words = words(said.sentence(), 0, said.sentence().length());
    for (int i = 1; i < Math.min(words.size(), SOURCE_REACH); i++) {
      String verb = bare(words.get(i));
      if (!VERBS.has(verb)) continue;
      String source = nameUpTo(words, i);
      if (source == null) return null;
      int rest = i + 1 < words.size() && bare(words.get(i + 1)).equals("that") ? i + 2 : i + 1;
      return new Reported(
          source, String.join(" ", words.subList(rest, words.size())), LOOSE.has(verb));
    }
    String source = according(words);
    int comma = source == null ? -1 : said.sentence().indexOf(',');
    return source == null || comma < 0
        ? null
        : new Reported(source, said.sentence().substring(comma + 1), true);
  }

  /// True where what hands the words over is a verb that people of a story use as well.
  static boolean loose(String text, int from, int to) {
    int end = to < 0 ? Math.min(text.length(), from + WINDOW) : to;
    for (String word : words(text, Math.max(from, end - WINDOW), end))
      if (LOOSE.has(bare(word))) return true;
    return false;
  }

  private static @Nullable String according(List<String> words) {
    List<String> lower = new ArrayList<>();
    for (String word : words.subList(0, Math.min(words.size(), SOURCE_REACH)))
      lower.add(bare(word));
    for (int i = 0; i < lower.size(); i++) {
      int name = i + ACCORDING.length(lower, i);
      if (name < lower.size() && name > i && ARTICLES.contains(lower.get(name))) name++;
      if (name > i && name < words.size()) return name(words, name);
    }
    return null;
  }

  /// The name that ends just before a word; null where there is none.
  private static @Nullable String nameUpTo(List<String> words, int end) {
    int start = end;
    while (start > 0
        && end - start < LONGEST_NAME
        && !ends(words.get(start - 1))
        && (capital(words.get(start - 1)) || (start < end && joins(words.get(start - 1))))) start--;
    while (start < end && !capital(words.get(start))) start++;
    return named(words, start, end);
  }

  /// The name that begins at a word, with the outlet that follows it.
  private static @Nullable String name(List<String> words, int start) {
    int length = nameLength(words, start);
    if (length == 0) return null;
    String name = named(words, start, start + length);
    int next = start + length;
    if (name == null || next >= words.size()) return name;
    boolean in = !ends(words.get(next - 1)) && IN.has(bare(words.get(next)));
    boolean comma = words.get(next - 1).endsWith(",");
    int outlet = in ? next + 1 : next;
    int more = (in || comma) && outlet < words.size() ? nameLength(words, outlet) : 0;
    String where = more == 0 ? null : named(words, outlet, outlet + more);
    return where == null ? name : name + ", " + where;
  }

  private static int nameLength(List<String> words, int start) {
    int length = 0;
    for (int i = start; i < words.size() && length < LONGEST_NAME; i++) {
      String word = words.get(i);
      boolean joins =
          length > 0 && joins(word) && i + 1 < words.size() && capital(words.get(i + 1));
      if (!capital(word) && !joins) break;
      length++;
      if (ends(word)) break;
    }
    return length;
  }

  private static @Nullable String named(List<String> words, int start, int end) {
    int from = start;
    while (end - from > 1 && NOBODY.has(bare(words.get(from))) && !article(words.get(from))) from++;
    if (end <= from) return null;
    var out = new StringBuilder();
    for (String word : words.subList(from, end)) {
      if (!out.isEmpty()) out.append(' ');
      out.append(word);
    }
    int length = out.length();
    while (length > 0 && ",;:.)!?]".indexOf(out.charAt(length - 1)) >= 0) length--;
    String name = out.substring(0, length);
    return name.isEmpty() || (end - from == 1 && (NOBODY.has(bare(name)) || article(name)))
        ? null
        : name;
  }

  private static boolean article(String word) {
    return capital(word) && ARTICLES.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean capital(String word) {
    int c = word.codePointAt(0);
    return Character.isUpperCase(c) || (Character.isDigit(c) && word.length() > 2);
  }

  private static boolean joins(String word) {
    return switch (word) {
      case "of",
          "and",
          "&",
          "de",
          "del",
          "der",
          "du",
          "di",
          "van",
          "von",
          "the",
          "und",
          "et",
          "y",
          "e" ->
          true;
      default -> false;
    };
  }

  private static boolean ends(String word) {
    return ",;:.!?)”\"»".indexOf(word.charAt(word.length() - 1)) >= 0;
  }

  private static boolean endsSentence(String word) {
    return word.length() > 3 && ".!?".indexOf(word.charAt(word.length() - 1)) >= 0;
  }

  private static String bare(String word) {
    int end = word.length();
    while (end > 0 && !Character.isLetterOrDigit(word.charAt(end - 1))) end--;
    int start = 0;
    while (start < end && !Character.isLetterOrDigit(word.charAt(start))) start++;
    return word.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /// What stands between spaces, at most 200 of it.
  private static List<String> words(String text, int from, int to) {
    List<String> out = new ArrayList<>();
    int start = -1;
    for (int i = from; i <= to && out.size() < 200; i++) {
      boolean space = i == to || Character.isWhitespace(text.charAt(i));
      if (!space && start < 0) start = i;
      if (!space || start < 0) continue;
      out.add(text.substring(start, i));
      start = -1;
    }
    return out;
  }

  private static Lookup lookup(String section) {
    return new Lookup(LISTS.getOrDefault(section, List.of()));
  }
}
