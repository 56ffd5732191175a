package dev.revue.common.event;

import java.time.Instant;
import java.util.Optional;

/// The version of a page, and of everything that was derived from it: 44 bits of milliseconds since
/// 1970, 8 bits of counter, 11 bits of revision. It rises with every fetch of a URL and, within one
/// fetch, with every revision of what derives from it; the same version always has the same
/// content. It is never a Kafka offset, because offsets break on re-partitioning and replay.
public record Version(long value) implements Comparable<Version> {
  private static final int REVISION_BITS = 11;
  private static final int COUNTER_BITS = 8;
  private static final int EMBEDDED = 1;

  public Version {
    if (value < 0) throw new IllegalArgumentException("version " + value + " is negative");
  }

  /// The version of a fetch at `now` of a URL whose last version was `last`: always above `last`,
  /// so that a slower clock cannot silence a page. Revision 0.
  public static Version next(Instant now, Version last) {
    long fromClock = now.toEpochMilli() << COUNTER_BITS;
    long afterLast = (last.value >>> REVISION_BITS) + 1;
    return new Version(Math.max(fromClock, afterLast) << REVISION_BITS);
  }

  /// Where nothing has been written yet.
  public static Version none() {
    return new Version(0);
  }

  /// The same fetch, looked at by revision `revision` (0 to 2047) of whatever derives from it.
  public Version withRevision(int revision) {
    if (revision < 0 || revision >= 1 << REVISION_BITS) {
      throw new IllegalArgumentException("revision " + revision + " is not in [0, 2047]");
    }
    return new Version((value >>> REVISION_BITS << REVISION_BITS) | revision);
  }

  /// The version of the page itself, whatever derives from it: revision 0.
  public Version ofFetch() {
    return withRevision(0);
  }

  /// The same fetch, extracted once more: above everything that derives from this version, with its
  /// lowest bit 0. Empty where the revisions of this fetch are used up.
  ///
  /// @param least revision that it has at least
  public Optional<Version> extractedAgain(int least) {
    int next = Math.max((revision() | EMBEDDED) + 1, least);
    return next < 1 << REVISION_BITS ? Optional.of(withRevision(next)) : Optional.empty();
  }

  /// The same extraction with what is added to it later, its embedding: the revision's lowest bit.
  public Version withEmbedding() {
    return new Version(value | EMBEDDED);
  }

  public int revision() {
    return (int) (value & ((1 << REVISION_BITS) - 1));
  }

  /// When the page was fetched, to the millisecond (later than the clock where the counter
  /// overflowed into it).
  public Instant time() {
    return Instant.ofEpochMilli(value >>> (REVISION_BITS + COUNTER_BITS));
  }

  @Override
  public int compareTo(Version other) {
    return Long.compare(value, other.value);
  }
}
