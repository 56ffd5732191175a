package dev.revue.index.bulk;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses between attempts: twice as long each time, up to a longest one, none predictable to more
/// than half.
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration next;

  public Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  public Duration next() {
    Duration most = next;
    Duration doubled = most.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    long half = most.toMillis() / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  public void reset() {
    next = first;
  }
}
