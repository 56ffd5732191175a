package dev.revue.index.bulk;

/// How much may be under way, counted in full bulks. Halved when Elasticsearch has too much to do:
/// first fewer bulks go at once, then smaller ones; a little more again with every bulk it takes.
final class Pace {
  private static final double LEAST = 1 / 64.0;
  private static final double STEP = 1 / 8.0;

  private final BulkLimits limits;
  private double bulks;

  Pace(BulkLimits limits) {
    this.limits = limits;
    this.bulks = limits.inFlight();
  }

  void slower() {
    bulks = Math.max(LEAST, bulks / 2);
  }

  void faster() {
    bulks = Math.min(limits.inFlight(), bulks + STEP);
  }

  int inFlight() {
    return Math.max(1, (int) bulks);
  }

  int documents() {
    return share(limits.documents());
  }

  int bytes() {
    return share(limits.bytes());
  }

  private int share(int whole) {
    return Math.max(1, (int) (whole * Math.min(1, bulks)));
  }
}
