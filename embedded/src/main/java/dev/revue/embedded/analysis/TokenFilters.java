package dev.revue.embedded.analysis;

import static org.elasticsearch.plugins.AnalysisPlugin.requiresAnalysisSettings;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.core.UpperCaseFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.reverse.ReverseStringFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/// The token filters beside `lowercase`, `stop` and `shingle`, which the node's core has.
final class TokenFilters {
  private TokenFilters() {}

  static Map<String, AnalysisProvider<TokenFilterFactory>> byName() {
    var all = new TreeMap<String, AnalysisProvider<TokenFilterFactory>>();
    all.put("uppercase", (index, env, name, s) -> new Normalizing(name, UpperCaseFilter::new));
    all.put("trim", (index, env, name, s) -> new Normalizing(name, TrimFilter::new));
    all.put(
        "german_normalization",
        (index, env, name, s) -> new Normalizing(name, GermanNormalizationFilter::new));
    all.put(
        "asciifolding",
        (index, env, name, s) -> {
          boolean keep = s.getAsBoolean("preserve_original", false);
          return new Normalizing(
              name, in -> new ASCIIFoldingFilter(in, keep), ASCIIFoldingFilter::new);
        });
    all.put(
        "elision",
        requiresAnalysisSettings((index, env, name, s) -> {
          var articles = Analysis.parseArticles(env, s);
          if (articles == null) {
            throw new IllegalArgumentException(
                "elision filter requires [articles] or [articles_path] setting");
          }
          return new Normalizing(name, in -> new ElisionFilter(in, articles));
        }));
    all.put(
        "pattern_replace",
        requiresAnalysisSettings((index, env, name, s) -> {
          var pattern = Regex.compile(Required.get(s, "pattern"), s.get("flags"));
          var replacement = s.get("replacement", "");
          boolean everywhere = s.getAsBoolean("all", true);
          return new Normalizing(
              name, in -> new PatternReplaceFilter(in, pattern, replacement, everywhere));
        }));

    all.put("stemmer", (index, env, name, s) -> stemmer(name, s));
    all.put(
        "snowball",
        (index, env, name, s) -> new Plain(name, Stemmers.snowball(s.get("language", "English"))));
    all.put("porter_stem", (index, env, name, s) -> new Plain(name, PorterStemFilter::new));
    all.put("kstem", (index, env, name, s) -> new Plain(name, KStemFilter::new));
    all.put(
        "keyword_marker",
        requiresAnalysisSettings((index, env, name, s) -> new Plain(name, keywords(env, s))));
    all.put(
        "truncate",
        (index, env, name, s) -> {
          int length = s.getAsInt("length", 10);
          return new Plain(name, in -> TruncateTokenFilter.truncateAfterChars(in, length));
        });
    all.put(
        "length",
        (index, env, name, s) -> {
          int min = s.getAsInt("min", 0);
          int max = s.getAsInt("max", Integer.MAX_VALUE);
          return new Plain(name, in -> new LengthFilter(in, min, max));
        });
    all.put(
        "unique",
        (index, env, name, s) -> {
          boolean samePosition = s.getAsBoolean("only_on_same_position", false);
          return new Plain(
              name,
              in -> samePosition ? new RemoveDuplicatesTokenFilter(in) : new UniqueTokenFilter(in));
        });
    all.put(
        "remove_duplicates",
        (index, env, name, s) -> new Plain(name, RemoveDuplicatesTokenFilter::new));
    all.put("reverse", (index, env, name, s) -> new Plain(name, ReverseStringFilter::new));
    all.put("flatten_graph", (index, env, name, s) -> new Plain(name, FlattenGraphFilter::new));

    all.put(
        "edge_ngram",
        (index, env, name, s) -> {
          var sizes = Grams.of(s);
          boolean keep = s.getAsBoolean("preserve_original", false);
          return new Splitting(
              name, in -> new EdgeNGramTokenFilter(in, sizes.min(), sizes.max(), keep));
        });
    all.put(
        "ngram",
        (index, env, name, s) -> {
          var sizes = Grams.of(s).within(index);
          boolean keep = s.getAsBoolean("preserve_original", false);
          return new Splitting(
              name, in -> new NGramTokenFilter(in, sizes.min(), sizes.max(), keep));
        });
    all.put(
        "word_delimiter_graph",
        (index, env, name, s) -> new Splitting(name, wordDelimiter(env, s)));

    all.put("synonym", requiresAnalysisSettings(Synonyms::flat));
    all.put("synonym_graph", requiresAnalysisSettings(Synonyms::graph));
    return all;
  }

