package dev.revue.ingest;

import java.util.function.DoubleSupplier;

/// Whether memory is short: from nine tenths of the heap on, until there is some room again.
final class HeapMark {
  private static final double HIGH = 0.92;
  private static final double LOW = 0.85;

  private final DoubleSupplier used;
  private boolean high;

  /// @param used part of the heap, from 0 to 1
  HeapMark(DoubleSupplier used) {
    this.used = used;
  }

  static HeapMark ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new HeapMark(
        () -> (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory());
  }

  boolean high() {
    high = used.getAsDouble() >= (high ? LOW : HIGH);
    return high;
  }
}
