package dev.revue.enrich.extract.outline;

import java.util.HashMap;
import java.util.Map;

/// Words, and pairs of words, that class names and ids are made of (`postShare`, `post-share`,
/// `post_share`), each with the kinds it speaks for. Looking a name up copies nothing.
public final class NameWords {
  private static final int LONGEST = 400;
  private static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final Map<Long, Integer> pending = new HashMap<>();
  private long[] keys = new long[0];
  private int[] kinds = new int[0];

  /// Words separated by white space; two joined by `-` are meant one after the other. `kind` is one
  /// bit.
  public NameWords with(int kind, String words) {
    for (String word : words.strip().split("\\s+")) {
      int pair = word.indexOf('-');
      long key =
          pair < 0
              ? hash(word, 0, word.length())
              : both(hash(word, 0, pair), hash(word, pair + 1, word.length()));
      pending.merge(key, kind, (a, b) -> a | b);
    }
    int size = Integer.highestOneBit(pending.size() * 4) * 2;
    keys = new long[size];
    kinds = new int[size];
    pending.forEach((key, bits) -> {
      int slot = slot(key);
      keys[slot] = key;
      kinds[slot] = bits;
    });
    return this;
  }

  /// The kinds that the words of a name speak for, as bits; only its first 400 characters count.
  public int kinds(String name) {
    int found = 0;
    int start = 0;
    int limit = Math.min(name.length(), LONGEST);
    long hash = SEED;
    long before = 0;
    char last = 0;
    for (int i = 0; i < limit; i++) {
      char c = name.charAt(i);
      boolean lower = c >= 'a' && c <= 'z';
      boolean upper = !lower && Character.isUpperCase(c);
      boolean letter = lower || upper || (c > 127 && Character.isLetter(c));
      boolean hump = upper && i > start && Character.isLowerCase(last);
      if ((!letter || hump) && i > start) {
        found |= kinds[slot(hash)] | (before == 0 ? 0 : kinds[slot(both(before, hash))]);
        before = c == ' ' ? 0 : hash;
      }
      if (!letter || hump) {
        hash = SEED;
        start = letter ? i : i + 1;
      }
      if (c == ' ') before = 0;
      if (letter) hash = (hash ^ (upper ? Character.toLowerCase(c) : c)) * PRIME;
      last = c;
    }
    if (limit > start)
      found |= kinds[slot(hash)] | (before == 0 ? 0 : kinds[slot(both(before, hash))]);
    return found;
  }

  /// True where a word of the name is known at all.
  public boolean in(String name) {
    return kinds(name) != 0;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (keys[slot] != 0 && keys[slot] != key) slot = (slot + 1) & mask;
    return slot;
  }

  private static long hash(String text, int start, int end) {
    long hash = SEED;
    for (int i = start; i < end; i++) hash = (hash ^ Character.toLowerCase(text.charAt(i))) * PRIME;
    return hash;
  }

  private static long both(long first, long second) {
    return (first * 31 + 17) ^ second;
  }
}
