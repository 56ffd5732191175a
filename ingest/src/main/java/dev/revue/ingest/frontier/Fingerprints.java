package dev.revue.ingest.frontier;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// The fingerprints of one site's pages, found by likeness. Alike are those that differ in at most
/// `MOST_DIFFERENT` bits: a fingerprint is cut into one band more, so that two which are alike have
/// a band in common. Pages are small numbers of the caller's. Not thread-safe.
final class Fingerprints {
  static final int NONE = -1;
  static final int MOST_DIFFERENT = 6;

  private static final int BANDS = MOST_DIFFERENT + 1;
  private static final int BAND_BITS = 64 / BANDS;
  private static final int BUCKETS = 1 << (BAND_BITS + 1); // the last band is one bit wider

  /// So many are compared one by one: an index of fewer would cost more than it saves.
  private static final int FEW = 512;

  private static final int[] NO_INDEX = {};

  private long[] prints = {}; // by page; 0 where it has none
  private int size; // one more than the highest page that ever had one
  private int count;
  private int[] heads = NO_INDEX; // the first page of each bucket, plus one
  private int[] next = NO_INDEX; // the one after a page in the bucket of each band, plus one

  static boolean alike(long one, long other) {
    return one != 0 && other != 0 && distance(one, other) <= MOST_DIFFERENT;
  }

  /// The page that is most like `print` of those that `wanted` accepts, the lowest of equals;
  /// `NONE` where none is like it.
  int like(long print, IntPredicate wanted) {
    int best = NONE;
    if (heads.length == 0) {
      for (int page = 0; page < size; page++) best = better(best, page, print, wanted);
      return best;
    }
    for (int band = 0; band < BANDS; band++) {
      for (int page = heads[bucket(print, band)] - 1; page >= 0; page = next[at(page, band)] - 1) {
        best = better(best, page, print, wanted);
      }
    }
    return best;
  }

  /// From now on `page` has this fingerprint; 0 for none.
  void put(int page, long print) {
    long before = page < prints.length ? prints[page] : 0;
    if (before == print) return;
    if (page >= prints.length) grow(page);
    if (before != 0) remove(page);
    prints[page] = print;
    if (print != 0) add(page);
  }

  private int better(int best, int page, long print, IntPredicate wanted) {
    if (page == best || !alike(prints[page], print)) return best;
    if (best != NONE) {
      int more = distance(prints[page], print) - distance(prints[best], print);
      if (more > 0 || (more == 0 && page > best)) return best;
    }
    return wanted.test(page) ? page : best;
  }

  private void add(int page) {
    count++;
    size = Math.max(size, page + 1);
    if (heads.length > 0) {
      link(page);
    } else if (count > FEW) {
      heads = new int[BANDS * BUCKETS];
      next = new int[prints.length * BANDS];
      for (int known = 0; known < size; known++) {
        if (prints[known] != 0) link(known);
      }
    }
  }

  private void remove(int page) {
    count--;
    if (heads.length == 0) return;
    for (int band = 0; band < BANDS; band++) {
      int bucket = bucket(prints[page], band);
      if (heads[bucket] == page + 1) {
        heads[bucket] = next[at(page, band)];
        continue;
      }
      int before = heads[bucket] - 1;
      while (next[at(before, band)] != page + 1) before = next[at(before, band)] - 1;
      next[at(before, band)] = next[at(page, band)];
    }
  }

  private void link(int page) {
    for (int band = 0; band < BANDS; band++) {
      int bucket = bucket(prints[page], band);
      next[at(page, band)] = heads[bucket];
      heads[bucket] = page + 1;
    }
  }

  private void grow(int page) {
    int room = Math.max(page + 1, prints.length + (prints.length >> 1));
    prints = Arrays.copyOf(prints, room);
    if (heads.length > 0) next = Arrays.copyOf(next, room * BANDS);
  }

  private static int bucket(long print, int band) {
    long bits = print >>> (band * BAND_BITS);
    int within = (int) (band == BANDS - 1 ? bits : bits & ((1 << BAND_BITS) - 1));
    return band * BUCKETS + within;
  }

  private static int at(int page, int band) {
    return page * BANDS + band;
  }

  private static int distance(long one, long other) {
    return Long.bitCount(one ^ other);
  }
}
