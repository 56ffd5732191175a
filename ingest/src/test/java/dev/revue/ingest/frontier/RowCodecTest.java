package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Version;
import dev.revue.ingest.frontier.UrlRow.Seen;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowCodecTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  private final Words words = new Words();
  private final RowCodec codec = new RowCodec(words);

  @Property
  void aRowIsWhatItWas(@ForAll("rows") UrlRow row) {
    byte[] packed = codec.pack(row);
    assertThat(codec.unpack(packed)).isEqualTo(row);
    assertThat(Nanos.instant(RowCodec.due(packed))).isEqualTo(row.due());
    assertThat(RowCodec.isSeen(packed)).isEqualTo(row.seen() != null);
    assertThat(RowCodec.isPublished(packed)).isEqualTo(row.published());
    assertThat(codec.source(packed)).isEqualTo(row.source());
    byte[] url = row.url().getBytes(StandardCharsets.UTF_8);
    assertThat(RowCodec.hasUrl(packed, url)).isTrue();
    assertThat(RowCodec.hasUrl(packed, (row.url() + "x").getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(RowCodec.hash(packed, 7)).isEqualTo(RowCodec.hash(url, 0, url.length, 7));
  }

  @Example
  void wordsBeyondTheTableAreWrittenOut() {
    for (int i = 0; i < 1 << 16; i++) words.code("w" + i);
    assertThat(words.code("ünknown")).isZero();
    UrlRow row = row("https://example.org/a", "ünknown", 300, seen("page", HEX, "ü"));
    byte[] packed = codec.pack(row);
    assertThat(codec.unpack(packed)).isEqualTo(row);
    assertThat(RowCodec.hasUrl(packed, row.url().getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @Example
  void typicalRowsAreSmall() {
    String url = "https://www.example.org/reviews/2025/06/a-film-that-is-worth-it";
    assertThat(codec.pack(row(url, "site", 1, null))).hasSizeLessThan(90);
    Seen seen = seen("page", HEX, "\"5f3c-61a8d2e0b1c40\"");
    assertThat(codec.pack(row(url, "site", 1, seen))).hasSizeLessThan(180);
  }

  private static UrlRow row(String url, String source, int depth, Seen seen) {
    return new UrlRow(
        url, Kind.LISTING, depth, 3, 0, source, Instant.parse("2026-11-22T12:00:00Z"), seen);
  }

  private static Seen seen(String outcome, String hash, String etag) {
    return new Seen(
        Instant.parse("2026-11-21T12:00:00.123456789Z"),
        outcome,
        0,
        Duration.ofDays(1),
        etag,
        null,
        hash,
        "abcdefgh",
        null,
        null,
        true,
        new Version(1L << 62),
        0,
        null);
  }

  @Provide
  Arbitrary<UrlRow> rows() {
    Arbitrary<String> path = Arbitraries.strings().ascii().ofMaxLength(200);
    Arbitrary<Integer> small = Arbitraries.integers();
    Arbitrary<String> source = Arbitraries.of("a", "b", "", "ünïcode", "x".repeat(300));
    return Combinators.combine(
            path,
            Arbitraries.of(Kind.values()),
            small,
            small,
            small,
            source,
            times(),
            seen().injectNull(0.3))
        .as((url, kind, depth, paging, hops, name, due, seen) ->
            new UrlRow("https://h/" + url, kind, depth, paging, hops, name, due, seen));
  }

  private static Arbitrary<Seen> seen() {
    Arbitrary<String> text = Arbitraries.of("", "x", "W/\"tag\"", "ü".repeat(100)).injectNull(0.3);
    Arbitrary<String> outcome = Arbitraries.of("page", "missing", "busy", "failed-timeout");
    Arbitrary<String> hash =
        Arbitraries.of("", HEX, HEX.toUpperCase(java.util.Locale.ROOT), "short").injectNull(0.2);
    Arbitrary<Long> number = Arbitraries.longs();
    return Combinators.combine(
            Combinators.combine(times(), outcome, Arbitraries.integers(), number)
                .as((at, o, f, i) ->
                    new Seen(
                        at,
                        o,
                        f,
                        Duration.ofNanos(i),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        Version.none(),
                        0,
                        null)),
            text.list().ofSize(6),
            hash,
            Arbitraries.of(true, false),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.of(0L, -1L, 7L))
        .as((base, texts, h, published, version, simhash) ->
            new Seen(
                base.at(),
                base.outcome(),
                base.failures(),
                base.interval(),
                texts.get(0),
                texts.get(1),
                h,
                texts.get(2),
                texts.get(3),
                texts.get(4),
                published,
                new Version(version),
                simhash,
                texts.get(5)));
  }

  private static Arbitrary<Instant> times() {
    long far = 9_000_000_000_000_000_000L; // 1684 to 2255
    return Arbitraries.longs().between(-far, far).map(Nanos::instant);
  }
}
