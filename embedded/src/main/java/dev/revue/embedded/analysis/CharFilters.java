package dev.revue.embedded.analysis;

import static org.elasticsearch.plugins.AnalysisPlugin.requiresAnalysisSettings;

import java.io.Reader;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/// The character filters.
final class CharFilters {
  private static final Pattern RULE = Pattern.compile("(.*?)\\s*=>\\s*(.*?)\\s*");

  private CharFilters() {}

  static Map<String, AnalysisProvider<CharFilterFactory>> byName() {
    return Map.of(
        "html_strip",
        (index, env, name, s) -> {
          var kept = Set.copyOf(s.getAsList("escaped_tags"));
          return new Plain(name, in -> new HTMLStripCharFilter(in, kept));
        },
        "mapping",
        requiresAnalysisSettings((index, env, name, s) -> {
          var map = mapping(env, s);
          return new Normalizing(name, in -> new MappingCharFilter(map, in));
        }),
        "pattern_replace",
        requiresAnalysisSettings((index, env, name, s) -> {
          var pattern = Regex.compile(Required.get(s, "pattern"), s.get("flags"));
          var replacement = s.get("replacement", "");
          return new Normalizing(
              name, in -> new PatternReplaceCharFilter(pattern, replacement, in));
        }));
  }

  private static NormalizeCharMap mapping(Environment env, Settings settings) {
    var rules = Analysis.getWordList(env, settings, "mappings");
    if (rules == null) {
      throw new IllegalArgumentException("mapping requires either `mappings` or `mappings_path`");
    }
    var map = new NormalizeCharMap.Builder();
    for (var rule : rules) {
      var sides = RULE.matcher(rule);
      if (!sides.matches()) {
        throw new IllegalArgumentException("not a rule of the form [a => b]: [" + rule + "]");
      }
      map.add(unescape(sides.group(1)), unescape(sides.group(2)));
    }
    return map.build();
  }

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|(.))");

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape ->
            java.util.regex.Matcher.quoteReplacement(
                escape.group(1) != null
                    ? Character.toString(Integer.parseInt(escape.group(1), 16))
                    : switch (escape.group(2)) {
                      case "n" -> "\n";
                      case "t" -> "\t";
                      case "r" -> "\r";
                      case "b" -> "\b";
                      case "f" -> "\f";
                      case String other -> other;
                    }));
  }

  private record Plain(String name, UnaryOperator<Reader> filter) implements CharFilterFactory {
    @Override
    public Reader create(Reader in) {
      return filter.apply(in);
    }
  }

  private record Normalizing(String name, UnaryOperator<Reader> filter)
      implements NormalizingCharFilterFactory {
    @Override
    public Reader create(Reader in) {
      return filter.apply(in);
    }
  }
}
