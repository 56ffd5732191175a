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
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// An index in memory behind the seam: external versions as Elasticsearch has them, and faults on
/// demand.
public final class MemoryIndex implements BulkEndpoint {
  public final Map<String, Long> versions = new HashMap<>();
  public final Map<String, String> documents = new HashMap<>();
  public final List<String> bodies = new ArrayList<>();

  /// Ids that fail the whole request they are in.
  public final Set<String> requestPoison = new HashSet<>();

  /// Ids that are refused by themselves.
  public final Set<String> itemPoison = new HashSet<>();

  /// What the next bulks meet; after that, nothing odd.
  public final ArrayDeque<Function<String, Reply>> faults = new ArrayDeque<>();

  /// Bulks are applied at once, but their answers wait until they are asked for.
  public boolean late;

  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(CompletableFuture<Reply> future, Reply reply) {}

  private Predicate<String> busy = _ -> false;
  private String busyItem = "";

  int status = 400;
  int largest = Integer.MAX_VALUE;

  @Override
  public CompletableFuture<Reply> send(byte[] bytes) {
    String body = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    bodies.add(body);
    var fault = faults.poll();
    Reply reply = fault == null ? pass(body) : fault.apply(body);
    if (!late) return CompletableFuture.completedFuture(reply);
    var future = new CompletableFuture<Reply>();
    waiting.add(new Waiting(future, reply));
    return future;
  }

  /// How many answers wait.
  public int waiting() {
    return waiting.size();
  }

  /// Lets one of the waiting answers come.
  public void answer(int which) {
    answer(which, waiting.get(which).reply);
  }

  /// Lets another answer come instead of one of those that wait.
  void answer(int which, Reply reply) {
    waiting.remove(which).future.complete(reply);
  }

  public Reply pass(String body) {
    return apply(body, body.length());
  }

  /// Applies, but the answer is lost.
  public Reply applyAndDrop(String body) {
    apply(body, 0);
    return new Reply.Unanswered("connection reset");
  }

  /// Applies all but some, which it cannot take at the moment.
  public Reply applyBut(Predicate<String> ids, int status, String type, String body) {
    busy = ids;
    busyItem = item(status, "\"error\":{\"type\":\"" + type + "\"}");
    Reply reply = apply(body, 0);
    busy = _ -> false;
    return reply;
  }

  private Reply apply(String body, int bytes) {
    if (bytes > largest) return new Reply.Answered(413, "");
    List<JsonNode> actions = actions(body);
    String[] lines = body.split("\n");
    if (actions.stream().anyMatch(a -> requestPoison.contains(a.path("_id").asString()))) {
      return new Reply.Answered(
          status,
          "{\"error\":{\"type\":\"action_request_validation_exception\",\"reason\":\"id\"}}");
    }
    var items = new ArrayList<String>();
    for (int i = 0; i < actions.size(); i++) items.add(item(actions.get(i), lines[2 * i + 1]));
    return new Reply.Answered(200, "{\"items\":[" + String.join(",", items) + "]}");
  }

  private String item(JsonNode action, String document) {
    String id = action.path("_id").asString();
    if (busy.test(id)) return busyItem;
    if (itemPoison.contains(id)) {
      return item(400, "\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"bad\"}");
    }
    long version = action.path("version").asLong();
    Long there = versions.get(id);
    if (there != null && there >= version) {
      return item(409, "\"error\":{\"type\":\"version_conflict_engine_exception\"}");
    }
    versions.put(id, version);
    documents.put(id, document);
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
