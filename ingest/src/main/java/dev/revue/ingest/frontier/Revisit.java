package dev.revue.ingest.frontier;

import java.time.Duration;

/// When to look at a page again, learnt from what the visits so far found. It settles where the
/// interval is the geometric mean of a first interval and the time between two changes: pages that
/// change more often get more visits, but not in proportion, because what always changes can never
/// be fresh.
final class Revisit {
  private Revisit() {}

  /// @param last interval before this visit
  /// @param first interval that the page began with
  static Duration unchanged(Duration last, Duration first) {
    return times(last, Math.exp(changesExpected(last, first)));
  }

  /// The same where the visit found a change.
  static Duration changed(Duration last, Duration first) {
    return times(last, Math.exp(changesExpected(last, first) - 1));
  }

  /// What share of visits finds a change where the interval is right. Growing by it and shrinking
  /// by the rest, the interval stays exactly there.
  private static double changesExpected(Duration last, Duration first) {
    return 1 - Math.exp(-(double) first.toNanos() / last.toNanos());
  }

  private static Duration times(Duration interval, double factor) {
    return Duration.ofNanos((long) (interval.toNanos() * factor));
  }
}
