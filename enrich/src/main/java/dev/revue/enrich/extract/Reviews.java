package dev.revue.enrich.extract;

import dev.revue.common.event.Ids;
import dev.revue.common.event.ReviewEvent.Provenance;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Extractor.Sources;
import dev.revue.enrich.extract.byline.Authors;
import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.item.ItemFinder;
import dev.revue.enrich.extract.item.ItemFinder.Clues;
import dev.revue.enrich.extract.item.ItemFinder.Found;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.opinion.Opinion;
import dev.revue.enrich.extract.opinion.Subject;
import dev.revue.enrich.extract.rating.Mention;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Puts together the reviews of a page: its own first, then its readers'.
final class Reviews {
  private static final int MOST = 100;
  private static final int MOST_LINKS = 500;

  private final Sources sources;
  private final Set<String> ids = new HashSet<>();
  private final List<Review> out = new ArrayList<>();
  private final Map<Thing, Optional<Found>> items = new HashMap<>();
  private @Nullable Clues clues;

  private Reviews(Sources sources) {
    this.sources = sources;
  }

  static List<Review> of(Sources sources) {
    Reviews reviews = new Reviews(sources);
    reviews.run();
    return reviews.out;
  }

  private void run() {
    List<MarkedReview> own = new ArrayList<>();
    List<MarkedReview> readers = new ArrayList<>();
    for (MarkedReview one : sources.marked())
      (Verdicts.byReader(sources, one) ? readers : own).add(one);
    if (own.size() > 1 && Verdicts.several(own)) {
      for (MarkedReview one : own) if (out.size() < MOST) marked(one, "critic");
    } else {
      single(own.isEmpty() ? null : own.getFirst(), readers);
    }
    for (MarkedReview one : readers)
      if (out.size() < MOST && !Verdicts.testimonial(one)) marked(one, "user");
  }

  /// The page's own review, if it has one.
  private void single(@Nullable MarkedReview marked, List<MarkedReview> readers) {
    if (Verdicts.noReviewHere(sources, marked)) return;
    Optional<Found> found = found(marked);
    String title = found.map(f -> f.title().value()).orElse("");
    Ratings ratings = Ratings.of(sources, marked, title);
    Optional<Candidate<Mention>> rating = ratings.chosen();
    if (!Verdicts.reviews(sources, marked, rating, readers)) return;
    String kind = found.map(f -> f.item().type()).orElse("other");
    Set<String> notCritics = new HashSet<>(sources.info().authors());
    if (sources.byline().publisher() != null) notCritics.add(sources.byline().publisher());
    found.ifPresent(f -> {
      notCritics.addAll(f.item().cast());
      notCritics.addAll(f.item().directors());
    });
    Double score = rating.map(r -> r.value().score()).orElse(null);
    Subject subject = new Subject(kind, sources.info().language(), title, notCritics);
    Opinion opinion =
        Opinion.of(subject, sources.main().blocks(), marked, ratings.inText().sides(), score);
    Map<String, Provenance> provenance = new LinkedHashMap<>();
    Draft.explain(provenance, "headline", sources.byline().headline());
    Draft.explain(provenance, "authors", sources.byline().authors());
    Draft.explain(provenance, "published_at", sources.byline().published());
    Draft.explain(provenance, "verdict", opinion.verdict());
    Draft.explain(provenance, "pros", opinion.pros());
    Draft.explain(provenance, "cons", opinion.cons());
    found.ifPresent(f -> Draft.explain(provenance, "item", f.title()));
    found.ifPresent(f -> Draft.explain(provenance, "item.year", f.year()));
    found.ifPresent(f -> Draft.explain(provenance, "item.id", f.known()));
    rating.ifPresent(r -> Draft.explain(provenance, r));
    String id = Ids.review(sources.page().url());
    ids.add(id);
    out.add(
        Draft.own(
            sources,
            id,
            found.map(Found::item).orElse(null),
            rating.map(r -> r.value().rating(Draft.shown(r))).orElse(null),
            opinion,
            marked,
            provenance));
  }

  private void marked(MarkedReview one, String authorType) {
    Optional<Found> found = found(one);
    boolean user = authorType.equals("user");
    String author = one.authors().isEmpty() ? "" : one.authors().getFirst();
    Candidate<Mention> mention = Ratings.marked(one);
    if (mention == null && one.body() == null) return;
    if (mention != null && !user) {
      List<String> named = Authors.names(one.authors());
      String critic = named.isEmpty() ? "" : named.getFirst();
      mention = Ratings.prior(mention, sources.scales().best(critic));
    }
    String title = found.map(f -> f.title().value()).orElse("");
    // What tells reviews of one page apart for good: readers by name, a critic's by title.
    String mark = user ? "user " + author + " " + title : title.isEmpty() ? author : title;
    String id = Ids.review(sources.page().url(), mark);
    if (!ids.add(id)) {
      id =
          Ids.review(
              sources.page().url(),
              mark
                  + " "
                  + Ids.hash(
                      one.body() == null
                          ? mention == null ? "" : mention.value().raw()
                          : one.body()));
      if (!ids.add(id)) return;
    }
    out.add(Draft.marked(sources, id, authorType, one, found.orElse(null), mention));
  }

  /// What is reviewed: reviews of one thing need not look for it again.
  private Optional<Found> found(@Nullable MarkedReview one) {
    if (one == null || one.item() == null) return ItemFinder.find(clues(), one);
    return items.computeIfAbsent(one.item(), item -> ItemFinder.find(clues(), one));
  }

  private Clues clues() {
    if (clues != null) return clues;
    clues =
        new Clues(
            sources.info().title(),
            sources.title(),
            sources.page().url(),
            sources.text(),
            sources.markup(),
            sources.info().publishedAt(),
            sources.catalog(),
            links());
    return clues;
  }

  /// Where the links of the text lead.
  private List<String> links() {
    List<String> out = new ArrayList<>();
    Set<Element> seen = new HashSet<>();
    for (Block block : sources.main().blocks()) {
      if (block.linkChars() == 0 || !seen.add(block.at())) continue;
      for (Element link : block.at().getElementsByTag("a")) {
        if (out.size() >= MOST_LINKS) return out;
        out.add(link.attr("href"));
      }
    }
    return out;
  }
}
