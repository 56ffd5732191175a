package dev.revue.ingest;

import dev.revue.common.health.Health;
import dev.revue.common.kafka.Restore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells health and log how a restore gets on, from its first second on, and that it is alive.
final class RestoreProgress implements Restore.Progress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);
  private static final Duration LOG_EVERY = Duration.ofSeconds(10);

  /// An open transaction of a process that is gone is waited for; it should end long before this.
  private static final Duration STUCK = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Health.Loop pulse;
  private final Health health;
  private final String name;
  private final Instant began;
  private Instant told;
  private Instant logged;
  private Instant moved;
  private long read;

  RestoreProgress(InstantSource clock, Health.Loop pulse, Health health, String name) {
    this.clock = clock;
    this.pulse = pulse;
    this.health = health;
    this.name = name;
    this.began = clock.instant();
    this.told = began;
    this.logged = began;
    this.moved = began;
  }

  @Override
  public void at(long read, long total) {
    pulse.tick();
    Instant now = clock.instant();
    if (read > this.read) moved = now;
    this.read = read;
    if (now.isBefore(told.plus(TELL_EVERY))) return;
    told = now;
    double seconds = Duration.between(began, now).toMillis() / 1000.0;
    String said =
        String.format(
            Locale.ROOT,
            "restoring what is known of the web: %d of %d records, %.0f/s",
            read,
            total,
            read / seconds);
    if (now.isAfter(moved.plus(STUCK))) {
      said += "; it stands still since " + moved + ": `revue doctor` says what holds it up";
    }
    health.obstacle(name, said);
    if (now.isBefore(logged.plus(LOG_EVERY))) return;
    logged = now;
    LOG.info("{}", said);
  }

  @Override
  public void close() {
    health.clear(name);
  }
}
