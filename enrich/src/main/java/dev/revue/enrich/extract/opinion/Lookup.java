package dev.revue.enrich.extract.opinion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A set of words and phrases that tells whether a sentence holds one of them, in one walk along
/// it.
final class Lookup {
  private final Stems<Boolean> words = new Stems<>();
  private final Map<String, List<String[]>> phrases = new HashMap<>();

  Lookup(List<String> entries) {
    for (String entry : entries) {
      if (entry.indexOf('_') < 0) {
        words.put(entry, true);
      } else {
        String[] parts = entry.split("_");
        phrases.computeIfAbsent(parts[0], p -> new ArrayList<>()).add(parts);
      }
    }
  }

  boolean has(String word) {
    return words.get(word) != null;
  }

  boolean anyIn(List<String> sentence) {
    for (int i = 0; i < sentence.size(); i++) if (length(sentence, i) > 0) return true;
    return false;
  }

  /// How many words from `at` on are one of the entries; 0 where none is.
  int length(List<String> sentence, int at) {
    for (String[] phrase : phrases.getOrDefault(sentence.get(at), List.of()))
      if (stands(phrase, sentence, at)) return phrase.length;
    return has(sentence.get(at)) ? 1 : 0;
  }

  private static boolean stands(String[] phrase, List<String> sentence, int at) {
    if (at + phrase.length > sentence.size()) return false;
    for (int i = 1; i < phrase.length; i++)
      if (!phrase[i].equals(sentence.get(at + i))) return false;
    return true;
  }
}
