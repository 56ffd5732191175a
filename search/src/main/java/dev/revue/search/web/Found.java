package dev.revue.search.web;

import dev.revue.search.query.Facet;
import dev.revue.search.query.SearchRequest;
import dev.revue.search.result.Hits;
import dev.revue.search.result.Hits.Count;
import dev.revue.search.result.Hits.Hit;
import dev.revue.search.result.Hits.Total;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The answer to a search as JSON.
///
/// @param pages how many can be turned to
/// @param partial true where time ran out or a shard was missing
record Found(
    String q,
    String sort,
    int page,
    int size,
    int pages,
    Total total,
    boolean partial,
    int tookMillis,
    List<Hit> hits,
    Map<String, List<Count>> facets) {
  static Found of(SearchRequest request, Hits hits) {
    var facets = new LinkedHashMap<String, List<Count>>();
    for (Facet facet : Facet.values()) {
      facets.put(facet.parameter(), hits.facets().getOrDefault(facet, List.of()));
    }
    return new Found(
        request.text(),
        request.sort().parameter(),
        request.page(),
        request.size(),
        request.pages(hits.total().value()),
        hits.total(),
        hits.partial(),
        hits.tookMillis(),
        hits.hits(),
        facets);
  }
}
