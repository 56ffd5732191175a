package dev.revue.ingest.frontier;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The timer queue: sites by when they are next to be asked, each in it at most once. Not
/// thread-safe.
final class Wakes {
  static final int NONE = -1;

  private Site[] heap = new Site[64];
  private int size;

  @Nullable Site first() {
    return size == 0 ? null : heap[0];
  }

  void set(Site site, long at) {
    if (site.wakePlace == NONE) {
      if (size == heap.length) heap = Arrays.copyOf(heap, size + (size >> 1));
      site.wakePlace = size;
      heap[size++] = site;
    }
    site.wakeAt = at;
    up(site);
    down(site);
  }

  @SuppressWarnings("NullAway") // what is behind the last is not read
  void remove(Site site) {
    int hole = site.wakePlace;
    if (hole == NONE) return;
    site.wakePlace = NONE;
    Site last = heap[--size];
    heap[size] = null;
    if (last == site) return;
    put(hole, last);
    up(last);
    down(last);
  }

  private void up(Site site) {
    int hole = site.wakePlace;
    while (hole > 0) {
      Site parent = heap[(hole - 1) >> 1];
      if (parent.wakeAt <= site.wakeAt) break;
      put(hole, parent);
      hole = (hole - 1) >> 1;
    }
    put(hole, site);
  }

  private void down(Site site) {
    int hole = site.wakePlace;
    for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && heap[child + 1].wakeAt < heap[child].wakeAt) child++;
      if (heap[child].wakeAt >= site.wakeAt) break;
      put(hole, heap[child]);
      hole = child;
    }
    put(hole, site);
  }

  private void put(int hole, Site site) {
    heap[hole] = site;
    site.wakePlace = hole;
  }
}
