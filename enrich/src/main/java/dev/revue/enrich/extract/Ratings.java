package dev.revue.enrich.extract;

import dev.revue.enrich.extract.Extractor.Sources;
import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.rating.MarkedRatings;
import dev.revue.enrich.extract.rating.Mention;
import dev.revue.enrich.extract.rating.TextRatings;
import dev.revue.enrich.extract.rating.Widgets;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// The rating of a page's own review: what every layer says, heard together.
record Ratings(List<Candidate<Mention>> candidates, TextRatings inText) {
  private static final double MARKED = 0.92;
  private static final double HINTED = 0.97;
  private static final int HEADER_REACH = 6;

  static Ratings of(Sources sources, @Nullable MarkedReview marked, String title) {
    List<Candidate<Mention>> all = new ArrayList<>();
    Element hinted = Extractor.hinted(sources.document(), sources.page(), "rating");
    if (hinted != null) {
      for (Candidate<Mention> one :
          TextRatings.read(List.of("Rating: " + hinted.text()), "").own()) {
        all.add(new Candidate<>(one.value(), HINTED, "selector", one.evidence()));
      }
    }
    if (marked != null && marked.rating() != null) {
      Mention mention = MarkedRatings.read(marked.rating());
      if (mention != null)
        all.add(
            new Candidate<>(mention, MARKED, marked.review().source(), marked.rating().value()));
    }
    all.addAll(Widgets.read(region(sources)));
    List<String> texts = new ArrayList<>();
    for (Block block : sources.main().blocks()) texts.add(block.text());
    TextRatings inText = TextRatings.read(texts, title);
    all.addAll(inText.own());
    return new Ratings(all, inText);
  }

  /// The main text and what stands with it under the same headline.
  private static Element region(Sources sources) {
    Element root = sources.main().root();
    if (root.selectFirst("h1") != null) return root;
    Element at = root;
    for (int up = 0; up < HEADER_REACH && at.parent() != null; up++) {
      at = at.parent();
      if (at.normalName().equals("body")) return root;
      if (at.selectFirst("h1") != null) return at;
      if (at.normalName().equals("article")) return at;
    }
    return root;
  }

  Optional<Candidate<Mention>> chosen() {
    return Candidate.fuse(candidates, Mention::key);
  }
}
