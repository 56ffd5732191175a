package dev.revue.ingest.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a source is doing, in a word.
public enum Condition {
  FINE("fine"),
  SLOW("slow"),
  BUSY("busy"),
  IN_TROUBLE("in trouble"),
  FORBIDDEN("forbidden by robots.txt"),
  RESTING("resting"),
  NOTHING_YET("nothing found yet"),
  WAITS_FOR_RENDERER("waits for renderer"),
  ELSEWHERE("with another process");

  private static final Duration SLOW_FROM = Duration.ofSeconds(3);
  private static final Duration RESTING_FROM = Duration.ofHours(1);

  private final String word;

  Condition(String word) {
    this.word = word;
  }

  @JsonValue
  public String word() {
    return word;
  }

  /// What is known of a source.
  ///
  /// @param sites its domains in this process
  /// @param held until when the last of its domains is left alone, where all are
  /// @param lastOutcome of its last visit
  /// @param renderer whether it needs a renderer and none answers
  /// @param typical how long its visits take
  public record Signs(
      int sites,
      long urls,
      long unvisited,
      long published,
      Optional<Instant> held,
      Optional<Instant> due,
      String lastOutcome,
      boolean renderer,
      Duration typical) {}

  /// The first that applies: what stops the source before what slows it.
  public static Condition of(Signs signs, Instant now) {
    if (signs.sites == 0) return ELSEWHERE;
    if (signs.renderer) return WAITS_FOR_RENDERER;
    boolean held = signs.held.filter(until -> until.isAfter(now)).isPresent();
    if (held) return signs.lastOutcome.equals("busy") ? BUSY : IN_TROUBLE;
    boolean robots = signs.lastOutcome.startsWith("robots");
    if (robots && signs.published == 0) return FORBIDDEN;
    if (signs.lastOutcome.startsWith("failed")) return IN_TROUBLE;
    if (signs.published == 0) return NOTHING_YET;
    boolean later = signs.due.map(at -> at.isAfter(now.plus(RESTING_FROM))).orElse(true);
    if (later) return RESTING;
    return signs.typical.compareTo(SLOW_FROM) > 0 ? SLOW : FINE;
  }
}
