package dev.revue.enrich.extract.opinion;

import dev.revue.enrich.extract.content.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Points for and against: lists under their headings, else sentences of sections that are about
/// them.
final class Points {
  private static final Set<String> PROS =
      Set.of(
          "pros",
          "pro",
          "the good",
          "good",
          "strengths",
          "plus",
          "pluses",
          "positives",
          "what we like",
          "what we liked",
          "likes",
          "we like",
          "highs",
          "upsides",
          "advantages",
          "the highs",
          "stärken",
          "vorteile",
          "pluspunkte",
          "positiv",
          "das hat uns gefallen",
          "les plus",
          "points forts",
          "avantages",
          "on aime",
          "lo mejor",
          "a favor",
          "puntos fuertes",
          "ventajas",
          "pregi",
          "punti di forza",
          "vantaggi",
          "pluspunten",
          "voordelen",
          "fordele",
          "fordeler",
          "reasons to buy",
          "the positives",
          "for",
          "yay");
  private static final Set<String> CONS =
      Set.of(
          "cons",
          "contra",
          "the bad",
          "bad",
          "weaknesses",
          "minus",
          "minuses",
          "negatives",
          "what we don't like",
          "what we don’t like",
          "what we didn't like",
          "what we didn’t like",
          "dislikes",
          "we don't like",
          "lows",
          "downsides",
          "disadvantages",
          "drawbacks",
          "the lows",
          "schwächen",
          "nachteile",
          "minuspunkte",
          "negativ",
          "les moins",
          "points faibles",
          "inconvénients",
          "on aime moins",
          "lo peor",
          "en contra",
          "puntos débiles",
          "desventajas",
          "difetti",
          "punti deboli",
          "svantaggi",
          "minpunten",
          "nadelen",
          "ulemper",
          "reasons to avoid",
          "the negatives",
          "against",
          "nay");
  private static final int MOST = 10;
  private static final int LONGEST = 300;

  private Points() {}

  record Lists(List<String> pros, List<String> cons) {}

  static Lists listed(List<Block> blocks) {
    List<String> pros = new ArrayList<>();
    List<String> cons = new ArrayList<>();
    List<String> open = null;
    for (Block block : blocks) {
      String label = label(block.text());
      Set<String> known = label.length() <= 40 ? side(label) : Set.of();
      if (!known.isEmpty()) {
        open = known.equals(PROS) ? pros : cons;
        continue;
      }
      List<String> inline = inline(block, pros, cons);
      if (inline != null) open = inline;
      else if (open != null && entry(block) && open.size() < MOST) open.add(block.text());
      else open = null;
    }
    return new Lists(pros, cons);
  }

  /// `Pros: this, that` in one block.
  private static @org.jspecify.annotations.Nullable List<String> inline(
      Block block, List<String> pros, List<String> cons) {
    int colon = block.text().indexOf(':');
    if (block.heading() || colon < 2 || colon > 30 || block.text().length() > 2 * LONGEST)
      return null;
    Set<String> known = side(label(block.text().substring(0, colon)));
    if (known.isEmpty()) return null;
    List<String> into = known.equals(PROS) ? pros : cons;
    for (String part : block.text().substring(colon + 1).split("[;•✓✔]", MOST))
      if (!part.isBlank() && into.size() < MOST) into.add(part.strip());
    return into;
  }

  private static Set<String> side(String label) {
    return PROS.contains(label) ? PROS : CONS.contains(label) ? CONS : Set.of();
  }

  private static boolean entry(Block block) {
    boolean listed = block.kind() == Block.Kind.ENTRY || block.kind() == Block.Kind.CELL;
    return listed
        ? block.text().length() <= LONGEST
        : !block.heading() && block.text().length() <= 120;
  }

  private static String label(String text) {
    String lower = text.toLowerCase(Locale.ROOT).strip();
    int end = lower.length();
    while (end > 0 && !Character.isLetter(lower.charAt(end - 1))) end--;
    int start = 0;
    while (start < end && !Character.isLetter(lower.charAt(start))) start++;
    return lower.substring(start, end);
  }

  /// The sentences of a text that speak most clearly for (`sign` 1) or against (-1).
  static List<String> spoken(List<Said> text, int sign, double least, int most) {
    record Spoken(String sentence, double sentiment, int order) {}
    List<Spoken> all = new ArrayList<>();
    for (Said said : text) {
      String sentence = said.sentence();
      double sentiment = said.sentiment() * sign;
      if (sentiment >= least && sentence.length() <= LONGEST && sentence.length() > 20)
        all.add(new Spoken(sentence, sentiment, all.size()));
    }
    all.sort((a, b) -> Double.compare(b.sentiment, a.sentiment));
    List<Spoken> top = new ArrayList<>(all.subList(0, Math.min(most, all.size())));
    top.sort((a, b) -> a.order - b.order);
    return top.stream().map(Spoken::sentence).toList();
  }

  /// True where a heading announces weaknesses (or strengths) in words of its own.
  static boolean headed(String heading, boolean against) {
    String lower = heading.toLowerCase(Locale.ROOT);
    for (String label : against ? CONS : PROS) {
      if (label.length() > 4 && lower.startsWith(label)) return true;
    }
    return false;
  }
}
