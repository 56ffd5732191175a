package dev.revue.index.reindex;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.json.Json;
import dev.revue.index.contract.ElasticJson;
import dev.revue.index.contract.IndexContract;
import dev.revue.index.contract.IndexKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The generations of each index, as names and aliases tell them: the one behind the aliases is
/// live, one above it is the next, one below it the previous. Nothing else is remembered anywhere.
final class Generations {
  /// How often an index is refreshed and how often it is kept: nothing that a build needs.
  private static final List<String> SERVING =
      List.of("refresh_interval", "auto_expand_replicas", "number_of_replicas");

  private static final ObjectNode BARE = Json.MAPPER.createObjectNode();

  private final Rest5Client client;
  private final ElasticJson elastic;

  Generations(Rest5Client client) {
    this.client = client;
    this.elastic = new ElasticJson(client);
  }

  /// Index names of one kind.
  ///
  /// @param idle all that are not live, oldest first
  record Line(
      IndexKind kind,
      String live,
      Optional<String> next,
      Optional<String> previous,
      List<String> idle) {
    /// Those that are neither next nor previous.
    List<String> older() {
      return idle.stream()
          .filter(index -> !next.equals(Optional.of(index)))
          .filter(index -> !previous.equals(Optional.of(index)))
          .toList();
    }
  }

  List<Line> lines() {
    return Arrays.stream(IndexKind.values()).map(this::line).toList();
  }

  /// Makes the next generation where there is none yet, after the contract of this release, and
  /// with nothing that slows down a build.
  String create(Line line) {
    IndexContract.load().applyTemplate(client, line.kind());
    String index = following(line);
    if (line.next().isPresent()) return index;
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("settings")
        .putObject("index")
        .put("refresh_interval", "-1")
        .put("auto_expand_replicas", "false")
        .put("number_of_replicas", 0);
    elastic.demand("PUT", "/" + index, body);
    return index;
  }

  /// The next generation, whether there is one already or not.
  static String following(Line line) {
    return line.next().orElseGet(() -> line.kind().index(generation(line.kind(), line.live()) + 1));
  }

  /// The alias through which a build writes, so that an index which was dropped is never made up.
  String alias(String index) {
    String alias = index + "-write";
    elastic.demand(
        "PUT",
        "/" + index + "/_alias/" + alias,
        Json.MAPPER.createObjectNode().put("is_write_index", true));
    return alias;
  }

  /// Gives a built index what serving needs, as the live one has it.
  void serve(Line line, String index) {
    JsonNode live = settings(line.live());
    ObjectNode serving = Json.MAPPER.createObjectNode();
    for (String name : SERVING) {
      // Replicas that expand by themselves have no number of their own.
      boolean automatic = !live.path("auto_expand_replicas").asString("false").equals("false");
      if (name.equals("number_of_replicas") && automatic) continue;
      JsonNode value = live.path(name);
      if (value.isMissingNode()) serving.putNull(name);
      else serving.set(name, value);
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("index", serving);
    elastic.demand("PUT", "/" + index + "/_settings", body);
  }

  /// True where the loss of a node would cost the index no more than the live one. Waits a little.
  boolean isAsSafe(Line line, String index) {
    return health(index, "?wait_for_status=green&timeout=5s").equals("green")
        || !health(line.live(), "").equals("green");
  }

  private String health(String index, String more) {
    return elastic
        .call("GET", "/_cluster/health/" + index + more, null)
        .body()
        .path("status")
        .asString("");
  }

  long documents(String index) {
    return elastic.demand("GET", "/" + index + "/_count", null).body().path("count").asLong();
  }

  void refresh(Collection<String> indices) {
    elastic.demand("POST", "/" + String.join(",", indices) + "/_refresh", null);
  }

  /// Returns when no write is under way and none begins.
  void block(Collection<String> indices) {
    JsonNode answer =
        elastic.demand("PUT", "/" + String.join(",", indices) + "/_block/write", null).body();
    boolean everywhere =
        answer.path("acknowledged").asBoolean(false)
            && answer.path("shards_acknowledged").asBoolean(false);
    if (!everywhere) throw new IllegalStateException("not every node stopped writing in time");
  }

  void unblock(Collection<String> indices) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putNull("index.blocks.write");
    elastic.demand("PUT", "/" + String.join(",", indices) + "/_settings", body);
  }

  /// Reads and writes of every kind go to another index, all in one step.
  void turn(List<Line> lines, Map<IndexKind, String> to) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode actions = body.putArray("actions");
    for (Line line : lines) {
      String target = to.get(line.kind());
      if (target == null) throw new IllegalStateException("no target for " + line.kind());
      action(actions, "remove", line.live(), line.kind().readAlias(), BARE);
      action(actions, "remove", line.live(), line.kind().writeAlias(), BARE);
      action(actions, "add", target, line.kind().readAlias(), IndexContract.readAlias());
      action(actions, "add", target, line.kind().writeAlias(), IndexContract.writeAlias());
    }
    JsonNode answer = elastic.demand("POST", "/_aliases", body).body();
    if (!answer.path("acknowledged").asBoolean(false))
      throw new IllegalStateException(
          "not every node has moved its aliases yet: see `revue reindex status`");
  }

  void drop(String index) {
    ElasticJson.Answer answer = elastic.call("DELETE", "/" + index, null);
    if (!answer.ok() && !answer.missing())
      throw new IllegalStateException(index + " was not dropped: " + answer.error());
  }

  private static void action(
      ArrayNode actions, String verb, String index, String alias, ObjectNode more) {
    ObjectNode action = actions.addObject().putObject(verb);
    action.put("index", index).put("alias", alias);
    action.setAll(more);
  }

  private Line line(IndexKind kind) {
    String live = IndexContract.liveIndex(client, kind);
    int at = generation(kind, live);
    var others = new TreeSet<Integer>();
    JsonNode indices = elastic.demand("GET", "/" + kind.index("*") + "/_alias", null).body();
    for (String name : indices.propertyNames()) {
      if (kind.generation(name) > 0) others.add(kind.generation(name));
    }
    return new Line(
        kind,
        live,
        Optional.ofNullable(others.higher(at)).map(kind::index),
        Optional.ofNullable(others.lower(at)).map(kind::index),
        others.stream().filter(other -> other != at).map(kind::index).toList());
  }

  private static int generation(IndexKind kind, String index) {
    int generation = kind.generation(index);
    if (generation > 0) return generation;
    throw new IllegalStateException(
        "%s is behind the aliases, and no name that Revue gives: %s"
            .formatted(index, kind.index("<N>")));
  }

  private JsonNode settings(String index) {
    JsonNode all = elastic.demand("GET", "/" + index + "/_settings", null).body();
    return all.path(index).path("settings").path("index");
  }
}
