package dev.revue.enrich.extract.text;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which language a text is in: what it declares where its commonest words or its script agree,
/// else what a model of languages says. And which words are the commonest, whose density tells
/// prose from menus.
public final class Language {
  private static final Map<String, Set<String>> STOP_WORDS = new LinkedHashMap<>();
  private static final Map<String, List<String>> LANGUAGES_OF = new HashMap<>();
  private static final int SAMPLE = 3_000;
  private static final int SHORTEST = 60;

  /// Languages that have a script for themselves.
  private static final Set<String> ONLY = Set.of("ja", "ko", "el", "he", "th");

  private static final double CLEAR = 0.08;

  static {
    put(
        "en",
        "the of and to in is that it was for on with as his they be at this from have or by had not but what all were when we there can an your which their said if will each about how up out them then she many some so these would other into has more her him but just than its who you are");
    put(
        "de",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde ich wenn kann");
    put(
        "fr",
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec son mais comme ou si leur y dont aux cette ses elle nous vous tout fait été être même ces sans très");
    put(
        "es",
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde");
    put(
        "it",
        "di e il la che in a per un è una non sono del con i le si da al come della più ma gli nel anche lo alla dei ha su se delle questo dal o ed degli nella suo molto essere era stato cui");
    put(
        "pt",
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo são foi");
    put(
        "nl",
        "de en van het een in is dat op te zijn met voor niet die aan er om ook als maar dan ze bij door nog naar heeft uit wordt over je deze meer wel kan worden werd ik haar tot geen hij was");
    put(
        "sv",
        "och att det i en som på är av för med till den har de inte om ett han men var jag sig från vi så kan man när år under också efter eller nu sin där vid mot ska skulle");
    put(
        "da",
        "og i at det er en til af på for den der som med de ikke har et om han var fra men sig vi så kan man når også efter eller være blev jeg hun ud over bliver meget");
    put(
        "no",
        "og i det er en på til som for av at med den har de ikke et om han var fra men seg vi så kan man når også etter eller være ble jeg hun ut over blir mye");
    put(
        "pl",
        "i w na z do się nie to że jest o a po jak ale co za od dla tak przez tym tego są był jego jej które oraz może być ma czy tylko już bardzo który została");
    put(
        "cs",
        "a v se na je to že s z do o i ve jako ale po si za by od pro tak jsou které nebo jeho až byl než už při jen který více bylo této");
    put(
        "tr",
        "ve bir bu da de için ile çok daha ne gibi olan olarak en var ama kadar sonra o her ki ya mi değil");
    put(
        "fi",
        "ja on ei että se oli hän mutta ovat kun myös niin kuin joka sen tai ole vain jos nyt mitä");
  }

  private Language() {}

  private static void put(String language, String words) {
    Set<String> set =
        Set.of(java.util.Arrays.stream(words.split(" ")).distinct().toArray(String[]::new));
    STOP_WORDS.put(language, set);
    for (String word : set)
      LANGUAGES_OF.computeIfAbsent(word, w -> new java.util.ArrayList<>()).add(language);
  }

  /// The language of a text, as a primary tag.
  ///
  /// @param declared primary tag of the language that the page says it is in, if any
  /// @return null where nothing is declared and the text is too short to tell
  public static @Nullable String of(String text, @Nullable String declared) {
    if (text.length() < SHORTEST) return declared;
    String guess = guess(text);
    if (guess != null && guess.equals(declared)) return guess;
    if (guess != null && ONLY.contains(guess)) return guess;
    LanguageModel.Verdict verdict = LanguageModel.judge(text);
    String likely = verdict.language();
    if (likely.equals(guess) || likely.equals(declared) || verdict.sure()) return likely;
    return declared != null ? declared : guess;
  }

  /// The language by script or by commonest words; null where neither is clear.
  private static @Nullable String guess(String text) {
    String sample = text.length() > SAMPLE ? text.substring(0, SAMPLE) : text;
    String script = byScript(sample);
    if (script != null) return script;
    Map<String, Integer> hits = new HashMap<>();
    int words = 0;
    for (String word : words(sample)) {
      words++;
      for (String language : LANGUAGES_OF.getOrDefault(word, List.of()))
        hits.merge(language, 1, Integer::sum);
    }
    if (words < 12) return null;
    String best = null;
    for (String language : STOP_WORDS.keySet()) {
      if (best == null || hits.getOrDefault(language, 0) > hits.getOrDefault(best, 0))
        best = language;
    }
    return best != null && hits.getOrDefault(best, 0) >= words * CLEAR ? best : null;
  }

  /// The primary tag of a declared language (`en-GB` → `en`); null where it is not one.
  public static @Nullable String tag(@Nullable String declared) {
    if (declared == null) return null;
    String tag = declared.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < tag.length() && tag.charAt(end) >= 'a' && tag.charAt(end) <= 'z') end++;
    if (end < 2 || end > 3) return null;
    String primary = tag.substring(0, end);
    return primary.equals("nb") || primary.equals("nn") ? "no" : primary;
  }

  /// True where the word, in lower case, is among the commonest of any language we know.
  public static boolean isStopWord(String word) {
    return LANGUAGES_OF.containsKey(word);
  }

  /// The words of a text in lower case.
  public static List<String> words(String text) {
    List<String> out = new java.util.ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean letter = i < text.length() && Character.isLetter(text.charAt(i));
      if (letter && start < 0) start = i;
      if (!letter && start >= 0) {
        out.add(text.substring(start, i).toLowerCase(Locale.ROOT));
        start = -1;
      }
    }
    return out;
  }

  private static @Nullable String byScript(String sample) {
    int han = 0,
        kana = 0,
        hangul = 0,
        cyrillic = 0,
        ukrainian = 0,
        greek = 0,
        arabic = 0,
        hebrew = 0,
        thai = 0,
        letters = 0;
    for (int i = 0; i < sample.length(); i++) {
      char c = sample.charAt(i);
      if (!Character.isLetter(c)) continue;
      letters++;
      if (c < 0x370) continue;
      if (c >= 0x4E00 && c <= 0x9FFF) han++;
      else if (c >= 0x3040 && c <= 0x30FF) kana++;
      else if (c >= 0xAC00 && c <= 0xD7AF) hangul++;
      else if (c >= 0x400 && c <= 0x4FF) {
        cyrillic++;
        if ("іїєґІЇЄҐ".indexOf(c) >= 0) ukrainian++;
      } else if (c < 0x400) greek++;
      else if (c >= 0x600 && c <= 0x6FF) arabic++;
      else if (c >= 0x590 && c <= 0x5FF) hebrew++;
      else if (c >= 0xE00 && c <= 0xE7F) thai++;
    }
    int third = letters / 3;
    if (letters == 0) return null;
    if (han + kana > third) return kana * 20 > han ? "ja" : "zh";
    if (hangul > third) return "ko";
    if (cyrillic > third) return ukrainian * 50 > cyrillic ? "uk" : "ru";
    if (greek > third) return "el";
    if (arabic > third) return "ar";
    if (hebrew > third) return "he";
    return thai > third ? "th" : null;
  }
}
