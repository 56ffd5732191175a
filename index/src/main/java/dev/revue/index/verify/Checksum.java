package dev.revue.index.verify;

import java.util.Locale;

/// Count and checksum of a set of documents, whatever their order: the sum of a hash over the id,
/// version and content of each. Not thread-safe.
public final class Checksum {
  private long count;
  private long sum;

  void add(String id, Standing standing) {
    long hash = 0;
    for (int i = 0; i < id.length(); i++) hash = mix(hash + id.charAt(i));
    hash = mix(hash + standing.version());
    hash = mix(hash + standing.hash());
    sum += mix(hash + (standing.deleted() ? 1 : 0));
    count++;
  }

  public long count() {
    return count;
  }

  public String hex() {
    return String.format(Locale.ROOT, "%016x", sum);
  }

  /// The finalizer of SplitMix64: every bit of the input changes half of the output's.
  private static long mix(long z) {
    long a = (z + 0x9e3779b97f4a7c15L ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
