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

  /// True where these, with those taken in the last minute, are too many bad ones: the batch must
  /// not be committed. It may be asked about the same batch again: only what is taken counts.
  public boolean trips(int batchRecords, int batchBad) {
    forget(clock.instant().minus(WINDOW));
    long all = records + batchRecords;
    boolean trips = batchBad > 0 && all >= LEAST && bad + batchBad > all * SHARE;
    if (trips) remember();
    return trips;
  }

  /// Counts a batch that was committed.
  public void took(int batchRecords, int batchBad) {
    batches.add(new Batch(clock.instant(), batchRecords, batchBad));
    records += batchRecords;
    bad += batchBad;
  }

  /// The minute begins anew: a stopped line is tried again and again, and must not let the first 49
  /// through every minute.
  private void remember() {
    batches.clear();
    batches.add(new Batch(clock.instant(), records, bad));
  }

  private void forget(Instant before) {
    while (!batches.isEmpty() && batches.getFirst().at.isBefore(before)) {
      Batch old = batches.removeFirst();
      records -= old.records;
      bad -= old.bad;
    }
  }

  private record Batch(Instant at, long records, long bad) {}
}
