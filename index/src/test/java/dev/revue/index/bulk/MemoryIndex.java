package dev.revue.index.bulk;

import dev.revue.common.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// An index in memory behind the seam: external versions as Elasticsearch has them, and faults on
/// demand.
public final class MemoryIndex implements BulkEndpoint {
  public final Map<String, Long> versions = new HashMap<>();
  final List<String> bodies = new ArrayList<>();

  /// Ids that fail the whole request they are in.
  final Set<String> requestPoison = new HashSet<>();

  /// Ids that are refused by themselves.
  public final Set<String> itemPoison = new HashSet<>();

  /// Replies instead of the next ones; null lets one through.
  public final ArrayDeque<Function<String, Reply>> faults = new ArrayDeque<>();

  int status = 400;
  int largest = Integer.MAX_VALUE;

  @Override
  public CompletableFuture<Reply> send(byte[] bytes) {
    String body = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    bodies.add(body);
    var fault = faults.poll();
    return CompletableFuture.completedFuture(
        fault == null ? apply(body, bytes.length) : fault.apply(body));
  }

  /// Applies, but the answer is lost.
  Reply applyAndDrop(String body) {
    apply(body, 0);
    return new Reply.Unanswered("connection reset");
  }

  private Reply apply(String body, int bytes) {
    if (bytes > largest) return new Reply.Answered(413, "");
    List<JsonNode> actions = actions(body);
    if (actions.stream().anyMatch(a -> requestPoison.contains(a.path("_id").asString()))) {
      return new Reply.Answered(
          status,
          "{\"error\":{\"type\":\"action_request_validation_exception\",\"reason\":\"id\"}}");
    }
    var items = new ArrayList<String>();
    for (JsonNode action : actions) items.add(item(action));
    return new Reply.Answered(200, "{\"items\":[" + String.join(",", items) + "]}");
  }

  private String item(JsonNode action) {
    String id = action.path("_id").asString();
    if (itemPoison.contains(id)) {
      return item(400, "\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"bad\"}");
    }
    long version = action.path("version").asLong();
    Long there = versions.get(id);
    if (there != null && there >= version) {
      return item(409, "\"error\":{\"type\":\"version_conflict_engine_exception\"}");
    }
    versions.put(id, version);
    return item(there == null ? 201 : 200, "\"_id\":\"\"");
  }

  static String item(int status, String rest) {
    return "{\"index\":{\"status\":" + status + "," + rest + "}}";
  }

  static List<JsonNode> actions(String body) {
    var actions = new ArrayList<JsonNode>();
    String[] lines = body.split("\n");
    for (int i = 0; i < lines.length; i += 2) {
      actions.add(Json.MAPPER.readTree(lines[i]).path("index"));
    }
    return actions;
  }
}
