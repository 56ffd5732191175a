package dev.revue.embedded.analysis;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.br.BrazilianStemFilter;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanMinimalStemFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.es.SpanishPluralStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchMinimalStemFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.no.NorwegianMinimalStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseMinimalStemFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;

/// The languages that the filter `stemmer` knows.
final class Stemmers {
  private static final Map<String, UnaryOperator<TokenStream>> BY_LANGUAGE =
      Map.ofEntries(
          entry("porter", PorterStemFilter::new),
          entry("english", PorterStemFilter::new),
          entry("porter2", in -> new SnowballFilter(in, "English")),
          entry("kstem", KStemFilter::new),
          entry("light_english", KStemFilter::new),
          entry("minimal_english", EnglishMinimalStemFilter::new),
          entry("possessive_english", EnglishPossessiveFilter::new),
          entry("light_finnish", FinnishLightStemFilter::new),
          entry("light_french", FrenchLightStemFilter::new),
          entry("minimal_french", FrenchMinimalStemFilter::new),
          entry("light_german", GermanLightStemFilter::new),
          entry("minimal_german", GermanMinimalStemFilter::new),
          entry("light_hungarian", HungarianLightStemFilter::new),
          entry("light_italian", ItalianLightStemFilter::new),
          entry("light_norwegian", NorwegianLightStemFilter::new),
          entry("minimal_norwegian", NorwegianMinimalStemFilter::new),
          entry("light_portuguese", PortugueseLightStemFilter::new),
          entry("minimal_portuguese", PortugueseMinimalStemFilter::new),
          entry("light_russian", RussianLightStemFilter::new),
          entry("light_spanish", SpanishLightStemFilter::new),
          entry("spanish_plural", SpanishPluralStemFilter::new),
          entry("light_swedish", SwedishLightStemFilter::new),
          entry("arabic", ArabicStemFilter::new),
          entry("brazilian", BrazilianStemFilter::new),
          entry("bulgarian", BulgarianStemFilter::new),
          entry("czech", CzechStemFilter::new),
          entry("greek", GreekStemFilter::new),
          entry("hindi", HindiStemFilter::new),
          entry("indonesian", IndonesianStemFilter::new),
          entry("latvian", LatvianStemFilter::new));

  /// Those that are Snowball's stemmer of that name.
  private static final Set<String> SNOWBALL =
      Set.of(
          "armenian",
          "basque",
          "catalan",
          "danish",
          "dutch",
          "estonian",
          "finnish",
          "french",
          "german",
          "hungarian",
          "irish",
          "italian",
          "lithuanian",
          "norwegian",
          "portuguese",
          "romanian",
          "russian",
          "serbian",
          "spanish",
          "swedish",
          "turkish");

  private Stemmers() {}

  /// Also by Elasticsearch's other spelling: `lightEnglish`.
  static UnaryOperator<TokenStream> of(String language) {
    var name = language.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    var stemmer = BY_LANGUAGE.get(name);
    if (stemmer != null) return stemmer;
    if (SNOWBALL.contains(name)) return snowball(capitalized(name));
    throw new IllegalArgumentException("unknown stemmer language [" + language + "]");
  }

  /// By Snowball's own names, which are capitalized: `English`, `German`.
  static UnaryOperator<TokenStream> snowball(String language) {
    if (language.equals("Porter")
        || language.equals("English")
        || SNOWBALL.contains(language.toLowerCase(Locale.ROOT))) {
      return in -> new SnowballFilter(in, language);
    }
    throw new IllegalArgumentException("unknown snowball language [" + language + "]");
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
