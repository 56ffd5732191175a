package dev.revue.bench.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How much two texts have in common, by runs of words.
final class Overlap {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

  private Overlap() {}

  /// F1 over bags of runs of `gram` words: 1 for equal texts, also for two empty ones.
  static double f1(String want, String have, int gram) {
    Map<String, Integer> wanted = bag(want, gram);
    Map<String, Integer> had = bag(have, gram);
    int both = 0;
    for (var run : wanted.entrySet())
      both += Math.min(run.getValue(), had.getOrDefault(run.getKey(), 0));
    int all = sum(wanted) + sum(had);
    return all == 0 ? 1 : 2.0 * both / all;
  }

  private static int sum(Map<String, Integer> bag) {
    return bag.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> bag(String text, int gram) {
    List<String> words =
        new ArrayList<>(
            WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList());
    Map<String, Integer> out = new HashMap<>();
    int length = Math.max(1, Math.min(gram, words.size()));
    for (int i = 0; i + length <= words.size(); i++)
      out.merge(String.join(" ", words.subList(i, i + length)), 1, Integer::sum);
    return out;
  }
}
