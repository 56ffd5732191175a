package dev.revue.ingest.frontier;

import dev.revue.common.event.Version;
import dev.revue.ingest.frontier.UrlRow.Seen;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A row as few bytes, which is how millions of them are kept: about 90 for a URL that was found,
/// about 180 for one that was visited. What the queue must know of a row it reads from the bytes.
/// Not thread-safe.
final class RowCodec {
  private static final int LAYOUT = 1;

  private static final int KIND_BITS = 0b11;
  private static final int SEEN = 1 << 2;
  private static final int PUBLISHED = 1 << 3;
  private static final int MISSING = 1 << 4;
  private static final int TROUBLE = 1 << 5;
  private static final int FORBIDDEN = 1 << 6;

  private static final int ETAG = 1;
  private static final int LAST_MODIFIED = 1 << 1;
  private static final int HASH = 1 << 2;
  private static final int HASH_IS_HEX = 1 << 3;
  private static final int RULES = 1 << 4;
  private static final int SELECT = 1 << 5;
  private static final int ALIAS = 1 << 6;
  private static final int SIMHASH = 1 << 7;
  private static final int DUPLICATE = 1 << 8;

  private static final Kind[] KINDS = {Kind.PAGE, Kind.LISTING, Kind.FEED, Kind.SITEMAP};
  private static final int FLAGS_AT = 1;
  private static final int DUE_AT = 2;
  private static final int AFTER_DUE = 10;

  private final Words words;
  private final ByteWriter out = new ByteWriter();

  RowCodec(Words words) {
    this.words = words;
  }

  byte[] pack(UrlRow row) {
    @Nullable Seen seen = row.seen();
    out.clear();
    out.put(LAYOUT);
    out.put(flags(row));
    out.fixed(Nanos.of(row.due()));
    if (seen != null) out.fixed(Nanos.of(seen.at()));
    out.number(row.depth());
    out.word(row.source(), words);
    out.text(row.url());
    out.number(row.paging());
    out.number(row.hops());
    if (seen != null) pack(seen);
    return out.copy();
  }

  UrlRow unpack(byte[] packed) {
    var in = new ByteReader(packed);
    if (in.get() != LAYOUT) throw new IllegalArgumentException("layout " + packed[0]);
    int flags = in.get();
    long due = in.fixed();
    long at = (flags & SEEN) == 0 ? 0 : in.fixed();
    int depth = (int) in.number();
    String source = in.word(words);
    String url = in.text();
    int paging = (int) in.number();
    int hops = (int) in.number();
    @Nullable Seen seen = (flags & SEEN) == 0 ? null : seen(in, at, (flags & PUBLISHED) != 0);
    return new UrlRow(
        url, KINDS[flags & KIND_BITS], depth, paging, hops, source, Nanos.instant(due), seen);
  }

  static long due(byte[] packed) {
    return fixed(packed, DUE_AT);
  }

  static boolean isSeen(byte[] packed) {
    return (packed[FLAGS_AT] & SEEN) != 0;
  }

  /// When it was visited last, where it was.
  static long seenAt(byte[] packed) {
    return fixed(packed, AFTER_DUE);
  }

  static boolean isPublished(byte[] packed) {
    return (packed[FLAGS_AT] & PUBLISHED) != 0;
  }

  /// Whether it is published and was not there at the last visit.
  static boolean isMissing(byte[] packed) {
    return (packed[FLAGS_AT] & MISSING) != 0;
  }

  /// Whether its server was in trouble at the last visit.
  static boolean isInTrouble(byte[] packed) {
    return (packed[FLAGS_AT] & TROUBLE) != 0;
  }

  /// Whether robots.txt forbade the last visit.
  static boolean isForbidden(byte[] packed) {
    return (packed[FLAGS_AT] & FORBIDDEN) != 0;
  }

  String source(byte[] packed) {
    var in = new ByteReader(packed, head(packed));
    in.number();
    return in.word(words);
  }

  static boolean hasUrl(byte[] packed, byte[] url) {
    int field = urlField(packed);
    int length = url.length;
    if (numberAt(packed, field) != length) return false;
    int from = skip(packed, field);
    return Arrays.equals(packed, from, from + length, url, 0, length);
  }

  /// A hash whose collisions nobody can make who does not know `secret`.
  static int hash(byte[] packed, long secret) {
    int field = urlField(packed);
    return hash(packed, skip(packed, field), numberAt(packed, field), secret);
  }

