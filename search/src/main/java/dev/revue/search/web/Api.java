package dev.revue.search.web;

import dev.revue.search.elastic.IndexAwayException;
import dev.revue.search.elastic.ReviewIndex;
import dev.revue.search.query.BadParameterException;
import dev.revue.search.query.Parameters;
import dev.revue.search.query.SearchRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The same answers as the pages, as JSON. Strict with parameters: a program should hear of its
/// typos.
final class Api {
  static final String PREFIX = "/api/";
  static final int MAX_PAGE = SearchRequest.MAX_WINDOW / ReviewIndex.REVIEWS_OF_ITEM;

  private final ReviewIndex index;

  Api(ReviewIndex index) {
    this.index = index;
  }

  List<Route> routes() {
    return List.of(
        new Route("/api/v1/search", (none, parameters) -> search(parameters)),
        new Route("/api/v1/items/{}", this::item),
        new Route("/api/v1/reviews/{}", this::review),
        new Route("/api/v1/suggest", (none, parameters) -> suggest(parameters)));
  }

  private Answer search(Parameters parameters) {
    parameters.allow(SearchRequest.PARAMETERS);
    var request = SearchRequest.from(parameters);
    return Answer.json(200, Found.of(request, index.search(request)));
  }

  private Answer item(String id, Parameters parameters) {
    parameters.allow(Set.of("page"));
    return index
        .item(id, parameters.number("page", 1, 1, MAX_PAGE))
        .map(item -> Answer.json(200, item))
        .orElseGet(() -> notFound("no title has this id"));
  }

  private Answer review(String id, Parameters parameters) {
    parameters.allow(Set.of());
    return index
        .review(id)
        .map(review -> Answer.json(200, review))
        .orElseGet(() -> notFound("no review has this id, or it was removed"));
  }

  private Answer suggest(Parameters parameters) {
    parameters.allow(Set.of("q"));
    String beginning = parameters.text("q", SearchRequest.MAX_TEXT);
    if (beginning.isEmpty())
      throw new BadParameterException("q", "the beginning of a title is needed");
    return Answer.json(200, Map.of("titles", index.suggest(beginning)));
  }

  Answer notFound(String message) {
    return Answer.json(404, Problem.of(404, message));
  }

  Answer bad(BadParameterException e) {
    return Answer.json(400, new Problem(400, e.parameter(), e.getMessage()));
  }

  Answer away(IndexAwayException e) {
    return Answer.json(503, Problem.of(503, "The index cannot be searched right now"));
  }

  Answer broken() {
    return Answer.json(500, Problem.of(500, "A mistake of ours; the log says more"));
  }
}
