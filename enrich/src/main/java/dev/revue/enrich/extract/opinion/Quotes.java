package dev.revue.enrich.extract.opinion;

import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.enrich.extract.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Other critics whom a review quotes: `Outlet called it “…”`, `Outlet noted that …`.
final class Quotes {
  private static final int MOST = 10;
  private static final Set<String> SAYS =
      Set.of(
          "said",
          "says",
          "called",
          "calls",
          "praised",
          "praises",
          "noted",
          "notes",
          "wrote",
          "writes",
          "described",
          "describes",
          "argued",
          "argues",
          "gave",
          "criticized",
          "criticised",
          "declared",
          "hailed",
          "dubbed",
          "opined",
          "lauded",
          "schrieb",
          "nannte",
          "lobte",
          "écrit",
          "qualifie",
          "scrive",
          "escribió");
  private static final Set<String> NOT_SOURCES =
      Set.of(
          "he",
          "she",
          "it",
          "they",
          "we",
          "i",
          "you",
          "this",
          "that",
          "who",
          "which",
          "meanwhile",
          "critics",
          "some",
          "others",
          "many",
          "a",
          "but",
          "and",
          "one",
          "someone",
          "everyone",
          "nobody",
          "people",
          "audiences",
          "fans");
  private static final Set<String> JUDGES =
      Set.of(
          "film",
          "movie",
          "story",
          "game",
          "book",
          "novel",
          "album",
          "performance",
          "choreography",
          "series",
          "show",
          "plot",
          "direction",
          "record",
          "script",
          "cast",
          "action",
          "acting",
          "franchise",
          "addition",
          "masterpiece",
          "roman",
          "livre");

  private Quotes() {}

  static List<Quote> of(String text, Set<String> own) {
    List<Quote> out = new ArrayList<>();
    for (String sentence : Sentences.of(text)) {
      if (out.size() >= MOST) break;
      Quote quote = read(sentence, own);
      if (quote != null) out.add(quote);
    }
    return out;
  }

  /// A capitalised source, a verb of saying right behind it, and words about the title.
  private static @Nullable Quote read(String sentence, Set<String> own) {
    String[] words = sentence.split(" ", 200);
    for (int i = 1; i < Math.min(words.length, 12); i++) {
      if (!SAYS.contains(words[i].toLowerCase(Locale.ROOT))) continue;
      String source = source(words, i);
      if (source == null || own.contains(source)) return null;
      String said = said(sentence, words, i);
      boolean judges =
          Sentiment.words(said).stream()
              .anyMatch(w -> JUDGES.contains(w) || Lexicon.WORDS.containsKey(w));
      return judges && said.length() > 8 ? new Quote(source, said, Sentiment.sentence(said)) : null;
    }
    return null;
  }

  private static @Nullable String source(String[] words, int verb) {
    int start = verb;
    while (start > 0 && verb - start < 5 && name(words[start - 1])) start--;
    if (start == verb) return null;
    while (start < verb
        && NOT_SOURCES.contains(words[start].toLowerCase(Locale.ROOT))
        && verb - start > 1) start++;
    String source = String.join(" ", java.util.Arrays.copyOfRange(words, start, verb));
    if (source.equals("The")
        || source.endsWith("’s")
        || source.endsWith("'s")
        || NOT_SOURCES.contains(source.toLowerCase(Locale.ROOT))) return null;
    return source;
  }

  private static boolean name(String word) {
    return !word.isEmpty()
        && Character.isUpperCase(word.codePointAt(0))
        && ",;:.”\"".indexOf(word.charAt(word.length() - 1)) < 0;
  }

  /// The words in quotation marks, or else all that follows the verb.
  private static String said(String sentence, String[] words, int verb) {
    int open = first(sentence, "“\"«„");
    int close =
        Math.max(
            Math.max(sentence.lastIndexOf('”'), sentence.lastIndexOf('"')),
            sentence.lastIndexOf('»'));
    if (open >= 0 && close > open + 1) return sentence.substring(open + 1, close).strip();
    int at = 0;
    for (int i = 0; i <= verb; i++) at += words[i].length() + 1;
    String rest = sentence.substring(Math.min(at, sentence.length())).strip();
    return rest.startsWith("that ") ? rest.substring(5) : rest;
  }

  private static int first(String text, String marks) {
    for (int i = 0; i < text.length(); i++) if (marks.indexOf(text.charAt(i)) >= 0) return i;
    return -1;
  }
}
