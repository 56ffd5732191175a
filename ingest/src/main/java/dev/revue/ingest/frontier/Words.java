package dev.revue.ingest.frontier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Words that many rows of a partition share (names of sources, outcomes), each kept once under a
/// number. Numbers are never given anew. Not thread-safe.
final class Words {
  private static final int MOST = 1 << 16;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /// From 1 on; 0 where there are too many words for this one to be kept.
  int code(String word) {
    @Nullable Integer known = codes.get(word);
    if (known != null) return known;
    if (words.size() >= MOST) return 0;
    words.add(word);
    codes.put(word, words.size());
    return words.size();
  }

  String word(int code) {
    return words.get(code - 1);
  }

  /// In the order of their numbers.
  List<String> all() {
    return List.copyOf(words);
  }
}
