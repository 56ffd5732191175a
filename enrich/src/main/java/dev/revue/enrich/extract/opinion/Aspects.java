package dev.revue.enrich.extract.opinion;

import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.rating.TextRatings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sides of a title that a review judges, each with its sentiment, the sentence that shows it
/// and the score that the page gives it. A sentence is about the sides that it names, else about
/// the one that its heading names.
final class Aspects {
  private static final int MOST = 12;
  private static final int LONGEST_EVIDENCE = 400;
  private static final int LONGEST_HEADING = 60;
  private static final int LONGEST_NAME = 30;
  private static final double SPOKEN = 0.15;
  private static final Map<String, Map<String, Names>> BY_KIND = new HashMap<>();

  static {
    BY_KIND.put("movie", read("screen"));
    BY_KIND.put("tv", read("screen"));
    for (String kind : List.of("game", "book", "music", "product", "place", "service"))
      BY_KIND.put(kind, read(kind));
  }

  private final Names names;
  private final Map<String, Found> found = new LinkedHashMap<>();

  private Aspects(Names names) {
    this.names = names;
  }

  /// Those with a score first, then those with the most to say. What other critics are quoted with
  /// is not the review's own word.
  static List<Aspect> of(
      Subject subject,
      List<Block> blocks,
      List<Said> text,
      List<Quote> quotes,
      List<TextRatings.Side> sides) {
    String language = subject.language() == null ? "en" : subject.language();
    Names names =
        BY_KIND
            .getOrDefault(subject.kind(), BY_KIND.getOrDefault("product", Map.of()))
            .getOrDefault(language, new Names());
    Aspects aspects = new Aspects(names);
    aspects.hear(blocks, text, quotes, subject.words());
    // what is no side by its name is one beside another that is
    boolean known = sides.size() > 1 && sides.stream().anyMatch(s -> side(s.name(), language));
    for (TextRatings.Side side : sides) aspects.rated(side, known);
    return aspects.best();
  }

  private void hear(List<Block> blocks, List<Said> text, List<Quote> quotes, List<String> title) {
    String heading = null;
    int block = 0;
    for (Said said : text) {
      for (; block <= said.block(); block++)
        if (blocks.get(block).heading()) heading = named(blocks.get(block).text());
      String sentence = said.sentence();
      double sentiment = said.sentiment();
      if (Math.abs(sentiment) < SPOKEN || sentence.length() > LONGEST_EVIDENCE) continue;
      if (quotes.stream().anyMatch(q -> sentence.contains(q.text()))) continue;
      Set<String> named = names.in(said.words(), title);
      if (named.isEmpty() && heading != null) named = Set.of(heading);
      for (String aspect : named)
        found.computeIfAbsent(aspect, Found::new).add(sentence, sentiment);
    }
  }

  /// The one side that a heading or a label names.
  private @Nullable String named(String label) {
    if (label.length() > LONGEST_HEADING) return null;
    Set<String> named = names.in(Words.of(label), List.of());
    return named.size() == 1 ? named.iterator().next() : null;
  }

  /// True of what is a side of any kind of title.
  private static boolean side(String name, String language) {
    if (name.length() > LONGEST_NAME) return false;
    List<String> words = Words.of(name);
    return BY_KIND.values().stream()
        .map(kind -> kind.get(language))
        .anyMatch(names -> names != null && !names.in(words, List.of()).isEmpty());
  }

  private void rated(TextRatings.Side side, boolean trusted) {
    Double score = side.mention().score();
    if (score == null || side.name().length() > LONGEST_NAME) return;
    String known = named(side.name());
    if (known == null && !trusted) return;
    List<String> words = Words.of(side.name());
    if (words.isEmpty() || !Character.isLetter(words.getFirst().charAt(0))) return;
    String name = known != null ? known : String.join(" ", words);
    Found aspect = found.computeIfAbsent(name, Found::new);
    if (aspect.score == null) aspect.score = score;
  }

  private List<Aspect> best() {
    return found.values().stream()
        .sorted((a, b) ->
            (a.score == null) != (b.score == null)
                ? (a.score == null ? 1 : -1)
                : Integer.compare(b.count, a.count))
        .limit(MOST)
        .map(Found::aspect)
        .toList();
  }

  private static Map<String, Names> read(String kind) {
    Map<String, Names> out = new HashMap<>();
    for (List<String> line : WordLists.lines("aspects-" + kind + ".txt")) {
      Names names = out.computeIfAbsent(line.get(1), l -> new Names());
      String aspect = line.getFirst().replace('_', ' ');
      for (String word : line.subList(2, line.size())) names.put(word, aspect);
    }
    return out;
  }

  /// What the sides of one kind of title are called in one language.
  private static final class Names {
    private final Stems<String> words = new Stems<>();
    private final Map<String, List<Phrase>> phrases = new HashMap<>();

    private record Phrase(List<String> words, String aspect) {}

    private void put(String entry, String aspect) {
      if (entry.indexOf('_') < 0) {
        words.put(entry, aspect);
      } else {
        List<String> parts = List.of(entry.split("_"));
        phrases
            .computeIfAbsent(parts.getFirst(), p -> new ArrayList<>())
            .add(new Phrase(parts, aspect));
      }
    }

    /// The sides that a sentence names, in order; what the title is called names none.
    private Set<String> in(List<String> sentence, List<String> title) {
      Set<String> out = new LinkedHashSet<>();
      for (int i = 0; i < sentence.size(); ) {
        if (!title.isEmpty() && stands(title, sentence, i)) {
          i += title.size();
          continue;
        }
        int length = 1;
        String aspect = null;
        for (Phrase phrase : phrases.getOrDefault(sentence.get(i), List.of())) {
          if (!stands(phrase.words, sentence, i)) continue;
          aspect = phrase.aspect;
          length = phrase.words.size();
          break;
        }
        if (aspect == null) aspect = words.get(sentence.get(i));
        if (aspect != null) out.add(aspect);
        i += length;
      }
      return out;
    }

    private static boolean stands(List<String> phrase, List<String> sentence, int at) {
      if (at + phrase.size() > sentence.size()) return false;
      for (int i = 0; i < phrase.size(); i++)
        if (!phrase.get(i).equals(sentence.get(at + i))) return false;
      return true;
    }
  }

  private static final class Found {
    private final String name;
    private int count;
    private double sum;
    private double strongest;
    private @Nullable String evidence;
    private @Nullable Double score;

    private Found(String name) {
      this.name = name;
    }

    private void add(String sentence, double sentiment) {
      count++;
      sum += sentiment;
      if (Math.abs(sentiment) <= Math.abs(strongest)) return;
      strongest = sentiment;
      evidence = sentence;
    }

    private Aspect aspect() {
      Double sentiment =
          count > 0
              ? Double.valueOf(Sentiment.round(sum / count))
              : score == null ? null : Double.valueOf(Sentiment.round((score - 50) / 50));
      return new Aspect(name, sentiment, evidence, score);
    }
  }
}
