package dev.revue.index.contract;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Elasticsearch as JSON in, JSON out; a status is an answer, not an exception.
public final class ElasticJson {
  private final Rest5Client client;

  public ElasticJson(Rest5Client client) {
    this.client = client;
  }

  public record Answer(int status, JsonNode body) {
    public boolean ok() {
      return status >= 200 && status < 300;
    }

    public boolean missing() {
      return status == 404;
    }

    public String error() {
      JsonNode error = body.path("error");
      String type = error.path("type").asString("");
      return status + " " + type + ": " + error.path("reason").asString(error.asString(""));
    }
  }

  /// @throws IllegalStateException where there is no answer, or none that is JSON
  public Answer call(String method, String path, @Nullable ObjectNode body) {
    var request = new Request(method, path);
    if (body != null) request.setJsonEntity(Json.MAPPER.writeValueAsString(body));
    try {
      return answer(client.performRequest(request));
    } catch (ResponseException e) {
      return answer(e.getResponse());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Elasticsearch does not answer; check that it runs and REVUE_ELASTICSEARCH_URL ("
              + e
              + ")",
          e);
    }
  }

  /// @throws IllegalStateException where Elasticsearch refuses
  public Answer demand(String method, String path, @Nullable ObjectNode body) {
    Answer answer = call(method, path, body);
    if (answer.ok()) return answer;
    boolean forbidden = answer.status == 401 || answer.status == 403;
    throw new IllegalStateException(
        "%s %s was refused: %s%s"
            .formatted(
                method,
                path,
                answer.error(),
                forbidden
                    ? "; the user or key needs more rights on revue-* (setup and reindex: to manage indices and templates)"
                    : ""));
  }

  private static Answer answer(Response response) {
    HttpEntity entity = response.getEntity();
    try {
      byte[] bytes = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
      JsonNode body =
          bytes.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(bytes);
      return new Answer(response.getStatusCode(), body);
    } catch (IOException e) {
      throw new UncheckedIOException("the answer of Elasticsearch broke off", e);
    }
  }
}