  private static TokenFilterFactory stemmer(String name, Settings settings) {
    return new Plain(name, Stemmers.of(settings.get("language", settings.get("name", "porter"))));
  }

  private static UnaryOperator<TokenStream> keywords(Environment env, Settings settings) {
    var pattern = settings.get("keywords_pattern");
    var words = Analysis.getWordSet(env, settings, "keywords");
    if ((pattern == null) == (words == null)) {
      throw new IllegalArgumentException(
          "keyword_marker requires either `keywords`, `keywords_path` or `keywords_pattern`");
    }
    if (pattern != null) {
      var compiled = Regex.compile(pattern, null);
      return in -> new PatternKeywordMarkerFilter(in, compiled);
    }
    var keywords = new CharArraySet(words, settings.getAsBoolean("ignore_case", false));
    return in -> new SetKeywordMarkerFilter(in, keywords);
  }

  private static UnaryOperator<TokenStream> wordDelimiter(Environment env, Settings settings) {
    if (settings.hasValue("type_table") || settings.hasValue("type_table_path")) {
      throw new IllegalArgumentException("the embedded node does not know [type_table]");
    }
    int flags =
        flag(settings, "generate_word_parts", true, WordDelimiterGraphFilter.GENERATE_WORD_PARTS)
            | flag(
                settings,
                "generate_number_parts",
                true,
                WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS)
            | flag(settings, "catenate_words", false, WordDelimiterGraphFilter.CATENATE_WORDS)
            | flag(settings, "catenate_numbers", false, WordDelimiterGraphFilter.CATENATE_NUMBERS)
            | flag(settings, "catenate_all", false, WordDelimiterGraphFilter.CATENATE_ALL)
            | flag(
                settings,
                "split_on_case_change",
                true,
                WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE)
            | flag(settings, "preserve_original", false, WordDelimiterGraphFilter.PRESERVE_ORIGINAL)
            | flag(settings, "split_on_numerics", true, WordDelimiterGraphFilter.SPLIT_ON_NUMERICS)
            | flag(
                settings,
                "stem_english_possessive",
                true,
                WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE)
            | flag(settings, "ignore_keywords", false, WordDelimiterGraphFilter.IGNORE_KEYWORDS);
    boolean adjustOffsets = settings.getAsBoolean("adjust_offsets", true);
    var untouched = Analysis.getWordSet(env, settings, "protected_words");
    return in ->
        new WordDelimiterGraphFilter(
            in,
            adjustOffsets,
            org.apache.lucene.analysis.miscellaneous.WordDelimiterIterator.DEFAULT_WORD_DELIM_TABLE,
            flags,
            untouched);
  }

  private static int flag(Settings settings, String name, boolean otherwise, int bit) {
    return settings.getAsBoolean(name, otherwise) ? bit : 0;
  }

  private record Plain(String name, UnaryOperator<TokenStream> filter)
      implements TokenFilterFactory {
    @Override
    public TokenStream create(TokenStream in) {
      return filter.apply(in);
    }
  }

  /// Turns one token into one token, so that a keyword's normalizer may use it.
  private record Normalizing(
      String name, UnaryOperator<TokenStream> filter, UnaryOperator<TokenStream> oneToOne)
      implements NormalizingTokenFilterFactory {
    Normalizing(String name, UnaryOperator<TokenStream> filter) {
      this(name, filter, filter);
    }

    @Override
    public TokenStream create(TokenStream in) {
      return filter.apply(in);
    }

    @Override
    public TokenStream normalize(TokenStream in) {
      return oneToOne.apply(in);
    }

    @Override
    public TokenFilterFactory getSynonymFilter() {
      return new Plain(name, oneToOne);
    }
  }

  /// Turns one token into many, which a synonym rule cannot be made of.
  private record Splitting(String name, UnaryOperator<TokenStream> filter)
      implements TokenFilterFactory {
    @Override
    public TokenStream create(TokenStream in) {
      return filter.apply(in);
    }

    @Override
    public boolean breaksFastVectorHighlighter() {
      return true;
    }

    @Override
    public TokenFilterFactory getSynonymFilter() {
      throw new IllegalArgumentException(
          "Token filter [" + name + "] cannot be used to parse synonyms");
    }
  }
}
