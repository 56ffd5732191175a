package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Elastic.Refused;
import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The nodes one by one.
///
/// @param bulkBytes the size of the bulks that we shall send
/// @param clock of this machine
record ElasticNodes(Elastic elastic, int bulkBytes, Clock clock) {
  private static final Duration SKEW = Duration.ofSeconds(10);

  List<Finding> nodes() throws IOException, Refused {
    JsonNode nodes =
        elastic.read("/_nodes/http?filter_path=nodes.*.name,nodes.*.version,nodes.*.http");
    var findings = new ArrayList<Finding>();
    var versions = new TreeSet<String>();
    for (JsonNode node : nodes.path("nodes").values()) {
      versions.add(node.path("version").asString(""));
      long most = node.path("http").path("max_content_length_in_bytes").asLong(Long.MAX_VALUE);
      if (most < bulkBytes) {
        findings.add(
            new Wrong(
                "node %s takes requests of %d bytes at most (http.max_content_length), REVUE_INDEX_BULK_BYTES is %d"
                    .formatted(node.path("name").asString(""), most, bulkBytes),
                "set REVUE_INDEX_BULK_BYTES=%d, or http.max_content_length in elasticsearch.yml"
                    .formatted(most / 2)));
      }
    }
    if (versions.size() > 1) {
      findings.add(
          new Doubtful(
              "the nodes have different versions: " + String.join(", ", versions),
              "finish the upgrade: shards move to newer nodes only"));
    }
    if (findings.isEmpty()) findings.add(new Right("the nodes take bulks of our size"));
    return findings;
  }

  List<Finding> clocks() throws IOException, Refused {
    Instant asked = clock.instant();
    JsonNode nodes = elastic.read("/_nodes/stats/os?filter_path=nodes.*.name,nodes.*.timestamp");
    Instant answered = clock.instant();
    var findings = new ArrayList<Finding>();
    for (JsonNode node : nodes.path("nodes").values()) {
      var there = Instant.ofEpochMilli(node.path("timestamp").asLong(0));
      // It looked at its clock at some time between.
      Duration skew =
          there.isBefore(asked)
              ? Duration.between(there, asked)
              : there.isAfter(answered) ? Duration.between(answered, there) : Duration.ZERO;
      if (skew.compareTo(SKEW) < 0) continue;
      findings.add(
          new Wrong(
              "the clock of this machine is %d s %s that of node %s: versions, revisits and ages come from clocks"
                  .formatted(
                      skew.toSeconds(),
                      there.isBefore(asked) ? "ahead of" : "behind",
                      node.path("name").asString("")),
              "let both follow the same time servers: `timedatectl set-ntp true`, `timedatectl timesync-status`"));
    }
    if (findings.isEmpty())
      findings.add(new Right("the clocks agree within " + SKEW.toSeconds() + " s"));
    return findings;
  }
}
