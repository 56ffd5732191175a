package dev.revue.enrich.extract;

import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Provenance;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.Section;
import dev.revue.enrich.extract.Extractor.Sources;
import dev.revue.enrich.extract.byline.Authors;
import dev.revue.enrich.extract.item.ItemFinder.Found;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.opinion.Opinion;
import dev.revue.enrich.extract.opinion.Points;
import dev.revue.enrich.extract.opinion.Sentiment;
import dev.revue.enrich.extract.rating.MarkedRatings;
import dev.revue.enrich.extract.rating.Mention;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Clean;
import dev.revue.enrich.extract.text.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes review events from what was found; every string that leaves is made safe here.
final class Draft {
  private static final int LINE = 500;

  private Draft() {}

  static Review own(
      Sources s,
      String id,
      @Nullable Item item,
      @Nullable Rating rating,
      Opinion opinion,
      @Nullable MarkedReview marked,
      Map<String, Provenance> provenance) {
    List<Section> sections = new ArrayList<>();
    int room = Extractor.LONGEST;
    for (Section one : opinion.sections()) {
      if (room <= 0) break;
      String text = Clean.block(one.text(), room);
      sections.add(new Section(line(one.heading()), text));
      room -= text.length() + line(one.heading()).length() + 1;
    }
    List<Aspect> aspects = new ArrayList<>(marked == null ? List.of() : sides(marked));
    for (Aspect one : opinion.aspects())
      aspects.add(new Aspect(one.name(), one.sentiment(), Clean.line(one.evidence()), one.score()));
    List<Quote> quotes = new ArrayList<>();
    for (Quote one : opinion.quotes())
      quotes.add(new Quote(line(one.source()), line(one.text()), one.sentiment()));
    return new Review(
        id,
        s.page().version(),
        s.page().url(),
        s.info().site(),
        s.page().fetchedAt(),
        s.page().source(),
        s.info().title(),
        authors(s, marked, provenance),
        "critic",
        s.byline().publisher(),
        s.info().publishedAt(),
        s.byline().modified(),
        s.info().language(),
        s.text(),
        sections,
        words(s.text()),
        s.byline().image(),
        item,
        rating,
        opinion.verdict() == null ? null : Clean.line(opinion.verdict().value()),
        lines(opinion.pros() == null ? List.of() : opinion.pros().value()),
        lines(opinion.cons() == null ? List.of() : opinion.cons().value()),
        aspects,
        opinion.sentiment(),
        quotes,
        List.of(),
        s.page().usage(),
        provenance);
  }

  static Review marked(
      Sources s,
      String id,
      String authorType,
      MarkedReview one,
      @Nullable Found found,
      @Nullable Candidate<Mention> rated) {
    Map<String, Provenance> provenance = new LinkedHashMap<>();
    String from = one.review().source();
    Mention mention = rated == null ? null : rated.value();
    if (rated != null) explain(provenance, rated);
    if (found != null) explain(provenance, "item", found.title());
    if (found != null) explain(provenance, "item.id", found.known());
    String body = one.body();
    String text = body == null ? null : Clean.block(body, Extractor.LONGEST);
    List<String> authors = Authors.names(one.authors());
    if (!authors.isEmpty()) provenance.put("authors", new Provenance(from, 0.9, null));
    Rating rating = mention == null ? null : mention.rating(line(mention.raw()));
    String page = s.info().language();
    String language = text == null || text.length() < 100 ? page : Language.of(text, page);
    return new Review(
        id,
        s.page().version(),
        s.page().url(),
        s.info().site(),
        s.page().fetchedAt(),
        s.page().source(),
        Clean.line(one.review().text("name"), LINE),
        authors,
        authorType,
        s.byline().publisher(),
        null,
        null,
        language,
        text,
        List.of(),
        text == null ? 0 : words(text),
        null,
        found == null ? null : found.item(),
        rating,
        null,
        lines(Points.notes(one.review(), "positiveNotes")),
        lines(Points.notes(one.review(), "negativeNotes")),
        sides(one),
        Sentiment.review(
            text == null ? "" : text, language, mention == null ? null : mention.score()),
        List.of(),
        List.of(),
        s.page().usage(),
        provenance);
  }

  /// The page's authors; where it has no byline, those of its review in mark-up.
  private static List<String> authors(
      Sources s, @Nullable MarkedReview marked, Map<String, Provenance> provenance) {
    if (marked == null || !s.info().authors().isEmpty()) return s.info().authors();
    List<String> names = Authors.names(marked.authors());
    if (!names.isEmpty())
      provenance.put(
          "authors", new Provenance(marked.review().source(), 0.9, String.join(", ", names)));
    return names;
  }

  /// What mark-up rates apart from the whole.
  private static List<Aspect> sides(MarkedReview marked) {
    List<Aspect> out = new ArrayList<>();
    for (MarkedReview.Side side : marked.sides()) {
      Mention mention = MarkedRatings.read(side.rating());
      Double score = mention == null ? null : mention.score();
      if (score == null) continue;
      double sentiment = Math.round(2 * score - 100) / 100.0;
      out.add(new Aspect(line(side.name()), sentiment, Clean.line(side.rating().value()), score));
    }
    return out;
  }

  /// What stands on the page for a rating: with its label's other notation where one follows.
  static String shown(Candidate<Mention> rating) {
    String evidence = Clean.line(rating.evidence());
    boolean short_ =
        evidence != null && evidence.length() <= 40 && evidence.contains(rating.value().raw());
    return short_ && evidence != null ? withoutLabel(evidence) : line(rating.value().raw());
  }

  private static String withoutLabel(String evidence) {
    int colon = evidence.indexOf(':');
    return colon > 0 && colon < evidence.length() - 1
        ? evidence.substring(colon + 1).strip()
        : evidence;
  }

  static void explain(
      Map<String, Provenance> provenance, String field, @Nullable Candidate<?> candidate) {
    if (candidate == null) return;
    provenance.put(
        field,
        new Provenance(
            candidate.source(), candidate.confidence(), Clean.line(candidate.evidence(), LINE)));
  }

  /// Of a rating it is also told where its scale comes from.
  static void explain(Map<String, Provenance> provenance, Candidate<Mention> rating) {
    explain(provenance, "rating", rating);
    String scale = rating.value().scale().name().toLowerCase(Locale.ROOT);
    provenance.put("rating.scale", new Provenance(scale, rating.confidence(), null));
  }

  static String line(String text) {
    String out = Clean.line(text, LINE);
    return out == null ? "" : out;
  }

  private static List<String> lines(List<String> texts) {
    List<String> out = new ArrayList<>();
    for (String text : texts) {
      String line = Clean.line(text, LINE);
      if (line != null) out.add(line);
    }
    return out;
  }

  private static int words(String text) {
    int words = 0;
    boolean in = false;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = Character.isLetterOrDigit(text.charAt(i));
      if (letter && !in) words++;
      in = letter;
    }
    return words;
  }
}
