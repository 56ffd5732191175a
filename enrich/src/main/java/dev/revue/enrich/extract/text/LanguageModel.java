package dev.revue.enrich.extract.text;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/// OpenNLP's model of 103 languages: slower than counting common words, so it is asked only where
/// those leave doubt. Loaded once, when it is first needed; safe for any number of threads.
final class LanguageModel {
  private static final String RESOURCE = "/langdetect-183.bin";
  private static final int SAMPLE = 500;
  private static final double SURE = 0.5;

  /// So many times likelier than the second is sure: the confidences of a short text are all small.
  private static final double CLEARLY = 2;

  private LanguageModel() {}

  /// What the model holds for likeliest, by at most 500 characters out of the text.
  static Verdict judge(String text) {
    var all = new LanguageDetectorME(Loaded.MODEL).predictLanguages(sample(text));
    if (all.length < 2) return new Verdict("", false);
    double best = all[0].getConfidence();
    boolean sure = best >= SURE || best >= CLEARLY * all[1].getConfidence();
    return new Verdict(Loaded.TAGS.getOrDefault(all[0].getLang(), all[0].getLang()), sure);
  }

  /// @param language primary tag
  /// @param sure false where another language is nearly as likely
  record Verdict(String language, boolean sure) {}

  /// Not from the beginning, where menus and names may have stayed.
  private static String sample(String text) {
    if (text.length() <= SAMPLE) return text;
    int start = text.indexOf(' ', (text.length() - SAMPLE) / 4);
    start = start < 0 || start + SAMPLE > text.length() ? text.length() - SAMPLE : start + 1;
    return text.substring(start, Math.min(text.length(), start + SAMPLE));
  }

  private static final class Loaded {
    static final LanguageDetectorModel MODEL = load();
    static final Map<String, String> TAGS = tags();

    private static LanguageDetectorModel load() {
      try (InputStream in = LanguageModel.class.getResourceAsStream(RESOURCE)) {
        if (in == null) throw new FileNotFoundException(RESOURCE + " is not on the class path");
        return new LanguageDetectorModel(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Three letters, as the model has them, to the tags of BCP 47.
    private static Map<String, String> tags() {
      Map<String, String> out = new HashMap<>();
      for (String two : Locale.getISOLanguages())
        out.put(Locale.of(two).getISO3Language(), Locale.of(two).toLanguageTag());
      out.putAll(
          Map.of(
              "nob", "no", "nno", "no", "cmn", "zh", "pes", "fa", "ekk", "et", "lvs", "lv", "plt",
              "mg", "bcl", "bik"));
      return out;
    }
  }
}
