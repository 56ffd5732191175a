package dev.revue.cli.doctor;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.cli.doctor.Elastic.Answer;
import dev.revue.cli.doctor.Elastic.Refused;
import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.index.contract.IndexContract;
import dev.revue.index.contract.IndexKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The indices behind our aliases: what the stage checks when it starts, and besides what lets it
/// write and still is not right.
record IndexState(Elastic elastic) {
  private static final String OURS =
      Arrays.stream(IndexKind.values())
          .map(kind -> kind.readAlias() + "," + kind.writeAlias())
          .collect(Collectors.joining(","));

  /// Elasticsearch's own, on which deep pages of the search rest.
  private static final long RESULT_WINDOW = 10_000;

  List<Finding> contract(Rest5Client client) {
    List<String> mistakes = IndexContract.load().check(client);
    if (mistakes.isEmpty()) return List.of(new Right("the index is as the contract says"));
    return mistakes.stream().<Finding>map(line -> Finding.told(line, "run `revue setup`")).toList();
  }

  List<Finding> aliases() throws IOException {
    var findings = new ArrayList<Finding>();
    for (IndexKind kind : IndexKind.values()) {
      Set<String> read = behind(kind.readAlias());
      Set<String> write = behind(kind.writeAlias());
      if (read.size() > 1) {
        findings.add(
            new Wrong(
                "read alias %s is on %s: documents show twice"
                    .formatted(kind.readAlias(), String.join(" and ", read)),
                "take it off all but the one that %s is on: %s"
                    .formatted(kind.writeAlias(), delete(kind.readAlias()))));
      }
      if (write.size() > 1) {
        findings.add(
            new Wrong(
                "write alias %s is on %s".formatted(kind.writeAlias(), String.join(" and ", write)),
                "take it off all but the one that %s is on: %s"
                    .formatted(kind.readAlias(), delete(kind.writeAlias()))));
      }
      if (read.size() == 1 && write.size() == 1 && !read.equals(write)) {
        String shown = read.iterator().next();
        String written = write.iterator().next();
        findings.add(
            new Wrong(
                "read alias %s is on %s, write alias %s on %s: what is written does not show"
                    .formatted(kind.readAlias(), shown, kind.writeAlias(), written),
                move(kind.writeAlias(), written, shown)
                    + ", then `revue verify` says what it lacks"));
      }
    }
    if (findings.isEmpty()) findings.add(new Right("each pair of aliases is on one index"));
    return findings;
  }

  private String move(String alias, String from, String to) {
    String actions =
        "{\"actions\":[{\"remove\":{\"index\":\"%s\",\"alias\":\"%s\"}},{\"add\":{\"index\":\"%s\",\"alias\":\"%s\",\"is_write_index\":true}}]}"
            .formatted(from, alias, to, alias);
    return elastic.send("POST", "/_aliases", actions);
  }

  private static String delete(String alias) {
    return "`DELETE /INDEX/_alias/" + alias + "`";
  }

  private Set<String> behind(String alias) throws IOException {
    Answer answer = elastic.get("/_alias/" + alias);
    return answer.ok() ? new TreeSet<>(answer.body().propertyNames()) : Set.of();
  }

  /// A template that we may not look at counts as right, as in the contract's own check.
  List<Finding> templates() throws IOException {
    var contract = IndexContract.load();
    var findings = new ArrayList<Finding>();
    for (IndexKind kind : IndexKind.values()) {
      Answer answer = elastic.get("/_index_template/" + kind.readAlias());
      if (!answer.ok()) continue;
      JsonNode template =
          answer.body().path("index_templates").path(0).path("index_template").path("template");
      if (template.path("mappings").equals(contract.mapping(kind))) continue;
      findings.add(
          new Wrong(
              "index template %s has not the mapping of contract %s: the next index would be made wrong"
                  .formatted(kind.readAlias(), contract.version(kind)),
              "run `revue setup`"));
    }
    if (findings.isEmpty()) findings.add(new Right("the index templates are as the contract says"));
    return findings;
  }

  List<Finding> mappings() throws IOException, Refused {
    JsonNode indices = elastic.read("/" + OURS + "/_mapping?ignore_unavailable=true");
    var findings = new ArrayList<Finding>();
    for (Map.Entry<String, JsonNode> index : indices.properties()) {
      String dynamic = index.getValue().path("mappings").path("dynamic").asString("true");
      if (dynamic.equals("strict")) continue;
      findings.add(
          new Wrong(
              "index %s has dynamic=%s, so a misspelt field changes its mapping"
                  .formatted(index.getKey(), dynamic),
              elastic.put("/" + index.getKey() + "/_mapping", "{\"dynamic\":\"strict\"}")));
    }
    if (findings.isEmpty()) findings.add(new Right("the mappings are strict"));
    return findings;
  }

