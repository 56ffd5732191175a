package dev.revue.common.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// How a stage is: live while each of its loops goes round, ready while nothing is in its way.
/// Thread-safe.
public final class Health {
  private final Clock clock;
  private final Map<String, Loop> loops = new ConcurrentSkipListMap<>();
  private final Map<String, String> obstacles = new ConcurrentSkipListMap<>();
  private final Map<String, View> views = new ConcurrentSkipListMap<>();

  public Health(Clock clock) {
    this.clock = clock;
  }

  /// A loop that promises to tick at least once in `allowed`.
  public Loop loop(String name, Duration allowed) {
    return loops.computeIfAbsent(name, n -> new Loop(clock, allowed));
  }

  /// What is in the way, in words for an operator; replaces what was said before under `name`.
  public void obstacle(String name, String reason) {
    obstacles.put(name, reason);
  }

  public void clear(String name) {
    obstacles.remove(name);
  }

  /// Shows `view` at `path`, beside health and metrics.
  public void show(String path, View view) {
    views.put(path, view);
  }

  Optional<View> view(String path) {
    return Optional.ofNullable(views.get(path));
  }

  /// Loops that have stood still for too long, each with for how long; empty where all is well.
  public Map<String, String> stalled() {
    var stalled = new TreeMap<String, String>();
    loops.forEach((name, loop) -> {
      Duration silent = loop.silent();
      if (silent.compareTo(loop.allowed) > 0)
        stalled.put(name, "no sign of life for " + silent.toSeconds() + " s");
    });
    return stalled;
  }

  /// Everything that is in the way of work; empty where the stage is ready.
  public Map<String, String> obstacles() {
    var all = new TreeMap<String, String>();
    obstacles.forEach(all::put); // a copy of a sorted map counts first, and fails when one goes
    stalled()
        .forEach((name, silence) -> all.merge(name, silence, (reason, s) -> s + ": " + reason));
    return all;
  }

  /// The pulse of one loop.
  public static final class Loop {
    private final Clock clock;
    private final Duration allowed;
    private volatile Instant last;

    private Loop(Clock clock, Duration allowed) {
      this.clock = clock;
      this.allowed = allowed;
      this.last = clock.instant();
    }

    public void tick() {
      last = clock.instant();
    }

    private Duration silent() {
      return Duration.between(last, clock.instant());
    }
  }
}
