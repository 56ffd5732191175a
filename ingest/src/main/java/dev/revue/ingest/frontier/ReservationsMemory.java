package dev.revue.ingest.frontier;

import dev.revue.ingest.robots.TdmRep;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps what tdmrep.json said as few bytes, nearly none where there is no such file, and at hand
/// what was asked for lately. Not thread-safe.
final class ReservationsMemory {
  private static final int TEXT_AT = Long.BYTES;
  private static final long MOST_AT_HAND = 32L << 20;
  // Rules as objects take about so many bytes for each byte that is kept.
  private static final int UNFOLDED = 40;
  private static final int BARE = 500;

  @SuppressWarnings("UndefinedEquals") // the same bytes, not equal ones: that is quick to tell
  private final Map<byte[], TdmRep> atHand = new LinkedHashMap<>(16, 0.75f, true);

  private long weight;

  static byte[] pack(TdmRow row) {
    var out = new ByteWriter();
    out.fixed(Nanos.of(row.until()));
    if (row.text() != null) {
      out.raw(RobotsMemory.deflated(row.text().getBytes(StandardCharsets.UTF_8)));
    }
    return out.copy();
  }

  static boolean holds(byte[] packed, Instant now) {
    return until(packed) > Nanos.of(now);
  }

  static long until(byte[] packed) {
    return new ByteReader(packed, 0).fixed();
  }

  /// The file, where there is one.
  static Optional<String> text(byte[] packed) {
    if (packed.length == TEXT_AT) return Optional.empty();
    byte[] deflated = new ByteReader(packed, TEXT_AT).raw(packed.length - TEXT_AT);
    return Optional.of(new String(RobotsMemory.inflated(deflated), StandardCharsets.UTF_8));
  }

  TdmRep reservations(byte[] packed) {
    if (packed.length == TEXT_AT) return TdmRep.none();
    @Nullable TdmRep known = atHand.get(packed);
    if (known != null) return known;
    TdmRep read = text(packed).map(TdmRep::parse).orElseGet(TdmRep::none);
    atHand.put(packed, read);
    weight += weight(packed);
    var oldest = atHand.keySet().iterator();
    while (weight > MOST_AT_HAND && atHand.size() > 1) {
      weight -= weight(oldest.next());
      oldest.remove();
    }
    return read;
  }

  private static long weight(byte[] packed) {
    return BARE + (long) packed.length * UNFOLDED;
  }
}