  List<Finding> settings() throws IOException, Refused {
    JsonNode indices =
        elastic.read("/" + OURS + "/_settings?ignore_unavailable=true&flat_settings=true");
    int nodes = elastic.read("/_cluster/health").path("number_of_data_nodes").asInt(1);
    var findings = new ArrayList<Finding>();
    for (Map.Entry<String, JsonNode> index : indices.properties()) {
      JsonNode settings = index.getValue().path("settings");
      findings.addAll(settings(index.getKey(), settings, nodes));
      findings.addAll(analysis(index.getKey(), settings));
    }
    if (findings.isEmpty())
      findings.add(new Right("the settings of the indices keep what is written"));
    return findings;
  }

  private List<Finding> settings(String index, JsonNode settings, int nodes) {
    var findings = new ArrayList<Finding>();
    if (settings.path("index.translog.durability").asString("").equalsIgnoreCase("async")) {
      findings.add(
          wrong(
              index,
              "index.translog.durability",
              "async",
              "writes are acknowledged before they are on disk",
              "\"request\""));
    }
    for (String block :
        List.of("read_only_allow_delete", "read_only", "write", "read", "metadata")) {
      String name = "index.blocks." + block;
      if (settings.path(name).asString("").equals("true")) {
        findings.add(wrong(index, name, "true", "the stages hold until it is taken away", "null"));
      }
    }
    if (settings.path("index.refresh_interval").asString("").startsWith("-1")) {
      findings.add(
          wrong(index, "index.refresh_interval", "-1", "what is written never shows", "\"1s\""));
    }
    for (String name : List.of("index.default_pipeline", "index.final_pipeline")) {
      String pipeline = settings.path(name).asString("_none");
      if (!pipeline.equals("_none")) {
        findings.add(
            wrong(index, name, pipeline, "a pipeline may change or drop documents", "null"));
      }
    }
    if (settings.path("index.max_result_window").asLong(RESULT_WINDOW) < RESULT_WINDOW) {
      findings.add(
          wrong(
              index,
              "index.max_result_window",
              settings.path("index.max_result_window").asString(""),
              "later pages of a search fail",
              "null"));
    }
    if (nodes > 1 && settings.path("index.number_of_replicas").asInt(1) == 0) {
      findings.add(
          new Doubtful(
              "index %s is kept once although there are %d nodes: a lost node loses it until `revue reindex`"
                  .formatted(index, nodes),
              put(index, "index.auto_expand_replicas", "\"0-1\"")));
    }
    return findings;
  }

  /// The first part of the analysis that is not as the contract says: what was indexed stays so.
  private static List<Finding> analysis(String index, JsonNode settings) {
    var wanted = new TreeMap<String, String>();
    flatten(
        "index.analysis", IndexContract.load().settings().path("index").path("analysis"), wanted);
    for (Map.Entry<String, String> setting : wanted.entrySet()) {
      var there = new TreeMap<String, String>();
      flatten(setting.getKey(), settings.path(setting.getKey()), there);
      String found = there.getOrDefault(setting.getKey(), "nothing");
      if (found.equals(setting.getValue())) continue;
      return List.of(
          new Wrong(
              "index %s has %s=%s, not %s: it finds otherwise than the contract says"
                  .formatted(index, setting.getKey(), found, setting.getValue()),
              "run `revue setup` and `revue reindex start`"));
    }
    return List.of();
  }

  /// As Elasticsearch answers: dotted names, every value a text.
  private static void flatten(String name, JsonNode value, Map<String, String> into) {
    if (value.isObject()) {
      value.properties().forEach(e -> flatten(name + "." + e.getKey(), e.getValue(), into));
    } else if (value.isArray()) {
      into.put(
          name,
          value.values().stream()
              .map(JsonNode::asString)
              .collect(Collectors.joining(", ", "[", "]")));
    } else if (!value.isMissingNode()) {
      into.put(name, value.asString());
    }
  }

  private Finding wrong(String index, String name, String value, String effect, String right) {
    return new Wrong(
        "index %s has %s=%s: %s".formatted(index, name, value, effect), put(index, name, right));
  }

  private String put(String index, String name, String value) {
    return elastic.put("/" + index + "/_settings", "{\"%s\":%s}".formatted(name, value));
  }
}
