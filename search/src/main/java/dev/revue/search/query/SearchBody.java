package dev.revue.search.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Bodies of searches, as Elasticsearch's own documentation writes them. A stranger's words are
/// only ever values in them, never syntax.
public final class SearchBody {
  /// Around highlighted words: private characters, so that text can be escaped after highlighting.
  public static final char MARK_FROM = '\uE000';

  public static final char MARK_TO = '\uE001';

  private static final String TIMEOUT = "2s";
  private static final int MAX_WORDS = 16;
  private static final int SNIPPET = 240;

  private static final List<String> NAMES =
      List.of("item_title^5", "item_directors^3", "author_name^3", "item_cast^2", "publisher_name");
  private static final List<String> PROSE =
      List.of("headline^3", "summary^2", "section_titles", "text");

  /// What a list of reviews shows: all but what is long.
  private static final Map<String, Object> SHORT =
      Map.of(
          "excludes",
          List.of("text", "sections", "embedding", "provenance", "extra", "suggest", "quotes"));

  private SearchBody() {}

  public static Map<String, Object> reviews(SearchRequest request) {
    var body = new LinkedHashMap<String, Object>();
    body.put("timeout", TIMEOUT);
    body.put("from", (request.page() - 1) * request.size());
    body.put("size", request.size());
    body.put("track_total_hits", SearchRequest.MAX_WINDOW);
    body.put("query", request.text().isEmpty() ? everything() : words(request.text()));
    // After the facets are counted, so that each still shows what else there is to choose.
    body.put("post_filter", all(filters(request, List.of(Facet.values()))));
    body.put("sort", sort(request.sort()));
    body.put("aggs", facets(request));
    body.put("highlight", highlight());
    body.put("_source", SHORT);
    return body;
  }

  /// One review with all its text. By query, because the alias hides removed reviews from nothing
  /// else.
  public static Map<String, Object> review(String id) {
    return Map.of("timeout", TIMEOUT, "size", 1, "query", ids(id));
  }

  public static Map<String, Object> item(String id) {
    return Map.of(
        "timeout",
        TIMEOUT,
        "size",
        1,
        "query",
        ids(id),
        "_source",
        without("embedding", "suggest"));
  }

  /// The reviews of a title, newest first, and how their scores spread.
  public static Map<String, Object> reviewsOf(String itemId, int page, int size) {
    return Map.of(
        "timeout",
        TIMEOUT,
        "from",
        (page - 1) * size,
        "size",
        size,
        "track_total_hits",
        SearchRequest.MAX_WINDOW,
        "query",
        all(List.of(Map.of("term", Map.of("item_id", itemId)))),
        "sort",
        sort(Sort.DATE),
        "aggs",
        Map.of("band", terms(Facet.BAND)),
        "_source",
        SHORT);
  }

  public static Map<String, Object> newest(int size) {
    return Map.of(
        "timeout",
        TIMEOUT,
        "size",
        size,
        "track_total_hits",
        SearchRequest.MAX_WINDOW,
        "query",
        everything(),
        "sort",
        sort(Sort.DATE),
        "_source",
        SHORT);
  }

  public static Map<String, Object> bestItems(int size) {
    return Map.of(
        "timeout",
        TIMEOUT,
        "size",
        size,
        "track_total_hits",
        SearchRequest.MAX_WINDOW,
        "query",
        all(List.of(Map.of("exists", Map.of("field", "score")))),
        "sort",
        List.of(descending("score"), descending("rated_count"), Map.of("id", "asc")),
        "_source",
        without("embedding", "suggest"));
  }

  /// Titles that begin with these words, the last one perhaps unfinished; the most reviewed first.
  public static Map<String, Object> titles(String beginning, int size) {
    var prefix = Map.of("query", beginning, "operator", "and");
    return Map.of(
        "timeout", TIMEOUT,
        "size", size,
        "query", all(List.of(Map.of("match", Map.of("item_title.prefix", prefix)))),
        "sort", List.of(descending("review_count"), Map.of("item_title.sort", "asc")),
        "_source", without("embedding", "suggest"));
  }

  /// Finds no document: only whether the search could be done.
  public static Map<String, Object> nothing() {
    return Map.of("timeout", TIMEOUT, "size", 0, "terminate_after", 1, "track_total_hits", false);
  }

