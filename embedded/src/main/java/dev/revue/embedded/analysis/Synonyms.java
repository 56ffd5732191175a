package dev.revue.embedded.analysis;

import java.io.IOException;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymFilter;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalysisMode;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.CustomAnalyzer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/// The filters `synonym` and `synonym_graph`: rules in Solr's format, inline or in a file, each
/// side analysed by what stands before the filter in its chain.
record Synonyms(
    String name,
    List<String> rules,
    boolean expand,
    boolean lenient,
    AnalysisMode mode,
    Function<SynonymMap, UnaryOperator<TokenStream>> filter)
    implements TokenFilterFactory {

  static TokenFilterFactory graph(
      IndexSettings index, Environment env, String name, Settings settings) {
    return of(env, name, settings, map -> in -> new SynonymGraphFilter(in, map, false));
  }

  @SuppressWarnings("deprecation") // what Elasticsearch's own filter of this name is made of
  static TokenFilterFactory flat(
      IndexSettings index, Environment env, String name, Settings settings) {
    return of(env, name, settings, map -> in -> new SynonymFilter(in, map, false));
  }

  private static Synonyms of(
      Environment env,
      String name,
      Settings settings,
      Function<SynonymMap, UnaryOperator<TokenStream>> filter) {
    if (!settings.get("format", "solr").equals("solr")) {
      throw new IllegalArgumentException("the embedded node reads synonyms in [solr] format only");
    }
    var rules = Analysis.getWordList(env, settings, "synonyms");
    if (rules == null) {
      throw new IllegalArgumentException("synonym requires `synonyms` or `synonyms_path`");
    }
    boolean updateable = settings.getAsBoolean("updateable", false);
    return new Synonyms(
        name,
        rules,
        settings.getAsBoolean("expand", true),
        settings.getAsBoolean("lenient", updateable),
        updateable ? AnalysisMode.SEARCH_TIME : AnalysisMode.ALL,
        filter);
  }

  @Override
  public AnalysisMode getAnalysisMode() {
    return mode;
  }

  @Override
  public TokenStream create(TokenStream in) {
    throw new IllegalStateException("synonyms need the chain that they stand in");
  }

  @Override
  public TokenFilterFactory getChainAwareTokenFilterFactory(
      IndexCreationContext context,
      TokenizerFactory tokenizer,
      List<CharFilterFactory> charFilters,
      List<TokenFilterFactory> previous,
      Function<String, TokenFilterFactory> all) {
    try (var chain =
        new CustomAnalyzer(
            tokenizer,
            charFilters.toArray(CharFilterFactory[]::new),
            previous.stream()
                .map(TokenFilterFactory::getSynonymFilter)
                .toArray(TokenFilterFactory[]::new))) {
      var parser = new Parser(chain, expand, lenient);
      parser.parse(new StringReader(String.join("\n", rules)));
      var map = parser.build();
      return new InChain(name, mode, map.fst == null ? in -> in : filter.apply(map));
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException("failed to build synonyms of [" + name + "]", e);
    }
  }

  private record InChain(
      String name, AnalysisMode getAnalysisMode, UnaryOperator<TokenStream> filter)
      implements TokenFilterFactory {
    @Override
    public TokenStream create(TokenStream in) {
      return filter.apply(in);
    }

    /// A rule of a later synonym filter is not itself rewritten by this one.
    @Override
    public TokenFilterFactory getSynonymFilter() {
      return IDENTITY_FILTER;
    }
  }

  /// Where lenient, leaves out a side that the chain makes nothing of.
  private static final class Parser extends SolrSynonymParser {
    private final boolean lenient;

    Parser(Analyzer chain, boolean expand, boolean lenient) {
      super(true, expand, chain);
      this.lenient = lenient;
    }

    @Override
    public CharsRef analyze(String text, CharsRefBuilder reuse) throws IOException {
      try {
        return super.analyze(text, reuse);
      } catch (IllegalArgumentException e) {
        if (!lenient) throw e;
        return new CharsRef();
      }
    }

    @Override
    public void add(CharsRef input, CharsRef output, boolean includeOriginal) {
      if (lenient && (input.length == 0 || output.length == 0)) return;
      super.add(input, output, includeOriginal);
    }
  }
}
