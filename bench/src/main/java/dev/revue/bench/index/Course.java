package dev.revue.bench.index;

import java.util.ArrayList;
import java.util.List;

/// How many documents were done when. The rate leaves out the start and the end.
final class Course {
  private static final double FROM = 0.1;
  private static final double TO = 0.95;

  private record Point(long nanos, long documents) {}

  private final List<Point> points = new ArrayList<>();

  synchronized void at(long documents) {
    points.add(new Point(System.nanoTime(), documents));
  }

  /// Documents per second between a tenth and nineteen twentieths of them.
  synchronized double rate() {
    long all = points.getLast().documents;
    Point from = first(FROM * all);
    Point to = first(TO * all);
    return (to.documents - from.documents) * 1e9 / Math.max(1, to.nanos - from.nanos);
  }

  private Point first(double documents) {
    return points.stream().filter(p -> p.documents >= documents).findFirst().orElseThrow();
  }
}
