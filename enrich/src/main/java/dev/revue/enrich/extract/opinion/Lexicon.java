package dev.revue.enrich.extract.opinion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Words and phrases of praise and blame in one language, and those that turn or weigh them. Our
/// own lists, made for reviews.
final class Lexicon {
  private static final Lexicon NONE = new Lexicon("none", Map.of());
  private static final Map<String, Lexicon> ALL = new HashMap<>();

  static {
    for (String language : List.of("en", "de", "fr", "es", "it", "nl"))
      ALL.put(language, new Lexicon(language, WordLists.sections("lexicon-" + language + ".txt")));
  }

  private final String language;
  private final Stems<Meaning> words = new Stems<>();
  private final Map<String, List<Phrase>> phrases = new HashMap<>();

  private Lexicon(String language, Map<String, List<String>> sections) {
    this.language = language;
    sections.forEach((section, entries) -> {
      Meaning meaning = Meaning.of(section);
      for (String entry : entries) put(entry, meaning);
    });
    // The longest phrase counts; of equally long ones that which stands first.
    for (List<Phrase> some : phrases.values())
      some.sort((a, b) -> Integer.compare(b.words.size(), a.words.size()));
  }

  /// What a word does to the sentiment of its sentence.
  enum Role {
    /// praises or blames, or with weight 0 says nothing
    SAYS,
    /// `not`
    NOT,
    /// the French `ne`: negates unless `que` follows
    NE,
    /// `without`: turns what follows, and turns again what is negated
    LACK,
    VERY,
    SLIGHTLY,
    BUT,
    THOUGH,
    /// concedes only at the beginning of a sentence
    WHILST,
    IF,
    /// `could have been`
    WOULD,
    LESS,
    TOO,
    /// blames after `too` only: `long`
    EXCESS,
    /// `not only`
    ONLY
  }

  record Meaning(Role role, double weight, int length) {
    private static Meaning of(String section) {
      String[] parts = section.substring(1, section.length() - 1).split(" ");
      String last = parts[parts.length - 1];
      boolean weighs = Character.isDigit(last.charAt(last.length() - 1));
      double weight = weighs ? Double.parseDouble(last) : 0;
      boolean named = parts.length > 1 || !weighs;
      return new Meaning(
          named ? Role.valueOf(parts[0].toUpperCase(Locale.ROOT)) : Role.SAYS, weight, 1);
    }
  }

  private record Phrase(List<String> words, Meaning meaning) {}

  /// The words of a language: English where none is known, none where we know no words of it.
  static Lexicon of(@Nullable String language) {
    return ALL.getOrDefault(language == null ? "en" : language, NONE);
  }

  /// True where a negation may stand behind what it negates (`überzeugt nicht`).
  boolean negatesBackwards() {
    return language.equals("de") || language.equals("nl");
  }

  /// What the words from `at` on mean; null where they mean nothing here.
  @Nullable Meaning at(List<String> sentence, int at) {
    String word = sentence.get(at);
    for (Phrase phrase : phrases.getOrDefault(word, List.of()))
      if (stands(phrase.words, sentence, at)) return phrase.meaning;
    return words.get(word);
  }

  private static boolean stands(List<String> phrase, List<String> sentence, int at) {
    if (at + phrase.size() > sentence.size()) return false;
    for (int i = 1; i < phrase.size(); i++) {
      String want = phrase.get(i);
      String have = sentence.get(at + i);
      boolean open = want.endsWith("*");
      if (open ? !have.startsWith(want.substring(0, want.length() - 1)) : !have.equals(want))
        return false;
    }
    return true;
  }

  private void put(String entry, Meaning meaning) {
    if (entry.indexOf('_') < 0) {
      words.put(entry, meaning);
      return;
    }
    List<String> parts = List.of(entry.split("_"));
    phrases
        .computeIfAbsent(parts.getFirst(), p -> new ArrayList<>())
        .add(new Phrase(parts, new Meaning(meaning.role, meaning.weight, parts.size())));
  }
}
