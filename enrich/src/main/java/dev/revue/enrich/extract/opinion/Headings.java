package dev.revue.enrich.extract.opinion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a heading, a lead-in or a label announces.
final class Headings {
  private static final Map<String, List<String>> LISTS = WordLists.sections("headings.txt");
  private static final Lookup VERDICT = lookup("[verdict]");
  private static final Set<String> VERDICTS = new HashSet<>(spaced("[verdict]"));
  private static final Set<String> PROS = new HashSet<>(spaced("[pros]"));
  private static final Set<String> CONS = new HashSet<>(spaced("[cons]"));
  private static final int LONGEST = 60;
  private static final int LONGEST_LABEL = 40;

  private Headings() {}

  /// Which way a point speaks.
  enum Side {
    PRO,
    CON,
    NEITHER
  }

  /// True where a heading says that the verdict follows, in whatever other words.
  static boolean verdict(String heading) {
    if (heading.length() > LONGEST) return false;
    return VERDICTS.contains(label(heading)) || VERDICT.anyIn(Words.of(heading));
  }

  /// True where the words are a label of the verdict and nothing else.
  static boolean verdictLabel(String text) {
    return text.length() <= LONGEST_LABEL && VERDICTS.contains(label(text));
  }

  /// Which points a label announces.
  static Side side(String text) {
    if (text.length() > LONGEST_LABEL) return Side.NEITHER;
    String label = label(text);
    return PROS.contains(label) ? Side.PRO : CONS.contains(label) ? Side.CON : Side.NEITHER;
  }

  /// Which points a heading announces that goes on in words of its own (`Weaknesses of the plot`).
  static Side begins(String heading) {
    String label = label(heading);
    int end = label.indexOf(' ');
    Side whole = side(heading);
    if (whole != Side.NEITHER || end < 5) return whole;
    return side(label.substring(0, end));
  }

  /// Lower case, without what stands around the words.
  private static String label(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
    int end = lower.length();
    while (end > 0 && !Character.isLetterOrDigit(lower.charAt(end - 1))) end--;
    int start = 0;
    while (start < end && !Character.isLetterOrDigit(lower.charAt(start))) start++;
    return lower.substring(start, end);
  }

  private static List<String> spaced(String section) {
    List<String> out = new ArrayList<>();
    for (String entry : LISTS.getOrDefault(section, List.of())) out.add(entry.replace('_', ' '));
    return out;
  }

  /// The words of a section as a lookup that tells only whether a word is among them.
  static Lookup lookup(String section) {
    return new Lookup(LISTS.getOrDefault(section, List.of()));
  }
}
