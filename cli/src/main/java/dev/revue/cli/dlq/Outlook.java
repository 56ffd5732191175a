package dev.revue.cli.dlq;

import dev.revue.common.json.Json;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Forecast;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.json.JsonWriteFeature;

/// What the dead letters look like, and what would become of them, in words. Nothing in them can
/// steer a terminal.
public final class Outlook {
  private static final int KEY = 80;

  private final Map<String, Integer> outcomes = new TreeMap<>();

  /// One cause in three lines.
  public static String of(Causes.Group group) {
    Cause cause = group.cause();
    return """
    %s  %s  %d letters: %d waiting, %d redriven, %d came back; attempts %d; %s to %s
        %s
        revue dlq show %s\
    """
        .formatted(
            Plain.line(cause.stage()),
            Plain.line(cause.reason()),
            group.letters(),
            group.waiting(),
            group.redriven(),
            group.cameBack(),
            group.attempts(),
            group.first().truncatedTo(ChronoUnit.SECONDS),
            group.last().truncatedTo(ChronoUnit.SECONDS),
            Plain.line(cause.message()),
            group.example());
  }

  /// One cause for machines, in one line of ASCII.
  public static String json(Causes.Group group) {
    return Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(group);
  }

  public static String sum(List<Causes.Group> groups) {
    if (groups.isEmpty()) return "no dead letters";
    int letters = groups.stream().mapToInt(Causes.Group::letters).sum();
    int waiting = groups.stream().mapToInt(Causes.Group::waiting).sum();
    return "%d letters by %d causes, %d of them waiting".formatted(letters, groups.size(), waiting);
  }

  /// Counts a forecast and says it in one line.
  public String add(DeadLetter letter, Forecast forecast) {
    String outcome =
        switch (forecast) {
          case Forecast.Applied() -> "applied";
          case Forecast.Superseded() -> "superseded";
          case Forecast.Skipped() -> "skipped";
          case Forecast.Rejected(String reason, _) -> "rejected again (" + reason + ")";
        };
    outcomes.merge(outcome, 1, Integer::sum);
    String why = forecast instanceof Forecast.Rejected(_, String message) ? ": " + message : "";
    String key = Events.key(letter.record());
    String shortKey = key.length() <= KEY ? key : key.substring(0, KEY) + "…";
    return Plain.line(
        "%s  %s  %s  %s%s".formatted(letter.id().place(), letter.stage(), shortKey, outcome, why));
  }

  /// The sum of what was added.
  @Override
  public String toString() {
    if (outcomes.isEmpty()) return "none to send";
    return outcomes.entrySet().stream()
        .map(outcome -> outcome.getValue() + " " + Plain.line(outcome.getKey()))
        .collect(Collectors.joining(", "));
  }
}
