package dev.revue.common.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/// Trips when more than 5 % of at least 50 records in a minute were bad: then it is not the records
/// that are wrong, and a topic must not drain into the dead letters. Not thread-safe.
public final class PoisonBreaker {
  private static final int LEAST = 50;
  private static final double SHARE = 0.05;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Clock clock;
  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private long records;
  private long bad;

  public PoisonBreaker(Clock clock) {
    this.clock = clock;
  }

  /// True where these, with those of the last minute, are too many bad ones: the batch must not be
  /// committed.
  public boolean trips(int batchRecords, int batchBad) {
    Instant now = clock.instant();
    forget(now.minus(WINDOW));
    batches.add(new Batch(now, batchRecords, batchBad));
    records += batchRecords;
    bad += batchBad;
    return batchBad > 0 && records >= LEAST && bad > records * SHARE;
  }

  private void forget(Instant before) {
    while (!batches.isEmpty() && batches.getFirst().at.isBefore(before)) {
      Batch old = batches.removeFirst();
      records -= old.records;
      bad -= old.bad;
    }
  }

  private record Batch(Instant at, int records, int bad) {}
}
