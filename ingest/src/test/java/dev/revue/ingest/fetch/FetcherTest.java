package dev.revue.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.TestWeb;
import dev.revue.ingest.fetch.Fetched.Busy;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetcherTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final int MOST = 64 << 10;
  private static final List<AddressRange> LOOPBACK = List.of(AddressRange.parse("127.0.0.0/8"));
  private static BadServer bad;
  private static TestWeb good;
  private static Fetcher fetcher;

  @BeforeAll
  static void start() {
    bad = new BadServer();
    good = new TestWeb();
    var limits =
        new FetchLimits(
            Duration.ofSeconds(1), Duration.ofMillis(400), Duration.ofMillis(900), MOST, MOST);
    fetcher = new Fetcher(limits, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterAll
  static void stop() throws Exception {
    fetcher.close();
    good.close();
    bad.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/never-answers, failed-timeout",
    "/one-byte-at-a-time, failed-timeout",
    "/endless, refused-size",
    "/endless-chunks, refused-size",
    "/endless-headers, failed-connection",
    "/gzip-bomb, refused-size",
    "/broken-gzip, failed-connection",
    "/hangs-up, failed-connection",
    "/hangs-up-midway, failed-connection",
    "/no-http, failed-connection",
    "/bad-chunk, failed-connection",
    "/bad-location, refused-redirect",
    "/no-location, refused-redirect",
    "/loop, redirected",
    "/picture, refused-type",
    "/strange-status, failed-status",
  })
  void badMannersEndWithinTheLimits(String path, String outcome) {
    long begin = System.nanoTime();
    Fetched fetched = fetcher.fetch(page(bad.url(path)));
    assertThat(fetched.outcome()).as(fetched.toString()).isEqualTo(outcome);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void anEndlessRedirectOfRobotsTxtCountsAsNone() {
    assertThat(fetcher.robots(page(bad.url("/loop")))).isEqualTo(new Missing(404));
  }

  @Test
  void ofALongRobotsTxtTheBeginningIsRead() {
    good.file("/robots.txt", "text/plain", "#".repeat(600 << 10));
    Request request = request(good.url("/robots.txt"), Request.Kind.ROBOTS);
    assertThat(fetcher.robots(request))
        .isInstanceOfSatisfying(Page.class, p -> assertThat(p.body().size()).isEqualTo(500 << 10));
  }

  @ParameterizedTest
  @CsvSource({
    "120, 2026-11-23T12:02:00Z",
    "'Mon, 23 Nov 2026 13:00:00 GMT', 2026-11-23T13:00:00Z",
    "'Monday, 23-Nov-26 13:00:00 GMT', 2026-11-23T13:00:00Z",
    "soon,",
    "-5,",
    "99999999999999999999,"
  })
  void retryAfterIsReadInAllItsForms(String said, Instant until) {
    good.status("/busy", 429, Map.of("Retry-After", said));
    assertThat(fetcher.fetch(page(good.url("/busy"))))
        .isEqualTo(new Busy(429, Optional.ofNullable(until)));
  }

  @ParameterizedTest
  @CsvSource({
    "204, refused-status",
    "206, refused-status",
    "300, refused-status",
    "400, refused-status",
    "401, missing",
    "403, missing",
    "404, missing",
    "410, gone",
    "418, refused-status",
    "429, busy",
    "451, missing",
    "500, failed-status",
    "502, failed-status",
    "503, busy"
  })
  void everyStatusHasItsMeaning(int status, String outcome) {
    good.status("/status", status, Map.of());
    assertThat(fetcher.fetch(page(good.url("/status"))).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"301, true", "302, false", "303, false", "307, false", "308, true"})
  void aRedirectIsAnAnswerOfItsOwn(int status, boolean permanent) {
    good.status("/from", status, Map.of("Location", "../to?utm_source=x#y"));
    CanonicalUrl to = CanonicalUrl.parse(good.url("/to")).orElseThrow();
    assertThat(fetcher.fetch(page(good.url("/from"))))
        .isEqualTo(new Redirected(status, to, permanent));
    assertThat(good.count("/to")).isZero();
  }

  @Test
  void validatorsAreSentAndHonoured() {
    good.page("/page", "<p>hello");
    var first = (Page) fetcher.fetch(page(good.url("/page")));
    CanonicalUrl url = CanonicalUrl.parse(good.url("/page")).orElseThrow();
    String etag = first.headers().get("etag");
    assertThat(first.body().utf8()).isEqualTo("<p>hello");
    assertThat(
            fetcher.fetch(
                new Request(
                    url, Request.Kind.PAGE, "RevueBot/0.1", etag, null, Access.allowing(LOOPBACK))))
        .isInstanceOf(Fetched.NotModified.class);
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, '', '<p>‘caf\u00e9’', windows-1252",
    "UTF-8, '', '<p>‘caf\u00e9’', UTF-8",
    "windows-1252, 'text/html; charset=ISO-8859-1', '<p>‘caf\u00e9’', windows-1252",
    "ISO-8859-15, 'text/html; charset=iso-8859-15', '<p>€', ISO-8859-15",
    "ISO-8859-2, '', '<meta charset=iso-8859-2><p>\u0142', ISO-8859-2",
    "Shift_JIS, '', '<meta http-equiv=content-type content=\"text/html; charset=Shift_JIS\">映画', Shift_JIS",
    "UTF-8, '', '<meta charset=utf-16><p>‘caf\u00e9’', UTF-8",
    "UTF-8, 'text/html; charset=nonsense', '<p>‘caf\u00e9’', UTF-8",
    "ISO-8859-1, '', '<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><p>caf\u00e9', windows-1252",
    "UTF-16, 'text/html; charset=utf-8', '<p>‘caf\u00e9’', UTF-16BE",
  })
  void textIsReadAsBrowsersReadIt(String written, String type, String text, String charset)
      throws Exception {
    Text read = Text.decode(text.getBytes(written), type);
    assertThat(read.text()).isEqualTo(text);
    assertThat(read.charset().name()).isEqualTo(charset);
  }

  @Test
  void aByteOrderMarkComesBeforeWhatTheHeaderSays() {
    byte[] marked = "\uFEFFcafé".getBytes(StandardCharsets.UTF_8);
    assertThat(Text.decode(marked, "text/html; charset=iso-8859-1").text()).isEqualTo("café");
  }

  private static Request page(String url) {
    return request(url, Request.Kind.PAGE);
  }

  private static Request request(String url, Request.Kind kind) {
    CanonicalUrl canonical = CanonicalUrl.parse(url).orElseThrow();
    return new Request(canonical, kind, "RevueBot/0.1", null, null, Access.allowing(LOOPBACK));
  }
}
