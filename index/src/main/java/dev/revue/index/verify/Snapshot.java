package dev.revue.index.verify;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.json.Json;
import dev.revue.index.contract.ElasticJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An index as it was at one moment, removed documents included. Writes go on beside it.
public final class Snapshot implements AutoCloseable {
  /// Elasticsearch's limit of one page.
  private static final int PAGE = 10_000;

  private static final String KEEP = "2h";

  private final ElasticJson elastic;
  private String pit;

  private Snapshot(ElasticJson elastic, String pit) {
    this.elastic = elastic;
    this.pit = pit;
  }

  /// What was written before is in it.
  public static Snapshot of(Rest5Client client, String index) {
    var elastic = new ElasticJson(client);
    elastic.demand("POST", "/" + index + "/_refresh", null);
    JsonNode opened = elastic.demand("POST", "/" + index + "/_pit?keep_alive=" + KEEP, null).body();
    return new Snapshot(elastic, opened.path("id").asString());
  }

  /// Hands over every document.
  void forEach(BiConsumer<String, Standing> reader) {
    ObjectNode all = Json.MAPPER.createObjectNode();
    all.putObject("match_all");
    scan(all, reader);
  }

  /// Hands over those of the documents named that are there.
  public void forEach(Collection<String> ids, BiConsumer<String, Standing> reader) {
    ObjectNode query = Json.MAPPER.createObjectNode();
    ArrayNode values = query.putObject("ids").putArray("values");
    ids.forEach(values::add);
    scan(query, reader);
  }

  /// By title, what Elasticsearch itself adds up over the reviews that stand.
  Map<String, Sums> sums() {
    var sums = new HashMap<String, Sums>();
    Optional<JsonNode> after = Optional.empty();
    do {
      JsonNode titles = search(sumsBody(after.orElse(null))).path("aggregations").path("titles");
      for (JsonNode bucket : titles.path("buckets")) {
        sums.put(
            bucket.path("key").path("item").asString(),
            new Sums(group(bucket.path("critics")), group(bucket.path("users"))));
      }
      after = Optional.of(titles.path("after_key")).filter(JsonNode::isObject);
    } while (after.isPresent());
    return sums;
  }

  @Override
  public void close() {
    elastic.call("DELETE", "/_pit", Json.MAPPER.createObjectNode().put("id", pit));
  }

  private void scan(ObjectNode query, BiConsumer<String, Standing> reader) {
    JsonNode last = null;
    while (true) {
      ObjectNode body = body(PAGE);
      body.set("query", query);
      body.put("_source", false).put("version", true).put("track_total_hits", false);
      body.putArray("sort").add("_shard_doc");
      body.putArray("docvalue_fields").add("content_hash").add("deleted");
      if (last != null) body.set("search_after", last);
      JsonNode hits = search(body).path("hits").path("hits");
      for (JsonNode hit : hits) {
        reader.accept(hit.path("_id").asString(), standing(hit));
        last = hit.path("sort");
      }
      if (hits.size() < PAGE) return;
    }
  }

  /// By Elasticsearch's own version: a write by somebody else shows in it, whatever it wrote.
  private static Standing standing(JsonNode hit) {
    JsonNode fields = hit.path("fields");
    return new Standing(
        hit.path("_version").asLong(),
        fields.path("content_hash").path(0).asLong(0),
        fields.path("deleted").path(0).asBoolean(false));
  }

  private ObjectNode sumsBody(@Nullable JsonNode after) {
    ObjectNode body = body(0);
    body.putObject("query").putObject("term").put("deleted", false);
    ObjectNode titles = body.putObject("aggs").putObject("titles");
    ObjectNode composite = titles.putObject("composite").put("size", PAGE);
    composite
        .putArray("sources")
        .addObject()
        .putObject("item")
        .putObject("terms")
        .put("field", "item_id");
    if (after != null) composite.set("after", after);
    ObjectNode groups = titles.putObject("aggs");
    groups.set("users", group(authors("user", "must")));
    // The fold counts as a critic's whatever is not a reader's.
    groups.set("critics", group(authors("user", "must_not")));
    return body;
  }

  private static ObjectNode authors(String type, String occurs) {
    ObjectNode filter = Json.MAPPER.createObjectNode();
    filter
        .putObject("bool")
        .putArray(occurs)
        .addObject()
        .putObject("term")
        .put("author_type", type);
    return filter;
  }

  private static ObjectNode group(ObjectNode filter) {
    ObjectNode group = Json.MAPPER.createObjectNode();
    group.set("filter", filter);
    ObjectNode aggregations = group.putObject("aggs");
    aggregations.putObject("rated").putObject("value_count").put("field", "score_hundredths");
    aggregations.putObject("sum").putObject("sum").put("field", "score_hundredths");
    return group;
  }

  private static Sums.Group group(JsonNode bucket) {
    return new Sums.Group(
        bucket.path("doc_count").asLong(),
        bucket.path("rated").path("value").asLong(),
        Math.round(bucket.path("sum").path("value").asDouble()));
  }

  private ObjectNode body(int size) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("size", size);
    body.putObject("pit").put("id", pit).put("keep_alive", KEEP);
    return body;
  }

  private JsonNode search(ObjectNode body) {
    JsonNode answer = elastic.demand("POST", "/_search", body).body();
    pit = answer.path("pit_id").asString(pit);
    if (answer.path("_shards").path("failed").asInt(0) > 0)
      throw new IllegalStateException("a shard failed: " + answer.path("_shards"));
    return answer;
  }
}
