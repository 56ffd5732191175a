package dev.revue.enrich.extract.opinion;

import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.common.event.ReviewEvent.Section;
import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a review says about its title.
public record Opinion(
    @Nullable Candidate<String> verdict,
    List<String> pros,
    List<String> cons,
    List<Aspect> aspects,
    List<Quote> quotes,
    List<Section> sections,
    @Nullable Double sentiment) {
  private static final int LONGEST_VERDICT = 500;
  private static final double CLEAR = 0.3;
  private static final double HEADED = 0.05;
  private static final int SPOKEN = 3;
  private static final String[] VERDICT = {
    "verdict",
    "conclusion",
    "final thoughts",
    "final word",
    "bottom line",
    "the takeaway",
    "in conclusion",
    "summary",
    "overall",
    "fazit",
    "unser fazit",
    "mein fazit",
    "gesamturteil",
    "urteil",
    "résumé",
    "notre avis",
    "mon avis",
    "en conclusion",
    "conclusión",
    "conclusiones",
    "veredicto",
    "conclusione",
    "conclusioni",
    "giudizio",
    "conclusie",
    "eindoordeel",
    "oordeel",
    "konklusion",
    "konklusjon",
    "slutsats",
    "closing thoughts",
    "wrap-up",
    "wrapping up",
    "should you"
  };

  /// @param score of the review's rating, 0 to 100
  /// @param own names that are not other critics: authors, the site, people of the title
  public static Opinion of(
      String kind, List<Block> blocks, String text, Set<String> own, @Nullable Double score) {
    List<Said> said = Said.all(text);
    List<Section> sections = sections(blocks);
    Points.Lists listed = Points.listed(blocks);
    List<String> pros = listed.pros().isEmpty() ? told(sections, said, 1) : listed.pros();
    List<String> cons = listed.cons().isEmpty() ? told(sections, said, -1) : listed.cons();
    List<Quote> quotes = Quotes.of(text, own);
    return new Opinion(
        verdict(sections, blocks),
        pros,
        cons,
        Aspects.of(kind, said, quotes),
        quotes,
        sections,
        Sentiment.review(said, score));
  }

  /// Points that are told rather than listed: in sections that are about them, else wherever they
  /// are clear.
  private static List<String> told(List<Section> sections, List<Said> said, int sign) {
    List<String> out = new ArrayList<>();
    for (Section section : sections) {
      if (Points.headed(section.heading(), sign < 0))
        out.addAll(Points.spoken(Said.all(section.text()), sign, HEADED, SPOKEN));
    }
    return out.isEmpty() ? Points.spoken(said, sign, CLEAR, SPOKEN) : out;
  }

  private static @Nullable Candidate<String> verdict(List<Section> sections, List<Block> blocks) {
    for (int i = sections.size() - 1; i >= 0; i--) {
      Section section = sections.get(i);
      if (!announces(section.heading()) || section.text().isBlank()) continue;
      String best = strongest(Sentences.of(section.text()), 4);
      if (best != null) return new Candidate<>(best, 0.85, "dom", section.heading());
    }
    for (Block block : blocks.reversed()) {
      int colon = block.text().indexOf(':');
      if (colon <= 0 || colon > 25 || !announces(block.text().substring(0, colon))) continue;
      String best = strongest(Sentences.of(block.text().substring(colon + 1)), 4);
      if (best != null && best.length() > 20)
        return new Candidate<>(best, 0.75, "text", block.text().substring(0, colon));
    }
    List<String> closing = new ArrayList<>();
    for (int i = Math.max(0, blocks.size() - 4); i < blocks.size(); i++)
      if (blocks.get(i).text().length() > 60) closing.addAll(Sentences.of(blocks.get(i).text()));
    String best = null;
    for (String sentence : closing) {
      double said = Math.abs(Sentiment.sentence(sentence));
      if (said >= 0.3
          && fits(sentence)
          && (best == null || said > Math.abs(Sentiment.sentence(best)))) best = sentence;
    }
    return best == null ? null : new Candidate<>(best, 0.55, "text", best);
  }

  /// The first sentence that judges, among the first few; else the first that is one.
  private static @Nullable String strongest(List<String> sentences, int among) {
    String first = null;
    for (String sentence : sentences.subList(0, Math.min(among, sentences.size()))) {
      if (!fits(sentence)) continue;
      if (Math.abs(Sentiment.sentence(sentence)) >= 0.2) return sentence;
      if (first == null) first = sentence;
    }
    return first;
  }

  private static boolean fits(String sentence) {
    return sentence.length() >= 20
        && sentence.length() <= LONGEST_VERDICT
        && sentence.indexOf(' ') > 0;
  }

  /// True where a heading says that the verdict follows.
  public static boolean announces(String heading) {
    String lower = heading.toLowerCase(Locale.ROOT);
    if (lower.length() > 60) return false;
    for (String word : VERDICT) if (lower.contains(word)) return true;
    return false;
  }

  static List<Section> sections(List<Block> blocks) {
    List<Section> out = new ArrayList<>();
    String heading = null;
    var text = new StringBuilder();
    for (Block block : blocks) {
      if (block.heading() && block.level() > 1) {
        if (heading != null) out.add(new Section(heading, text.toString()));
        heading = block.text();
        text.setLength(0);
      } else if (heading != null) {
        if (!text.isEmpty()) text.append("\n\n");
        text.append(block.text());
      }
    }
    if (heading != null) out.add(new Section(heading, text.toString()));
    return out;
  }
}
