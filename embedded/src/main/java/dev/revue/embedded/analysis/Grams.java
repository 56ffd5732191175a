package dev.revue.embedded.analysis;

import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexSettings;

/// The shortest and the longest gram.
record Grams(int min, int max) {
  static Grams of(Settings settings) {
    return new Grams(settings.getAsInt("min_gram", 1), settings.getAsInt("max_gram", 2));
  }

  /// Checks the limit that an index sets, since grams of every length multiply.
  Grams within(IndexSettings index) {
    int limit = index.getMaxNgramDiff();
    if (max - min <= limit) return this;
    throw new IllegalArgumentException(
        "max_gram - min_gram is %d, more than [index.max_ngram_diff] allows: %d"
            .formatted(max - min, limit));
  }
}