  static int hash(byte[] bytes, int from, int length, long secret) {
    long hash = secret;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 32);
  }

  /// First what is less deep, then by URL.
  static int compare(byte[] a, byte[] b) {
    int order = Integer.compare(depth(a), depth(b));
    if (order != 0) return order;
    int fieldA = urlField(a);
    int fieldB = urlField(b);
    int fromA = skip(a, fieldA);
    int fromB = skip(b, fieldB);
    int toA = fromA + numberAt(a, fieldA);
    int toB = fromB + numberAt(b, fieldB);
    return Arrays.compareUnsigned(a, fromA, toA, b, fromB, toB);
  }

  private static int flags(UrlRow row) {
    @Nullable Seen seen = row.seen();
    int flags = code(row.kind());
    if (seen == null) return flags;
    flags |= SEEN;
    if (seen.published()) flags |= PUBLISHED;
    if (seen.published() && seen.outcome().equals("missing")) flags |= MISSING;
    if (seen.isInTrouble()) flags |= TROUBLE;
    if (seen.outcome().equals(Judge.FORBIDDEN)) flags |= FORBIDDEN;
    return flags;
  }

  private static int code(Kind kind) {
    return switch (kind) {
      case PAGE -> 0;
      case LISTING -> 1;
      case FEED -> 2;
      case SITEMAP -> 3;
    };
  }

  private void pack(Seen seen) {
    byte @Nullable [] digest = digest(seen.hash());
    int has = 0;
    if (seen.etag() != null) has |= ETAG;
    if (seen.lastModified() != null) has |= LAST_MODIFIED;
    if (seen.hash() != null) has |= digest == null ? HASH : HASH | HASH_IS_HEX;
    if (seen.rules() != null) has |= RULES;
    if (seen.select() != null) has |= SELECT;
    if (seen.alias() != null) has |= ALIAS;
    if (seen.simhash() != 0) has |= SIMHASH;
    if (seen.duplicateOf() != null) has |= DUPLICATE;
    out.number(has);
    out.word(seen.outcome(), words);
    out.number(seen.failures());
    out.number(seen.interval().toSeconds());
    out.number(seen.interval().toNanosPart());
    out.fixed(seen.version().value());
    out.optionalText(seen.etag());
    out.optionalText(seen.lastModified());
    if (digest != null) out.raw(digest);
    else out.optionalText(seen.hash());
    if (seen.rules() != null) out.word(seen.rules(), words);
    if (seen.select() != null) out.word(seen.select(), words);
    out.optionalText(seen.alias());
    if (seen.simhash() != 0) out.fixed(seen.simhash());
    out.optionalText(seen.duplicateOf());
  }

  private Seen seen(ByteReader in, long at, boolean published) {
    int has = (int) in.number();
    String outcome = in.word(words);
    int failures = (int) in.number();
    Duration interval = Duration.ofSeconds(in.number(), in.number());
    var version = new Version(in.fixed());
    @Nullable String etag = (has & ETAG) == 0 ? null : in.text();
    @Nullable String lastModified = (has & LAST_MODIFIED) == 0 ? null : in.text();
    @Nullable String hash = null;
    if ((has & HASH_IS_HEX) != 0) hash = HexFormat.of().formatHex(in.raw(32));
    else if ((has & HASH) != 0) hash = in.text();
    @Nullable String rules = (has & RULES) == 0 ? null : in.word(words);
    @Nullable String select = (has & SELECT) == 0 ? null : in.word(words);
    @Nullable String alias = (has & ALIAS) == 0 ? null : in.text();
    long simhash = (has & SIMHASH) == 0 ? 0 : in.fixed();
    @Nullable String duplicateOf = (has & DUPLICATE) == 0 ? null : in.text();
    return new Seen(
        Nanos.instant(at),
        outcome,
        failures,
        interval,
        etag,
        lastModified,
        hash,
        rules,
        select,
        alias,
        published,
        version,
        simhash,
        duplicateOf);
  }

  /// The 32 bytes of a SHA-256 in lower-case hex; null for anything else.
  private static byte @Nullable [] digest(@Nullable String hash) {
    if (hash == null || hash.length() != 64) return null;
    for (int i = 0; i < hash.length(); i++) {
      char c = hash.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return null;
    }
    return HexFormat.of().parseHex(hash);
  }

  private static int head(byte[] packed) {
    return isSeen(packed) ? AFTER_DUE + 8 : AFTER_DUE;
  }

  private static int depth(byte[] packed) {
    return numberAt(packed, head(packed));
  }

  /// Where the URL's length stands, and its text after that.
  private static int urlField(byte[] packed) {
    int at = skip(packed, head(packed)); // depth
    boolean literal = packed[at] == 0;
    at = skip(packed, at); // source
    return literal ? skip(packed, at) + numberAt(packed, at) : at;
  }

  private static int numberAt(byte[] packed, int at) {
    int value = 0;
    int i = at;
    for (int shift = 0; ; shift += 7) {
      byte b = packed[i++];
      value |= (b & 0x7f) << shift;
      if (b >= 0) return value;
    }
  }

  private static int skip(byte[] packed, int at) {
    int i = at;
    while (packed[i] < 0) i++;
    return i + 1;
  }

  private static long fixed(byte[] packed, int at) {
    long value = 0;
    for (int i = at; i < at + 8; i++) value = (value << 8) | (packed[i] & 0xff);
    return value;
  }
}