  /// Every word may be in another field ("villeneuve arrival sound"); most of them must be
  /// somewhere. Whole titles, names together and phrases rank higher than their words one by one.
  private static Map<String, Object> words(String text) {
    List<String> words = Arrays.stream(text.split("\\s+")).limit(MAX_WORDS).toList();
    var each = new ArrayList<Object>();
    for (int i = 0; i < words.size(); i++) each.add(word(words.get(i), i == words.size() - 1));
    return bool(
        "must",
        anyOf(
            bool("should", each, "minimum_should_match", "2<75%"),
            // As a whole, for synonyms of several words.
            multiMatch(text, PROSE, "type", "cross_fields", "minimum_should_match", "2<75%")),
        "should",
        List.of(
            Map.of("term", Map.of("item_title.sort", Map.of("value", text, "boost", 20))),
            Map.of("match_phrase", Map.of("item_title", Map.of("query", text, "boost", 8))),
            multiMatch(text, NAMES, "type", "cross_fields", "operator", "and"),
            Map.of("match_phrase", Map.of("text", Map.of("query", text, "slop", 2)))));
  }

  private static Map<String, Object> word(String word, boolean last) {
    var fields = new ArrayList<String>(NAMES);
    fields.addAll(PROSE);
    if (last) fields.add("item_title.prefix");
    // Typos in names and titles only: prose has a near word for everything.
    return anyOf(
        multiMatch(word, fields, "type", "best_fields", "tie_breaker", 0.2),
        multiMatch(word, NAMES, "fuzziness", "AUTO:4,8", "prefix_length", 1, "boost", 0.3));
  }

  private static List<Object> filters(SearchRequest request, List<Facet> facets) {
    var filters = new ArrayList<Object>();
    for (Facet facet : facets) {
      List<String> values = request.chosen(facet);
      if (!values.isEmpty()) filters.add(Map.of("terms", Map.of(facet.field(), values)));
    }
    return filters;
  }

  /// Each facet counts what the others leave. A filter is put around one only where there is
  /// something to filter: around nothing it costs twenty times the bare count.
  private static Map<String, Object> facets(SearchRequest request) {
    var facets = new LinkedHashMap<String, Object>();
    for (Facet facet : Facet.values()) {
      List<Facet> others = Arrays.stream(Facet.values()).filter(f -> f != facet).toList();
      List<Object> filters = filters(request, others);
      Map<String, Object> counts = terms(facet);
      facets.put(
          facet.parameter(),
          filters.isEmpty()
              ? counts
              : Map.of("filter", all(filters), "aggs", Map.of("counts", counts)));
    }
    return facets;
  }

  private static Map<String, Object> terms(Facet facet) {
    return Map.of("terms", Map.of("field", facet.field(), "size", facet.shown()));
  }

  private static Map<String, Object> highlight() {
    return Map.of(
        "pre_tags", List.of(String.valueOf(MARK_FROM)),
        "post_tags", List.of(String.valueOf(MARK_TO)),
        // Longer texts are highlighted up to here instead of failing the search.
        "max_analyzed_offset", 200_000,
        "fields",
            Map.of(
                "item_title", Map.of("number_of_fragments", 0),
                "headline", Map.of("number_of_fragments", 0),
                "text", snippet(),
                "summary", snippet()));
  }

  private static Map<String, Object> snippet() {
    return Map.of("number_of_fragments", 1, "fragment_size", SNIPPET, "no_match_size", SNIPPET);
  }

  /// Always down to the id, so that no hit is on two pages.
  private static List<Object> sort(Sort by) {
    Object id = Map.of("id", "asc");
    return switch (by) {
      case RELEVANCE -> List.of("_score", descending("published_at"), id);
      case DATE -> List.of(descending("published_at"), id);
      case SCORE -> List.of(descending("score"), "_score", descending("published_at"), id);
    };
  }

  private static Object descending(String field) {
    return Map.of(field, Map.of("order", "desc", "missing", "_last"));
  }

  private static Map<String, Object> everything() {
    return Map.of("match_all", Map.of());
  }

  private static Map<String, Object> ids(String id) {
    return all(List.of(Map.of("ids", Map.of("values", List.of(id)))));
  }

  private static Map<String, Object> all(List<Object> filters) {
    return bool("filter", filters);
  }

  private static Map<String, Object> anyOf(Object... clauses) {
    return Map.of("dis_max", Map.of("queries", List.of(clauses)));
  }

  private static Map<String, Object> bool(Object... namesAndValues) {
    return Map.of("bool", object(namesAndValues));
  }

  private static Map<String, Object> multiMatch(
      String text, List<String> fields, Object... namesAndValues) {
    Map<String, Object> match = object(namesAndValues);
    match.put("query", text);
    match.put("fields", fields);
    return Map.of("multi_match", match);
  }

  private static Map<String, Object> without(String... fields) {
    return Map.of("excludes", List.of(fields));
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
