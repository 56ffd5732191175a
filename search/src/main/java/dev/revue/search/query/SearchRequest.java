package dev.revue.search.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// A search that can be run as it is: every part is within its limits.
///
/// @param chosen the values that hits are narrowed to: any of one facet, all facets together
/// @param page from 1
public record SearchRequest(
    String text, Map<Facet, List<String>> chosen, Sort sort, int page, int size) {
  public static final int MAX_TEXT = 200;
  public static final int MAX_SIZE = 50;
  public static final int DEFAULT_SIZE = 10;

  /// Elasticsearch's `max_result_window`: hits further down can be counted but not turned to.
  public static final int MAX_WINDOW = 10_000;

  public static final Set<String> PARAMETERS =
      Set.of("q", "type", "band", "site", "language", "sort", "page", "size");

  private static final int MAX_VALUE = 253; // the length of a host name
  private static final int MAX_VALUES = 20;

  public SearchRequest {
    chosen = Map.copyOf(chosen);
  }

  /// @throws BadParameterException for the first parameter that cannot be meant
  public static SearchRequest from(Parameters parameters) {
    String text = parameters.text("q", MAX_TEXT);
    int size = parameters.number("size", DEFAULT_SIZE, 1, MAX_SIZE);
    var chosen = new EnumMap<Facet, List<String>>(Facet.class);
    for (Facet facet : Facet.values()) {
      List<String> values = values(parameters, facet);
      if (!values.isEmpty()) chosen.put(facet, values);
    }
    return new SearchRequest(
        text,
        chosen,
        Sort.of(parameters.text("sort", 20)).orElse(usual(text)),
        parameters.number("page", 1, 1, MAX_WINDOW / size),
        size);
  }

  private static List<String> values(Parameters parameters, Facet facet) {
    String name = facet.parameter();
    List<String> values = parameters.all(name).stream().distinct().toList();
    if (values.size() > MAX_VALUES) {
      throw new BadParameterException(name, values.size() + " values are more than " + MAX_VALUES);
    }
    for (String value : values) {
      Parameters.within(name, value, MAX_VALUE);
      if (facet == Facet.BAND && !value.matches("[0-9]")) {
        throw new BadParameterException(
            name,
            "'" + value + "' is not a whole number from 0 (scores below 10) to 9 (90 to 100)");
      }
    }
    return values;
  }

  /// Nothing to rank by without words: the newest come first.
  private static Sort usual(String text) {
    return text.isEmpty() ? Sort.DATE : Sort.RELEVANCE;
  }

  public List<String> chosen(Facet facet) {
    return chosen.getOrDefault(facet, List.of());
  }

  public boolean chosen(Facet facet, String value) {
    return chosen(facet).contains(value);
  }

  /// The same search narrowed to this value too, or no longer narrowed to it; from its first page.
  public SearchRequest toggled(Facet facet, String value) {
    var values = new ArrayList<>(chosen(facet));
    if (!values.remove(value)) values.add(value);
    var changed = new EnumMap<Facet, List<String>>(Facet.class);
    changed.putAll(chosen);
    changed.put(facet, List.copyOf(values));
    if (values.isEmpty()) changed.remove(facet);
    return new SearchRequest(text, changed, sort, 1, size);
  }

  public SearchRequest withoutFacets() {
    return new SearchRequest(text, Map.of(), sort, 1, size);
  }

  public SearchRequest sorted(Sort by) {
    return new SearchRequest(text, chosen, by, 1, size);
  }

  public SearchRequest onPage(int number) {
    return new SearchRequest(text, chosen, sort, number, size);
  }

  /// The number of pages that can be turned to for so many hits.
  public int pages(long hits) {
    return (int) Math.min(MAX_WINDOW / size, (hits + size - 1) / size);
  }

  /// The address of this search, without what goes without saying.
  public String href() {
    var query = new StringJoiner("&");
    if (!text.isEmpty()) query.add("q=" + encoded(text));
    for (Facet facet : Facet.values()) {
      chosen(facet).forEach(value -> query.add(facet.parameter() + "=" + encoded(value)));
    }
    // A search for everything needs something in its address, or it would be the front page.
    if (sort != usual(text) || query.length() == 0) query.add("sort=" + sort.parameter());
    if (size != DEFAULT_SIZE) query.add("size=" + size);
    if (page != 1) query.add("page=" + page);
    return "/?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
