package dev.revue.ingest.frontier;

import java.time.Instant;

/// Times as nanoseconds since 1970: exact from 1677 to 2262, the nearest of these beyond.
final class Nanos {
  private static final long BILLION = 1_000_000_000L;
  private static final long LAST_SECOND = Long.MAX_VALUE / BILLION - 1;

  private Nanos() {}

  static long of(Instant at) {
    long second = at.getEpochSecond();
    if (second > LAST_SECOND) return Long.MAX_VALUE;
    if (second < -LAST_SECOND) return Long.MIN_VALUE;
    return second * BILLION + at.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION));
  }
}
