package dev.revue.search.result;

import dev.revue.search.query.Facet;
import dev.revue.search.result.Hits.Count;
import dev.revue.search.result.Hits.Highlight;
import dev.revue.search.result.Hits.Hit;
import dev.revue.search.result.Hits.Total;
import dev.revue.search.result.Review.Provenance;
import dev.revue.search.result.Review.Rating;
import dev.revue.search.result.Review.Section;
import dev.revue.search.result.Review.Title;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Elasticsearch's answers → records.
public final class Documents {
  private static final int SNIPPET = 400;
  private static final int BANDS = 10;

  private Documents() {}

  public static Hits hits(JsonNode answer) {
    var facets = new EnumMap<Facet, List<Count>>(Facet.class);
    for (Facet facet : Facet.values()) {
      facets.put(facet, counts(facet, answer.path("aggregations").path(facet.parameter())));
    }
    boolean partial =
        answer.path("timed_out").asBoolean(false)
            || answer.path("_shards").path("failed").asInt(0) > 0;
    return new Hits(
        total(answer), each(answer, Documents::hit), facets, partial, answer.path("took").asInt(0));
  }

  public static Total total(JsonNode answer) {
    JsonNode total = answer.path("hits").path("total");
    return new Total(
        total.path("value").asLong(0), "gte".equals(total.path("relation").asString("")));
  }

  public static List<Review> reviews(JsonNode answer) {
    return each(answer, hit -> review(hit.path("_source")));
  }

  public static List<Item> items(JsonNode answer) {
    return each(answer, hit -> item(hit.path("_source")));
  }

  /// Rated reviews by decile, the lowest first.
  public static List<Long> distribution(JsonNode answer) {
    var bands = new Long[BANDS];
    Arrays.fill(bands, 0L);
    for (Count count : counts(Facet.BAND, answer.path("aggregations").path("band"))) {
      int band = Integer.parseInt(count.value());
      if (band >= 0 && band < BANDS) bands[band] = count.count();
    }
    return List.of(bands);
  }

  private static <T> List<T> each(JsonNode answer, Function<JsonNode, T> read) {
    var all = new ArrayList<T>();
    for (JsonNode hit : answer.path("hits").path("hits")) all.add(read.apply(hit));
    return List.copyOf(all);
  }

  private static Hit hit(JsonNode hit) {
    Review review = review(hit.path("_source"));
    var marked = hit.path("highlight");
    String title = review.item() == null ? "" : review.item().title();
    Marked summary = highlighted(marked, "summary", text(review.summary()));
    Marked text = highlighted(marked, "text", summary.text());
    // The verdict sentence says most, unless the words asked for are elsewhere in the text.
    Marked snippet =
        summary.text().isEmpty() || (summary.marks().isEmpty() && !text.marks().isEmpty())
            ? text
            : summary;
    return new Hit(
        review,
        new Highlight(
            highlighted(marked, "item_title", title),
            highlighted(marked, "headline", text(review.headline())),
            snippet.clipped(SNIPPET)));
  }

  private static Marked highlighted(JsonNode marked, String field, String otherwise) {
    JsonNode fragment = marked.path(field).path(0);
    return fragment.isString() ? Marked.of(fragment.asString()) : Marked.plain(otherwise);
  }

  private static List<Count> counts(Facet facet, JsonNode aggregation) {
    JsonNode terms = aggregation.has("counts") ? aggregation.path("counts") : aggregation;
    var counts = new ArrayList<Count>();
    for (JsonNode bucket : terms.path("buckets")) {
      counts.add(new Count(bucket.path("key").asString(), bucket.path("doc_count").asLong()));
    }
    if (facet == Facet.BAND) counts.sort(Comparator.comparing(Count::value).reversed());
    return List.copyOf(counts);
  }

  private static Item item(JsonNode node) {
    var source = new Source(node);
    return new Item(
        source.text("id", ""),
        source.text("item_type"),
        source.text("item_title", "Untitled"),
        source.whole("item_year"),
        source.texts("item_directors"),
        source.texts("item_cast"),
        source.texts("item_genres"),
        source.number("score"),
        source.count("review_count"),
        source.count("critic_count"),
        source.count("rated_count"));
  }

  private static Review review(JsonNode node) {
    var source = new Source(node);
    return new Review(
        source.text("id", ""),
        source.webAddress("url"),
        source.text("publisher_domain"),
        source.text("publisher_name"),
        title(source),
        source.text("headline"),
        source.text("summary"),
        source.texts("author_name"),
        source.text("author_type"),
        rating(source),
        source.text("verdict"),
        source.texts("pros"),
        source.texts("cons"),
        source.text("published_at"),
        source.text("fetched_at"),
        source.languageTag("language"),
        source.whole("word_count"),
        source.text("text"),
        sections(node.path("sections")),
        provenance(node.path("provenance")));
  }

  private static @Nullable Title title(Source source) {
    String title = source.text("item_title");
    if (title == null) return null;
    return new Title(
        source.text("item_id"), source.text("item_type"), title, source.whole("item_year"));
  }

  private static @Nullable Rating rating(Source source) {
    String raw = source.text("rating_raw");
    Double score = source.number("score");
    if (raw == null && score == null) return null;
    return new Rating(raw, source.number("rating_value"), source.number("rating_best"), score);
  }

  private static List<Section> sections(JsonNode node) {
    var sections = new ArrayList<Section>();
    for (JsonNode each : node) {
      var source = new Source(each);
      String text = source.text("text");
      if (text != null) sections.add(new Section(source.text("heading", ""), text));
    }
    return List.copyOf(sections);
  }

  private static Map<String, Provenance> provenance(JsonNode node) {
    var provenance = new TreeMap<String, Provenance>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      var source = new Source(each.getValue());
      String from = source.text("from");
      if (from == null) continue;
      provenance.put(
          each.getKey(),
          new Provenance(from, source.number("confidence"), source.text("evidence")));
    }
    return provenance;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
