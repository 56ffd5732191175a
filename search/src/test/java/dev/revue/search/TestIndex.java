package dev.revue.search;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.json.Json;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.embedded.EmbeddedElasticsearch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A genuine Elasticsearch with both indices as the contract wants them, behind their read aliases.
final class TestIndex implements AutoCloseable {
  private static final Map<String, Object> NOT_DELETED = Map.of("term", Map.of("deleted", false));

  private final EmbeddedElasticsearch elasticsearch;
  private final Rest5Client client;

  private TestIndex(EmbeddedElasticsearch elasticsearch) {
    this.elasticsearch = elasticsearch;
    this.client = ElasticClients.rest(ElasticSettings.local(elasticsearch.uri()));
  }

  static TestIndex start(Path home) {
    return new TestIndex(EmbeddedElasticsearch.start(home));
  }

  URI uri() {
    return elasticsearch.uri();
  }

  TestIndex createIndices() {
    create("reviews");
    create("items");
    return this;
  }

  private void create(String kind) {
    send(
        "PUT",
        "/revue-" + kind + "-v1",
        Map.of(
            "settings", contract("settings.json"),
            "mappings", contract("mapping." + kind + ".json"),
            "aliases", Map.of("revue-" + kind, Map.of("filter", NOT_DELETED))));
  }

  /// Names and values by turns.
  TestIndex review(String id, Object... fields) {
    return put("reviews", id, fields);
  }

  TestIndex item(String id, Object... fields) {
    return put("items", id, fields);
  }

  private TestIndex put(String kind, String id, Object... fields) {
    var document = new LinkedHashMap<String, Object>();
    document.put("id", id);
    document.put("version", 1);
    document.put("deleted", false);
    for (int i = 0; i < fields.length; i += 2) document.put((String) fields[i], fields[i + 1]);
    if (document.get("score") instanceof Number score) {
      document.put("score_band", Math.min(9, score.intValue() / 10));
    }
    send("PUT", "/revue-" + kind + "-v1/_doc/" + id, document);
    return this;
  }

  void refresh() {
    send("POST", "/revue-*/_refresh", null);
  }

  private void send(String method, String path, Object body) {
    var request = new Request(method, path);
    if (body != null) request.setJsonEntity(Json.text(body));
    try {
      int status = client.performRequest(request).getStatusCode();
      if (status >= 300) throw new IllegalStateException(method + " " + path + ": " + status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object contract(String file) {
    try (InputStream in = TestIndex.class.getResourceAsStream("/contract/" + file)) {
      return Json.MAPPER.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    elasticsearch.close();
  }
}
