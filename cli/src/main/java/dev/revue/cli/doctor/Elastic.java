package dev.revue.cli.doctor;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.json.Json;
import dev.revue.common.settings.ElasticSettings;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Elasticsearch, asked and never told: every request reads.
record Elastic(Rest5Client client, ElasticSettings settings) {
  /// @param body missing where the answer is not JSON
  record Answer(int status, JsonNode body) {
    boolean ok() {
      return status == 200;
    }
  }

  /// An answer that is a refusal.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    Refused(String path, Answer answer) {
      super(
          "GET %s was refused: %d %s"
              .formatted(
                  path, answer.status(), answer.body().path("error").path("reason").asString("")));
      status = answer.status();
    }

    /// Whether somebody else may look.
    boolean forbidden() {
      return status == 401 || status == 403;
    }
  }

  Answer get(String path) throws IOException {
    return ask(new Request("GET", path));
  }

  /// The body of an answer that must be there.
  JsonNode read(String path) throws IOException, Refused {
    Answer answer = get(path);
    if (!answer.ok()) throw new Refused(path, answer);
    return answer.body();
  }

  Answer post(String path, JsonNode body) throws IOException {
    var request = new Request("POST", path);
    request.setJsonEntity(Json.text(body));
    return ask(request);
  }

  private Answer ask(Request request) throws IOException {
    try {
      return answer(client.performRequest(request));
    } catch (ResponseException e) {
      return answer(e.getResponse());
    }
  }

  private static Answer answer(Response response) throws IOException {
    try {
      String text = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
      return new Answer(response.getStatusCode(), Json.MAPPER.readTree(text));
    } catch (JacksonException | ParseException e) {
      return new Answer(response.getStatusCode(), MissingNode.getInstance());
    }
  }

  /// A command to copy; without the password, which curl asks for.
  String put(String path, String json) {
    return send("PUT", path, json);
  }

  String send(String method, String path, String json) {
    return curl("-X %s -H 'Content-Type: application/json' -d '%s' ".formatted(method, json), path);
  }

  String show(String path) {
    return curl("", path);
  }

  private String curl(String what, String path) {
    String who =
        settings.apiKey().isPresent()
            ? "-H \"Authorization: ApiKey $REVUE_ELASTICSEARCH_API_KEY\" "
            : settings.user().map(user -> "-u " + user.name() + " ").orElse("");
    String trust = settings.ca().map(file -> "--cacert " + file + " ").orElse("");
    return "`curl " + trust + who + what + "'" + address() + path + "'`";
  }

  /// Where it is, without a password that somebody put into the address.
  String address() {
    return address(settings.url());
  }

  static String address(URI url) {
    String path = url.getPath() == null ? "" : url.getPath().replaceAll("/+$", "");
    return url.getScheme()
        + "://"
        + url.getHost()
        + (url.getPort() < 0 ? "" : ":" + url.getPort())
        + path;
  }
}
