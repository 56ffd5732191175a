package dev.revue.ingest.frontier;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The packed rows of one site, found by URL, and those of them that wait, in the order in which
/// they are due: by time, then what is less deep, then by URL. A row that does not wait rests, or
/// is under way. Rows are never removed. Not thread-safe.
final class Rows {
  static final int NONE = -1;

  /// So few are looked through one by one.
  private static final int FEW = 8;

  private static final long SECRET = new SplittableRandom().nextLong();
  private static final int[] NO_INDEX = {};

  private int size;
  private byte[][] rows = new byte[1][];
  private long[] at = new long[1];
  private int[] place = new int[1]; // of a slot in the heap
  private int[] heap = new int[1]; // slots, twice; the lowest bit: whether somebody waits for it
  private int waiting;
  private int awaited;
  private int[] index = NO_INDEX; // slots by the hash of their URL, plus one

  int size() {
    return size;
  }

  /// How many wait to become due.
  int waiting() {
    return waiting;
  }

  /// How many of these are waited for.
  int awaited() {
    return awaited;
  }

  byte[] row(int slot) {
    return rows[slot];
  }

  boolean waits(int slot) {
    return place[slot] != NONE;
  }

  /// Where the row of a URL is; `NONE` where there is none.
  int slot(byte[] url) {
    if (index.length == 0) {
      for (int slot = 0; slot < size; slot++) {
        if (RowCodec.hasUrl(rows[slot], url)) return slot;
      }
      return NONE;
    }
    int mask = index.length - 1;
    int i = RowCodec.hash(url, 0, url.length, SECRET) & mask;
    for (; index[i] != 0; i = (i + 1) & mask) {
      if (RowCodec.hasUrl(rows[index[i] - 1], url)) return index[i] - 1;
    }
    return NONE;
  }

  /// Adds the row of a URL that has none.
  int add(byte[] row) {
    if (size == rows.length) grow();
    int slot = size++;
    rows[slot] = row;
    place[slot] = NONE;
    if (size > FEW) index(slot);
    return slot;
  }

  void replace(int slot, byte[] row) {
    rest(slot);
    rows[slot] = row;
  }

  /// Lets a row wait until `time`.
  ///
  /// @param await whether the crawl is not done before it was its turn
  void wait(int slot, long time, boolean await) {
    rest(slot);
    at[slot] = time;
    int last = waiting++;
    heap[last] = slot << 1 | (await ? 1 : 0);
    if (await) awaited++;
    place[slot] = last;
    up(last);
  }

  void rest(int slot) {
    int hole = place[slot];
    if (hole == NONE) return;
    if ((heap[hole] & 1) != 0) awaited--;
    place[slot] = NONE;
    int last = heap[--waiting];
    if (hole == waiting) return;
    heap[hole] = last;
    place[last >> 1] = hole;
    up(hole);
    down(place[last >> 1]);
  }

  /// The first of those that wait; `NONE` where none does.
  int first() {
    return waiting == 0 ? NONE : heap[0] >> 1;
  }

  /// When the first of those that wait is due.
  long firstAt() {
    return at[heap[0] >> 1];
  }

  /// How many of those that wait are due at `time`.
  int due(long time) {
    return due(0, time);
  }

  /// None below one that is not due is due.
  private int due(int hole, long time) {
    if (hole >= waiting || at[heap[hole] >> 1] > time) return 0;
    return 1 + due(2 * hole + 1, time) + due(2 * hole + 2, time);
  }

  private void up(int from) {
    int hole = from;
    int entry = heap[hole];
    while (hole > 0) {
      int parent = (hole - 1) >> 1;
      if (!before(entry, heap[parent])) break;
      set(hole, heap[parent]);
      hole = parent;
    }
    set(hole, entry);
  }

  private void down(int from) {
    int hole = from;
    int entry = heap[hole];
    for (int child = 2 * hole + 1; child < waiting; child = 2 * hole + 1) {
      if (child + 1 < waiting && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], entry)) break;
      set(hole, heap[child]);
      hole = child;
    }
    set(hole, entry);
  }

  private void set(int hole, int entry) {
    heap[hole] = entry;
    place[entry >> 1] = hole;
  }

  private boolean before(int entry, int other) {
    long mine = at[entry >> 1];
    long theirs = at[other >> 1];
    if (mine != theirs) return mine < theirs;
    return RowCodec.compare(rows[entry >> 1], rows[other >> 1]) < 0;
  }

  private void grow() {
    int larger = size < 4 ? size + 1 : size + (size >> 1);
    rows = Arrays.copyOf(rows, larger);
    at = Arrays.copyOf(at, larger);
    place = Arrays.copyOf(place, larger);
    heap = Arrays.copyOf(heap, larger);
  }

  private void index(int added) {
    if (2 * size > index.length) {
      index = new int[Integer.highestOneBit(size) * 4];
      for (int slot = 0; slot < size; slot++) enter(slot);
    } else {
      enter(added);
    }
  }

  private void enter(int slot) {
    int mask = index.length - 1;
    int i = RowCodec.hash(rows[slot], SECRET) & mask;
    while (index[i] != 0) i = (i + 1) & mask;
    index[i] = slot + 1;
  }
}
