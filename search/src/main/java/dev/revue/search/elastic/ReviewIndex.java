package dev.revue.search.elastic;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.RequestOptions;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.json.Json;
import dev.revue.search.query.SearchBody;
import dev.revue.search.query.SearchRequest;
import dev.revue.search.result.Documents;
import dev.revue.search.result.Hits;
import dev.revue.search.result.Item;
import dev.revue.search.result.ItemPage;
import dev.revue.search.result.Landing;
import dev.revue.search.result.Review;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Searches the aliases `revue-reviews` and `revue-items`, and nothing else. Every method throws
/// [IndexAwayException] where Elasticsearch cannot answer now. Thread-safe.
public final class ReviewIndex implements AutoCloseable {
  public static final String REVIEWS = "revue-reviews";
  public static final String ITEMS = "revue-items";
  public static final int REVIEWS_OF_ITEM = 20;

  private static final int NEWEST = 8;
  private static final int BEST = 10;
  private static final int SUGGESTIONS = 8;
  private static final RequestOptions PATIENCE =
      RequestOptions.DEFAULT.toBuilder()
          .setRequestConfig(RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(5)).build())
          .build();

  private final Rest5Client client;

  /// Closes the client with itself.
  public ReviewIndex(Rest5Client client) {
    this.client = client;
  }

  public Hits search(SearchRequest request) {
    return Documents.hits(ask(REVIEWS, SearchBody.reviews(request)));
  }

  public Optional<Review> review(String id) {
    return Documents.reviews(ask(REVIEWS, SearchBody.review(id))).stream().findFirst();
  }

  public Optional<ItemPage> item(String id, int page) {
    Optional<Item> item = Documents.items(ask(ITEMS, SearchBody.item(id))).stream().findFirst();
    return item.map(found -> {
      JsonNode answer = ask(REVIEWS, SearchBody.reviewsOf(id, page, REVIEWS_OF_ITEM));
      return new ItemPage(
          found,
          Documents.distribution(answer),
          Documents.total(answer),
          Documents.reviews(answer));
    });
  }

  public Landing landing() {
    JsonNode newest = ask(REVIEWS, SearchBody.newest(NEWEST));
    JsonNode best = ask(ITEMS, SearchBody.bestItems(BEST));
    return new Landing(
        Documents.total(newest),
        Documents.reviews(newest),
        Documents.total(best),
        Documents.items(best));
  }

  /// Titles that begin so.
  public List<Item> suggest(String beginning) {
    return Documents.items(ask(ITEMS, SearchBody.titles(beginning, SUGGESTIONS)));
  }

  /// Returns where both aliases can be searched.
  public void check() {
    ask(REVIEWS + "," + ITEMS, SearchBody.nothing());
  }

  private JsonNode ask(String alias, Map<String, Object> body) {
    var request = new Request("POST", "/" + alias + "/_search");
    request.setJsonEntity(Json.text(body));
    request.setOptions(PATIENCE);
    try {
      Response response = send(request);
      JsonNode answer = tree(response);
      if (response.getStatusCode() == 200) return answer;
      throw refused(
          response.getStatusCode(), answer.path("error").path("reason").asString("no reason"));
    } catch (IOException | JacksonException e) {
      throw new IndexAwayException("Elasticsearch does not answer: " + e.getMessage(), e);
    }
  }

  /// The client throws for most errors, but takes 404 for an answer.
  private Response send(Request request) throws IOException {
    try {
      return client.performRequest(request);
    } catch (ResponseException e) {
      return e.getResponse();
    }
  }

  private static JsonNode tree(Response response) throws IOException {
    try (InputStream body = response.getEntity().getContent()) {
      return Json.MAPPER.readTree(body);
    }
  }

  /// A bad request is our mistake, everything else is Elasticsearch's state.
  private static RuntimeException refused(int status, String reason) {
    return switch (status) {
      case 400 -> new IllegalStateException("Elasticsearch refuses the search: " + reason);
      case 401, 403 ->
          new IndexAwayException("Elasticsearch does not let us in (" + status + "): " + reason);
      case 404 -> new IndexAwayException("the index is not there yet: " + reason);
      default -> new IndexAwayException("Elasticsearch answers " + status + ": " + reason);
    };
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
