package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.common.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Findings by part, for people a line each, for machines as JSON.
public record Report(Map<String, List<Finding>> findings) {
  /// Whether what is right is told, too.
  public enum Detail {
    WRONG,
    ALL
  }

  /// 0: nothing is wrong, 1: something is, 2: the settings are.
  public int exitCode() {
    boolean settings =
        findings.getOrDefault(SettingsCheckup.NAME, List.of()).stream()
            .anyMatch(Wrong.class::isInstance);
    if (settings) return 2;
    return wrong() == 0 ? 0 : 1;
  }

  long wrong() {
    return count(Wrong.class);
  }

  private long doubtful() {
    return count(Doubtful.class);
  }

  private long right() {
    return count(Right.class);
  }

  private long count(Class<? extends Finding> level) {
    return findings.values().stream().flatMap(List::stream).filter(level::isInstance).count();
  }

  public void print(PrintWriter out, Detail detail) {
    findings.forEach((part, found) -> {
      for (Finding finding : found) {
        if (finding instanceof Right && detail == Detail.WRONG) continue;
        out.println(line(part, finding));
      }
    });
    out.println("%d wrong, %d doubtful, %d right".formatted(wrong(), doubtful(), right()));
    out.flush();
  }

  private static String line(String part, Finding finding) {
    return switch (finding) {
      case Wrong(String what, String remedy) ->
          "WRONG     %s: %s: %s".formatted(part, what, remedy);
      case Doubtful(String what, String remedy) ->
          "doubtful  %s: %s: %s".formatted(part, what, remedy);
      case Right(String what) -> "right     %s: %s".formatted(part, what);
    };
  }

  public void json(PrintWriter out) {
    ObjectNode report = Json.MAPPER.createObjectNode();
    report.put("wrong", wrong()).put("doubtful", doubtful()).put("right", right());
    ArrayNode list = report.putArray("findings");
    findings.forEach((part, found) ->
        found.forEach(finding -> json(list.addObject().put("part", part), finding)));
    out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    out.flush();
  }

  private static void json(ObjectNode node, Finding finding) {
    switch (finding) {
      case Wrong(String what, String remedy) -> json(node, "wrong", what).put("remedy", remedy);
      case Doubtful(String what, String remedy) ->
          json(node, "doubtful", what).put("remedy", remedy);
      case Right(String what) -> json(node, "right", what);
    }
  }

  private static ObjectNode json(ObjectNode node, String level, String what) {
    return node.put("level", level).put("what", what);
  }
}
