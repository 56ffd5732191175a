package dev.revue.index.document;

import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.ReviewEvent.Section;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.document.Fields.Flag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A review as the index contract wants it: flat, clean, complete. The same event gives the same
/// bytes, but for `indexed_at`.
public final class ReviewDocument {
  /// Dimensions of the `embedding` field.
  private static final int DIMENSIONS = 384;

  private static final int RAW_RATING = 64;
  private static final int TITLE_WEIGHT = 10;
  private static final int PERSON_WEIGHT = 5;

  private ReviewDocument() {}

  public static Document of(Review review, Instant indexedAt) {
    var fields = new Fields().id("id", review.id()).id("item_id", review.itemId());
    fields
        .url("url", review.url())
        .text("headline", review.headline(), Fields.NAME)
        .text("text", review.text(), Fields.PROSE)
        .text("summary", review.verdict(), Fields.LINE)
        .texts(
            "section_titles",
            review.sections().stream().map(Section::heading).toList(),
            Fields.NAME)
        .details("sections", review.sections().stream().map(ReviewDocument::section).toList());
    if (review.item() != null) ItemFields.add(review.item(), fields);
    fields
        .texts("author_name", review.authors(), Fields.NAME)
        .text("author_type", review.byUser() ? "user" : "critic", Fields.CODE)
        .text("publisher_name", review.publisher(), Fields.NAME)
        .text("publisher_domain", review.site(), Fields.CODE);
    if (review.rating() != null) rating(review.rating(), fields);
    fields
        .texts("pros", review.pros(), Fields.NAME)
        .texts("cons", review.cons(), Fields.NAME)
        .texts("quotes", review.quotes().stream().map(Quote::text).toList(), Fields.LINE)
        .scaled("sentiment", review.sentiment(), -1, 1);
    aspects(review.aspects(), fields);
    fields
        .text("language", review.language(), Fields.CODE)
        .number("word_count", review.wordCount())
        .url("image", review.image())
        .text("source", review.source(), Fields.CODE);
    dates(review, fields);
    fields.object("usage", usage(review.usage())).object("provenance", provenance(review));
    embedding(review.embedding(), fields);
    suggest(review, fields);
    return fields
        .flag("deleted", Flag.CLEAR)
        .document(IndexKind.REVIEWS, review.id(), review.version(), indexedAt);
  }

  /// A review that is not: hidden by the read alias, and in the way of every older version.
  public static Document of(ReviewRemoved removed) {
    return new Fields()
        .id("id", removed.id())
        .id("item_id", removed.itemId())
        .time("deleted_at", removed.removedAt())
        .tombstone(IndexKind.REVIEWS, removed.id(), removed.version());
  }

  private static void rating(Rating rating, Fields fields) {
    fields
        .text("rating_raw", rating.raw(), RAW_RATING)
        .number("rating_value", rating.value())
        .number("rating_best", rating.best())
        .number("rating_worst", rating.worst());
    Integer hundredths = rating.hundredths();
    if (hundredths == null) return;
    // All of them from the hundredths, as titles count them, or the two would differ at a border.
    double score = hundredths / 100.0;
    fields
        .number("score", score)
        .number("score_hundredths", hundredths)
        .number("score_band", Tally.bandOfHundredths(hundredths))
        .text("verdict", Verdict.of(score).code(), Fields.CODE);
  }

  private static void aspects(List<Aspect> aspects, Fields fields) {
    fields
        .texts("aspects", aspects.stream().map(Aspect::name).toList(), Fields.CODE)
        .texts(
            "aspects_positive",
            aspects.stream().filter(a -> leaning(a) > 0).map(Aspect::name).toList(),
            Fields.CODE)
        .texts(
            "aspects_negative",
            aspects.stream().filter(a -> leaning(a) < 0).map(Aspect::name).toList(),
            Fields.CODE)
        .details("aspect_details", aspects.stream().map(ReviewDocument::aspect).toList());
  }

  /// Above zero where the review speaks well of this side; by its own score where the page gives
  /// one, else by sentiment.
  private static double leaning(Aspect aspect) {
    Double score = aspect.score();
    if (score != null) {
      return switch (Verdict.of(score)) {
        case POSITIVE -> 1;
        case MIXED -> 0;
        case NEGATIVE -> -1;
      };
    }
    Double sentiment = aspect.sentiment();
    return sentiment == null || sentiment.isNaN() ? 0 : sentiment;
  }

  private static void dates(Review review, Fields fields) {
    Dates.date(review.publishedAt())
        .ifPresent(date ->
            fields
                .text("published_at", date.text(), Fields.CODE)
                .year("published_year", date.year()));
    Dates.date(review.modifiedAt())
        .ifPresent(date -> fields.text("modified_at", date.text(), Fields.CODE));
    fields.time("fetched_at", review.fetchedAt());
  }

  private static Fields section(Section section) {
    return new Fields()
        .text("heading", section.heading(), Fields.NAME)
        .text("text", section.text(), Fields.PROSE);
  }

  private static Fields aspect(Aspect aspect) {
    return new Fields()
        .text("name", aspect.name(), Fields.CODE)
        .scaled("sentiment", aspect.sentiment(), -1, 1)
        .scaled("score", aspect.score(), 0, 100)
        .text("evidence", aspect.evidence(), Fields.LINE);
  }

  private static Fields usage(Map<String, String> usage) {
    var fields = new Fields();
    new TreeMap<>(usage).forEach((name, value) -> fields.text(name(name), value, Fields.NAME));
    return fields;
  }

  private static Fields provenance(Review review) {
    var fields = new Fields();
    new TreeMap<>(review.provenance())
        .forEach((name, origin) ->
            fields.object(
                name(name),
                new Fields()
                    .text("from", origin.from(), Fields.CODE)
                    .scaled("confidence", origin.confidence(), 0, 1)
                    .text("evidence", origin.evidence(), Fields.NAME)));
    return fields;
  }

  private static String name(String name) {
    return PlainText.clean(name, Fields.CODE);
  }

  /// Only what cosine similarity can work with: the right length, finite and not zero.
  private static void embedding(List<Float> embedding, Fields fields) {
    if (embedding.size() != DIMENSIONS) return;
    double square = embedding.stream().mapToDouble(x -> (double) x * x).sum();
    if (Double.isFinite(square) && square > 0) fields.numbers("embedding", embedding);
  }

  private static void suggest(Review review, Fields fields) {
    var inputs = new java.util.ArrayList<Fields>();
    if (review.item() != null) input(review.item().title(), TITLE_WEIGHT, inputs);
    review.authors().forEach(author -> input(author, PERSON_WEIGHT, inputs));
    fields.details("suggest", inputs);
  }

  static void input(@Nullable String text, int weight, List<Fields> inputs) {
    String clean = text == null ? "" : PlainText.clean(text, Fields.NAME);
    if (clean.isEmpty()) return;
    inputs.add(new Fields().text("input", clean, Fields.NAME).number("weight", weight));
  }
}
