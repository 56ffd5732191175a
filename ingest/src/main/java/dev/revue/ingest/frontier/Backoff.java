package dev.revue.ingest.frontier;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// How long to wait, with jitter on everything, so that what failed together does not return
/// together.
public final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_WISH = Duration.ofDays(7);
  private static final double JITTER = 0.1;

  private final DoubleSupplier random;

  /// @param random from 0 to 1
  public Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /// `wait`, or up to a tenth more; never less.
  public Duration jittered(Duration wait) {
    return wait.plusNanos((long) (wait.toNanos() * JITTER * random.getAsDouble()));
  }

  /// 30 s after the first failure, twice as long after each further one, a day at most.
  public Duration afterFailures(int failures) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 12));
    return jittered(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
  }

  /// When a server that is busy may be asked again: not before it says, and not for more than a
  /// week on its word alone.
  public Instant busy(Instant now, Optional<Instant> wish, int failures) {
    if (wish.isEmpty()) return now.plus(afterFailures(failures));
    Duration asked = Duration.between(now, wish.get());
    Duration wait = asked.isNegative() ? Duration.ZERO : asked;
    return now.plus(jittered(wait.compareTo(LONGEST_WISH) < 0 ? wait : LONGEST_WISH))
        .plusMillis(10);
  }
}
