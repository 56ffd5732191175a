package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Elastic.Refused;
import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The cluster as a whole: whether it is well, has room, and lets indices be made and written.
record ElasticCluster(Elastic elastic) {
  private static final String SETTINGS =
      "/_cluster/settings?include_defaults=true&flat_settings=true";

  /// A reindex makes an index of each kind, each with a copy.
  private static final long ROOM_FOR_SHARDS = 4;

  List<Finding> health() throws IOException, Refused {
    JsonNode health = elastic.read("/_cluster/health?level=indices");
    var findings = new ArrayList<Finding>();
    for (Map.Entry<String, JsonNode> index : health.path("indices").properties()) {
      String status = index.getValue().path("status").asString("");
      boolean ours = index.getKey().startsWith("revue-");
      if (status.equals("red") && ours) {
        findings.add(
            new Wrong(
                "index " + index.getKey() + " is red: parts of it can be neither read nor written",
                elastic.show("/_cluster/allocation/explain?pretty") + " says why"));
      } else if (status.equals("yellow")
          && ours
          && health.path("number_of_data_nodes").asInt(1) > 1) {
        findings.add(
            new Doubtful(
                "index " + index.getKey() + " is yellow: copies are missing",
                elastic.show("/_cluster/allocation/explain?pretty") + " says why"));
      }
    }
    if (findings.isEmpty() && health.path("status").asString("").equals("red")) {
      findings.add(
          new Doubtful(
              "the cluster is red, although not for an index of ours",
              elastic.show("/_cluster/allocation/explain?pretty") + " says why"));
    }
    if (findings.isEmpty()) {
      findings.add(new Right("the cluster is " + health.path("status").asString("")));
    }
    return findings;
  }

  List<Finding> settings() throws IOException, Refused {
    JsonNode settings = elastic.read(SETTINGS);
    JsonNode health = elastic.read("/_cluster/health");
    var findings = new ArrayList<Finding>();
    for (String block :
        List.of("cluster.blocks.read_only", "cluster.blocks.read_only_allow_delete")) {
      if (!value(settings, block).equals("true")) continue;
      findings.add(
          new Wrong("the cluster has " + block + "=true, so nothing can be written", reset(block)));
    }
    String allocation = value(settings, "cluster.routing.allocation.enable");
    if (!allocation.isEmpty() && !allocation.equals("all")) {
      findings.add(
          new Wrong(
              "the cluster has cluster.routing.allocation.enable=%s, so new or moved shards stay unassigned"
                  .formatted(allocation),
              reset("cluster.routing.allocation.enable")));
    }
    findings.addAll(room(settings, health));
    if (findings.isEmpty()) findings.add(new Right("indices can be made and written"));
    return findings;
  }

  private List<Finding> room(JsonNode settings, JsonNode health) {
    String perNode = value(settings, "cluster.max_shards_per_node");
    if (perNode.isEmpty()) return List.of();
    long most =
        Long.parseLong(perNode) * Math.max(1, health.path("number_of_data_nodes").asLong(1));
    long there =
        health.path("active_shards").asLong(0) + health.path("unassigned_shards").asLong(0);
    if (most - there >= ROOM_FOR_SHARDS) return List.of();
    return List.of(
        new Wrong(
            "the cluster has %d shards of at most %d (cluster.max_shards_per_node=%s): `revue reindex start` could not make its indices"
                .formatted(there, most, perNode),
            "delete indices that nobody needs (%s), or add a node"
                .formatted(elastic.show("/_cat/indices?v"))));
  }

  List<Finding> disks() throws IOException, Refused {
    JsonNode settings = elastic.read(SETTINGS);
    if (value(settings, "cluster.routing.allocation.disk.threshold_enabled").equals("false")) {
      return List.of(new Right("Elasticsearch does not watch its disks"));
    }
    JsonNode nodes = elastic.read("/_nodes/stats/fs?filter_path=nodes.*.name,nodes.*.fs.total");
    var findings = new ArrayList<Finding>();
    for (JsonNode node : nodes.path("nodes").values()) {
      JsonNode disk = node.path("fs").path("total");
      long total = disk.path("total_in_bytes").asLong(0);
      if (total <= 0) continue;
      double used = 100.0 * (total - disk.path("available_in_bytes").asLong(0)) / total;
      fuller(settings, used)
          .ifPresent(mark -> findings.add(disk(node.path("name").asString(""), used, mark)));
    }
    if (findings.isEmpty()) findings.add(new Right("the disks have room"));
    return findings;
  }

  private static Finding disk(String node, double used, String mark) {
    String what =
        "the disk of node %s is %.0f %% full, above the watermark %s".formatted(node, used, mark);
    String remedy =
        "free or add disk; from the flood stage on Elasticsearch refuses writes, and the index stage holds";
    return mark.startsWith("low") ? new Doubtful(what, remedy) : new Wrong(what, remedy);
  }

  /// The highest watermark that is passed. Those that are given in bytes are left to Elasticsearch.
  private static Optional<String> fuller(JsonNode settings, double used) {
    for (String mark : List.of("flood_stage", "high", "low")) {
      String limit = value(settings, "cluster.routing.allocation.disk.watermark." + mark);
      if (limit.endsWith("%") && used > Double.parseDouble(limit.replace("%", ""))) {
        return Optional.of(mark + "=" + limit);
      }
    }
    return Optional.empty();
  }

  private String reset(String setting) {
    return elastic.put(
        "/_cluster/settings",
        "{\"persistent\":{\"%s\":null},\"transient\":{\"%s\":null}}".formatted(setting, setting));
  }

  private static String value(JsonNode settings, String name) {
    for (String level : List.of("transient", "persistent", "defaults")) {
      JsonNode value = settings.path(level).path(name);
      if (!value.isMissingNode()) return value.asString("");
    }
    return "";
  }
}
