package dev.revue.search.web;

import dev.revue.search.elastic.IndexAwayException;
import dev.revue.search.elastic.ReviewIndex;
import dev.revue.search.page.Assets;
import dev.revue.search.page.Pages;
import dev.revue.search.query.BadParameterException;
import dev.revue.search.query.Parameters;
import dev.revue.search.query.SearchRequest;
import java.util.List;
import java.util.Map;

/// The pages for people. Lenient with parameters it does not know: links pick up trackers on their
/// way.
final class Site {
  private final ReviewIndex index;
  private final Pages pages;
  private final Assets assets;

  Site(ReviewIndex index, Assets assets) {
    this.index = index;
    this.assets = assets;
    this.pages = new Pages(assets);
  }

  List<Route> routes() {
    return List.of(
        new Route("/", (none, parameters) -> search(parameters)),
        new Route("/items/{}", this::item),
        new Route("/reviews/{}", this::review),
        new Route("/static/{}", this::asset));
  }

  private Answer search(Parameters parameters) {
    var request = SearchRequest.from(parameters);
    boolean asked = SearchRequest.PARAMETERS.stream().anyMatch(p -> !parameters.all(p).isEmpty());
    return Answer.page(
        200, asked ? pages.results(request, index.search(request)) : pages.home(index.landing()));
  }

  private Answer item(String id, Parameters parameters) {
    int page = parameters.number("page", 1, 1, Api.MAX_PAGE);
    return index
        .item(id, page)
        .map(item -> Answer.page(200, pages.item(item, page)))
        .orElseGet(() -> notFound("There is no such title", "It may not have been scored yet."));
  }

  private Answer review(String id, Parameters parameters) {
    return index
        .review(id)
        .map(review -> Answer.page(200, pages.review(review)))
        .orElseGet(() -> notFound("There is no such review", "It may have been taken down."));
  }

  private Answer asset(String name, Parameters parameters) {
    return assets
        .find(name)
        .map(asset -> {
          boolean pinned = parameters.all("v").equals(List.of(asset.tag()));
          return new Answer(
              200,
              asset.type(),
              asset.content(),
              Map.of(
                  "ETag",
                  '"' + asset.tag() + '"',
                  "Cache-Control",
                  pinned ? "public, max-age=31536000, immutable" : "no-cache"));
        })
        .orElseGet(this::notFound);
  }

  Answer notFound() {
    return notFound("There is no such page", "The address may have a typo.");
  }

  private Answer notFound(String headline, String help) {
    return Answer.page(404, pages.problem(404, headline, help));
  }

  Answer bad(BadParameterException e) {
    return Answer.page(400, pages.problem(400, "That cannot be searched for", e.getMessage()));
  }

  Answer away(IndexAwayException e) {
    return Answer.page(
        503,
        pages.problem(
            503,
            "The index is away",
            "Reviews cannot be searched right now. Nothing is lost: try again in a few seconds."));
  }

  Answer broken() {
    return Answer.page(
        500,
        pages.problem(500, "That was our mistake", "It has been written down for us to mend."));
  }
}
