package dev.revue.enrich.extract.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts prose into sentences: linear, for any script that ends sentences with a mark.
public final class Sentences {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "st", "jr", "sr", "vs", "prof", "no", "vol", "ca", "bzw", "z",
          "b", "u", "d", "h", "etc", "inc", "ltd", "co", "nr", "evtl", "inkl", "usw", "mme", "mlle",
          "sig", "dott", "e.g", "i.e", "approx");
  private static final int LONGEST_ABBREVIATION = 6;

  private Sentences() {}

  /// The sentences of a text in order; a line break always ends one.
  public static List<String> of(String text) {
    List<String> out = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || wide(c) || (ends(c) && boundary(text, i))) {
        int end = c == '\n' ? i : afterClosers(text, i + 1);
        add(out, text, start, end);
        start = end;
        i = Math.max(i, end - 1);
      }
    }
    add(out, text, start, text.length());
    return out;
  }

  private static void add(List<String> out, String text, int start, int end) {
    String sentence = text.substring(start, end).strip();
    if (!sentence.isEmpty()) out.add(sentence);
  }

  private static boolean wide(char c) {
    return c == '。' || c == '！' || c == '？';
  }

  private static boolean ends(char c) {
    return c == '.' || c == '!' || c == '?' || c == '…';
  }

  private static boolean closer(char c) {
    return "\"'”’»)]“›".indexOf(c) >= 0 || ends(c);
  }

  private static int afterClosers(String text, int i) {
    while (i < text.length() && closer(text.charAt(i))) i++;
    return i;
  }

  private static boolean boundary(String text, int i) {
    int next = afterClosers(text, i + 1);
    if (next < text.length() && !Character.isWhitespace(text.charAt(next))) return false;
    int word = next;
    while (word < text.length() && Character.isWhitespace(text.charAt(word))) word++;
    if (word < text.length() && Character.isLowerCase(text.charAt(word))) return false;
    return text.charAt(i) != '.' || !abbreviates(text, i);
  }

  private static boolean abbreviates(String text, int dot) {
    int start = dot;
    while (start > 0
        && dot - start <= LONGEST_ABBREVIATION
        && !Character.isWhitespace(text.charAt(start - 1))) start--;
    String word = text.substring(start, dot);
    if (word.length() == 1 && Character.isUpperCase(word.charAt(0))) return true;
    return ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }
}
