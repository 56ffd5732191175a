package dev.revue.ingest.frontier;

import dev.revue.common.json.Json;
import dev.revue.ingest.robots.Robots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// Keeps what robots.txt said as few bytes, and at hand what was asked for lately. Not thread-safe.
final class RobotsMemory {
  private static final int DEFLATED = 1;
  private static final int MENTIONS_DELAY = 1 << 1;
  private static final int SHORT = 512;
  private static final int BODY_AT = 9;
  private static final long MOST_AT_HAND = 64L << 20;
  // Rules as objects take about so many bytes for each character of the file.
  private static final int UNFOLDED = 8;
  private static final int BARE = 500;

  @SuppressWarnings("UndefinedEquals") // the same bytes, not equal ones: that is quick to tell
  private final Map<byte[], Known> atHand = new LinkedHashMap<>(16, 0.75f, true);

  private final ReservationsMemory reservations = new ReservationsMemory();
  private long weight;

  private static final class Known {
    final RobotsRow row;
    @Nullable Robots rules;

    Known(RobotsRow row) {
      this.row = row;
    }

    long weight() {
      return BARE + (row.text() == null ? 0L : (long) row.text().length() * UNFOLDED);
    }
  }

  static byte[] pack(RobotsRow row) {
    byte[] json = Json.bytes(row);
    int flags = json.length > SHORT ? DEFLATED : 0;
    boolean delays = row.text() != null && row.text().toLowerCase(Locale.ROOT).contains("delay");
    var out = new ByteWriter();
    out.put(delays ? flags | MENTIONS_DELAY : flags);
    out.fixed(Nanos.of(row.until()));
    out.raw(json.length > SHORT ? deflated(json) : json);
    return out.copy();
  }

  static RobotsRow unpack(byte[] packed) {
    byte[] body = new ByteReader(packed, BODY_AT).raw(packed.length - BODY_AT);
    return Json.read((packed[0] & DEFLATED) == 0 ? body : inflated(body), RobotsRow.class);
  }

  /// Whether it may ask for a delay; that it does, only its rules can say.
  static boolean mentionsDelay(byte[] packed) {
    return (packed[0] & MENTIONS_DELAY) != 0;
  }

  static boolean holds(byte[] packed, Instant now) {
    return until(packed) > Nanos.of(now);
  }

  static long until(byte[] packed) {
    return new ByteReader(packed, 1).fixed();
  }

  ReservationsMemory reservations() {
    return reservations;
  }

  RobotsRow row(byte[] packed) {
    return known(packed).row;
  }

  Robots rules(byte[] packed, String productToken) {
    Known known = known(packed);
    @Nullable Robots rules = known.rules;
    if (rules == null) {
      rules = known.row.robots(productToken);
      known.rules = rules;
    }
    return rules;
  }

  void forget() {
    atHand.clear();
    weight = 0;
  }

  private Known known(byte[] packed) {
    @Nullable Known known = atHand.get(packed);
    if (known != null) return known;
    var read = new Known(unpack(packed));
    atHand.put(packed, read);
    weight += read.weight();
    var oldest = atHand.values().iterator();
    while (weight > MOST_AT_HAND && atHand.size() > 1) {
      weight -= oldest.next().weight();
      oldest.remove();
    }
    return read;
  }

  static byte[] deflated(byte[] plain) {
    var out = new ByteArrayOutputStream(plain.length / 2);
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  static byte[] inflated(byte[] deflated) {
    try (var stream = new InflaterInputStream(new java.io.ByteArrayInputStream(deflated))) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
