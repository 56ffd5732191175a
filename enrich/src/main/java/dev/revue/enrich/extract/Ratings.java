package dev.revue.enrich.extract;

import dev.revue.enrich.extract.Extractor.Sources;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.rating.MarkedRatings;
import dev.revue.enrich.extract.rating.Mention;
import dev.revue.enrich.extract.rating.Mention.Scale;
import dev.revue.enrich.extract.rating.Spoken;
import dev.revue.enrich.extract.rating.TextRatings;
import dev.revue.enrich.extract.rating.Widgets;
import dev.revue.enrich.extract.rating.Written;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// The rating of a page's own review: what every layer says, heard together.
record Ratings(List<Candidate<Mention>> candidates, TextRatings inText) {
  private static final double MARKED = 0.92;
  private static final double HINTED = 0.97;
  private static final double[] USUAL = {10, 100, 5};
  private static final double PRIOR = 0.9;
  private static final int HEADER_REACH = 6;

  static Ratings of(Sources sources, @Nullable MarkedReview marked, String title) {
    List<Candidate<Mention>> all = new ArrayList<>();
    Element hinted = Extractor.hinted(sources.document(), sources.page(), "rating");
    if (hinted != null) all.addAll(hinted(hinted.text()));
    Candidate<Mention> inMarkup = marked == null ? null : marked(marked);
    if (inMarkup != null) all.add(inMarkup);
    all.addAll(Widgets.read(region(sources)));
    TextRatings inText =
        TextRatings.read(
            Spoken.own(sources.main().blocks(), title), title, sources.info().language());
    all.addAll(inText.own());
    List<String> authors = sources.info().authors();
    String author = authors.isEmpty() ? "" : authors.getFirst();
    return new Ratings(scaled(all, sources.scales().best(author)), inText);
  }

  /// A value whose scale the page leaves open is on the scale that it states for the same value
  /// elsewhere (`★★★`, and `3/4` below), or on the one that makes it what is drawn beside it (`8.5`
  /// and a bar of 85 %); else on the one that its author is known for.
  private static List<Candidate<Mention>> scaled(
      List<Candidate<Mention>> all, OptionalDouble prior) {
    List<Mention> stated = new ArrayList<>();
    for (Candidate<Mention> one : all) if (!one.value().scale().open()) stated.add(one.value());
    List<Candidate<Mention>> out = new ArrayList<>();
    for (Candidate<Mention> one : all) out.add(scaled(one, stated, prior));
    return out;
  }

  private static Candidate<Mention> scaled(
      Candidate<Mention> one, List<Mention> stated, OptionalDouble prior) {
    if (!one.value().scale().open()) return one;
    for (Mention other : stated) {
      Double best = other.best();
      if (best == null || other.value() != one.value().value())
        best = agreeing(one.value().value(), other.score());
      if (best != null)
        return new Candidate<>(
            one.value().on(best, other.scale()), one.confidence(), one.source(), one.evidence());
    }
    return prior(one, prior);
  }

  /// The usual scale on which a value has a score; null where there is none.
  private static @Nullable Double agreeing(double value, @Nullable Double score) {
    if (score == null) return null;
    for (double best : USUAL) if (Math.abs(100 * value / best - score) < 0.01) return best;
    return null;
  }

  /// The rating on its author's usual scale, where the page leaves it open and it fits.
  static Candidate<Mention> prior(Candidate<Mention> one, OptionalDouble prior) {
    Mention mention = one.value();
    if (!mention.scale().open() || prior.isEmpty() || mention.value() > prior.getAsDouble())
      return one;
    return new Candidate<>(
        mention.on(prior.getAsDouble(), Scale.PRIOR),
        Math.max(Math.min(one.confidence(), Candidate.THRESHOLD), one.confidence() * PRIOR),
        "prior",
        one.evidence());
  }

  /// What stands where the source says that the rating is.
  private static List<Candidate<Mention>> hinted(String text) {
    Mention written = Written.read(text).mentionOrNull();
    if (written != null) return List.of(new Candidate<>(written, HINTED, "selector", text));
    List<Candidate<Mention>> out = new ArrayList<>();
    for (Candidate<Mention> one : TextRatings.read(List.of("Rating: " + text), "").own())
      out.add(new Candidate<>(one.value(), HINTED, "selector", one.evidence()));
    return out;
  }

  /// The rating that mark-up gives to one review; null where that is none.
  static @Nullable Candidate<Mention> marked(MarkedReview one) {
    MarkedReview.Marked rating = one.rating();
    Mention mention = rating == null ? null : MarkedRatings.read(rating);
    return rating == null || mention == null
        ? null
        : new Candidate<>(mention, MARKED, one.review().source(), rating.value());
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
