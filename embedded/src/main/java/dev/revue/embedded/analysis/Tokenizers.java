package dev.revue.embedded.analysis;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/// The tokenizers beside `standard`, which the node's core has.
final class Tokenizers {
  private static final Set<Integer> PUNCTUATION =
      Set.of(
          (int) Character.CONNECTOR_PUNCTUATION,
          (int) Character.DASH_PUNCTUATION,
          (int) Character.START_PUNCTUATION,
          (int) Character.END_PUNCTUATION,
          (int) Character.INITIAL_QUOTE_PUNCTUATION,
          (int) Character.FINAL_QUOTE_PUNCTUATION,
          (int) Character.OTHER_PUNCTUATION);
  private static final Set<Integer> SYMBOLS =
      Set.of(
          (int) Character.MATH_SYMBOL,
          (int) Character.CURRENCY_SYMBOL,
          (int) Character.MODIFIER_SYMBOL,
          (int) Character.OTHER_SYMBOL);

  private Tokenizers() {}

  static Map<String, AnalysisProvider<TokenizerFactory>> byName() {
    return Map.of(
        "keyword",
        (index, env, name, s) -> {
          int buffer = s.getAsInt("buffer_size", 256);
          return TokenizerFactory.newFactory(name, () -> new KeywordTokenizer(buffer));
        },
        "whitespace",
        (index, env, name, s) -> {
          int longest = s.getAsInt("max_token_length", WhitespaceTokenizer.DEFAULT_MAX_WORD_LEN);
          return TokenizerFactory.newFactory(name, () -> new WhitespaceTokenizer(longest));
        },
        "letter",
        (index, env, name, s) -> TokenizerFactory.newFactory(name, LetterTokenizer::new),
        "pattern",
        (index, env, name, s) -> {
          var pattern = Regex.compile(s.get("pattern", "\\W+"), s.get("flags"));
          int group = s.getAsInt("group", -1);
          return TokenizerFactory.newFactory(name, () -> new PatternTokenizer(pattern, group));
        },
        "edge_ngram",
        (index, env, name, s) -> {
          var sizes = Grams.of(s);
          var within = tokenChars(s);
          return TokenizerFactory.newFactory(
              name,
              () ->
                  new EdgeNGramTokenizer(sizes.min(), sizes.max()) {
                    @Override
                    protected boolean isTokenChar(int c) {
                      return within.test(c);
                    }
                  });
        },
        "ngram",
        (index, env, name, s) -> {
          var sizes = Grams.of(s).within(index);
          var within = tokenChars(s);
          return TokenizerFactory.newFactory(
              name,
              () ->
                  new NGramTokenizer(sizes.min(), sizes.max()) {
                    @Override
                    protected boolean isTokenChar(int c) {
                      return within.test(c);
                    }
                  });
        });
  }

  /// A character of one of the classes; every character where none is named.
  private static IntPredicate tokenChars(Settings settings) {
    List<IntPredicate> classes =
        settings.getAsList("token_chars").stream().map(name -> tokenChar(name, settings)).toList();
    if (classes.isEmpty()) return c -> true;
    return c -> classes.stream().anyMatch(one -> one.test(c));
  }

  private static IntPredicate tokenChar(String name, Settings settings) {
    return switch (name) {
      case "letter" -> Character::isLetter;
      case "digit" -> Character::isDigit;
      case "whitespace" -> Character::isWhitespace;
      case "punctuation" -> c -> PUNCTUATION.contains(Character.getType(c));
      case "symbol" -> c -> SYMBOLS.contains(Character.getType(c));
      case "custom" -> {
        var custom = Required.get(settings, "custom_token_chars");
        yield c -> custom.indexOf(c) >= 0;
      }
      default -> throw new IllegalArgumentException("unknown token_chars class [" + name + "]");
    };
  }
}
