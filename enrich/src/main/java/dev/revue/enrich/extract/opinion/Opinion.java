package dev.revue.enrich.extract.opinion;

import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.common.event.ReviewEvent.Section;
import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.rating.TextRatings;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a review says about its title. Every sentence is read once, for all of it.
public record Opinion(
    @Nullable Candidate<String> verdict,
    @Nullable Candidate<List<String>> pros,
    @Nullable Candidate<List<String>> cons,
    List<Aspect> aspects,
    List<Quote> quotes,
    List<Section> sections,
    @Nullable Double sentiment) {

  /// @param marked the review in mark-up, where it is marked up
  /// @param sides what the page rates beside the whole
  /// @param score of the review's rating, 0 to 100
  public static Opinion of(
      Subject subject,
      List<Block> blocks,
      @Nullable MarkedReview marked,
      List<TextRatings.Side> sides,
      @Nullable Double score) {
    Lexicon lexicon = Lexicon.of(subject.language());
    List<Said> said = Said.all(blocks, lexicon, subject.words());
    Points points = Points.of(blocks, said, marked);
    List<Quote> quotes = Quotes.of(blocks, said, subject);
    return new Opinion(
        Verdict.of(blocks, said, subject, marked),
        points.pros(),
        points.cons(),
        Aspects.of(subject, blocks, said, quotes, sides),
        quotes,
        sections(blocks),
        Sentiment.review(said, score));
  }

  /// True where a heading says that the verdict follows.
  public static boolean announces(String heading) {
    return Headings.verdict(heading);
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
