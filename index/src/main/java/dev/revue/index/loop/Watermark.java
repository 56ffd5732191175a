package dev.revue.index.loop;

import java.util.TreeSet;

/// How far one partition may be committed: up to the first record that is not done with. Records
/// may be done in any order, and offsets may have gaps. Not thread-safe.
final class Watermark {
  private final TreeSet<Long> open = new TreeSet<>();
  private long next;

  /// @param next offset of the next record that will be read
  Watermark(long next) {
    this.next = next;
  }

  /// The record at `offset` was read.
  void received(long offset) {
    open.add(offset);
    readTo(offset + 1);
  }

  /// Everything below `offset` was read, also what is no record (markers of transactions).
  void readTo(long offset) {
    next = Math.max(next, offset);
  }

  /// The record at `offset` is done with.
  void done(long offset) {
    open.remove(offset);
  }

  /// The offset to commit: where to go on reading without missing a record.
  long committable() {
    return open.isEmpty() ? next : open.first();
  }

  /// Records that were read and are not done with.
  int open() {
    return open.size();
  }
}
