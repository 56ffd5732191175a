package dev.revue.common.event;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a page says about one title, on `revue.reviews`; keyed by the review's id, partitioned by
/// the title's.
public sealed interface ReviewEvent {
  String id();

  Version version();

  /// The title's id; null where the page does not tell what it reviews.
  @Nullable String itemId();

  /// What decides the partition: the title, or the review itself where there is none.
  default String partitionKey() {
    String item = itemId();
    return item == null ? id() : item;
  }

  /// A review. A field that is not known is absent; `provenance` says where each came from.
  ///
  /// @param url canonical URL of the page
  /// @param site host name that readers know the site by, without `www.`
  /// @param authorType `critic` or `user`
  /// @param publishedAt ISO 8601: a plain date stays a date, a time keeps the page's offset
  /// @param language BCP 47 primary tag
  /// @param text plain text, paragraphs separated by blank lines
  /// @param sentiment -1 to 1
  record Review(
      String id,
      Version version,
      String url,
      String site,
      Instant fetchedAt,
      @Nullable String source,
      @Nullable String headline,
      List<String> authors,
      String authorType,
      @Nullable String publisher,
      @Nullable String publishedAt,
      @Nullable String modifiedAt,
      @Nullable String language,
      @Nullable String text,
      List<Section> sections,
      int wordCount,
      @Nullable String image,
      @Nullable Item item,
      @Nullable Rating rating,
      @Nullable String verdict,
      List<String> pros,
      List<String> cons,
      List<Aspect> aspects,
      @Nullable Double sentiment,
      List<Quote> quotes,
      List<Float> embedding,
      Map<String, String> usage,
      Map<String, Provenance> provenance)
      implements ReviewEvent {
    public Review {
      authors = orEmpty(authors);
      sections = orEmpty(sections);
      pros = orEmpty(pros);
      cons = orEmpty(cons);
      aspects = orEmpty(aspects);
      quotes = orEmpty(quotes);
      embedding = orEmpty(embedding);
      usage = sorted(usage);
      provenance = sorted(provenance);
    }

    @Override
    public @Nullable String itemId() {
      return item == null ? null : item.id();
    }

    /// The same under another version.
    public Review at(Version version) {
      return with(version, embedding);
    }

    /// The same with an embedding.
    public Review embedded(List<Float> embedding) {
      return with(version, embedding);
    }

    private Review with(Version version, List<Float> embedding) {
      return new Review(
          id,
          version,
          url,
          site,
          fetchedAt,
          source,
          headline,
          authors,
          authorType,
          publisher,
          publishedAt,
          modifiedAt,
          language,
          text,
          sections,
          wordCount,
          image,
          item,
          rating,
          verdict,
          pros,
          cons,
          aspects,
          sentiment,
          quotes,
          embedding,
          usage,
          provenance);
    }

    /// True where a reader wrote it; everybody else is a critic.
    public boolean byUser() {
      return authorType.equals("user");
    }
  }

  /// A review that is not, or no longer under this title.
  ///
  /// @param reason `gone` (the page is), `dropped` (the page no longer has it) or `moved` (to
  ///   another title: for the fold and for compaction only, the index must not apply it)
  record ReviewRemoved(
      String id, Version version, @Nullable String itemId, String reason, Instant removedAt)
      implements ReviewEvent {
    public static final String MOVED = "moved";

    public boolean moved() {
      return reason.equals(MOVED);
    }
  }

  /// A part of the text under its own heading.
  record Section(String heading, String text) {}

  /// What is reviewed.
  ///
  /// @param type movie, tv, book, game, music, product, place, service or other
  /// @param ids ids elsewhere, by catalogue: imdb, tmdb, wikidata …
  record Item(
      String id,
      String type,
      String title,
      @Nullable Integer year,
      List<String> directors,
      List<String> cast,
      List<String> genres,
      Map<String, String> ids) {
    public Item {
      directors = orEmpty(directors);
      cast = orEmpty(cast);
      genres = orEmpty(genres);
      ids = sorted(ids);
    }
  }

  /// A rating as printed and as a number.
  ///
  /// @param raw what the page prints
  /// @param score 0 to 100 = 100 · value / best; null where the scale is not known
  /// @param scale where `best` is from: explicit, markup, glyphs, assumed (the usual one) or prior
  ///   (the author's other ratings); null where it is unknown
  record Rating(
      String raw,
      @Nullable Double value,
      @Nullable Double best,
      @Nullable Double worst,
      @Nullable Double score,
      @Nullable String scale) {
    public Rating(
        String raw,
        @Nullable Double value,
        @Nullable Double best,
        @Nullable Double worst,
        @Nullable Double score) {
      this(raw, value, best, worst, score, null);
    }

    public Rating {
      if (score != null && !(score >= 0 && score <= 100)) {
        throw new IllegalArgumentException(
            "score " + score + " of rating '" + raw + "' is not in [0, 100]");
      }
    }

    /// The score in hundredths of a point, 0 to 10,000: what is counted and summed, everywhere.
    public @Nullable Integer hundredths() {
      return score == null ? null : (int) Math.round(score * 100);
    }
  }

  /// One side of the title that the review judges.
  ///
  /// @param sentiment -1 to 1
  /// @param score 0 to 100 where the page rates this side by itself
  record Aspect(
      String name, @Nullable Double sentiment, @Nullable String evidence, @Nullable Double score) {}

  /// Another critic's words, quoted in the review.
  record Quote(String source, String text, @Nullable Double sentiment) {}

  /// Where a field came from.
  ///
  /// @param from json-ld, microdata, rdfa, hreview, meta, selector, dom, text, url or prior; of a
  ///   rating.scale explicit, markup, glyphs, assumed, prior or none
  /// @param confidence 0 to 1
  record Provenance(String from, double confidence, @Nullable String evidence) {}

  /// Sorted, so that the same event always has the same bytes.
  private static <T> Map<String, T> sorted(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
