package dev.revue.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.revue.ingest.TestWeb;
import dev.revue.ingest.fetch.FetchLimits.Pace;
import dev.revue.ingest.fetch.Fetched.Busy;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dns;
import okio.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final int MOST = 64 << 10;
  private static final List<AddressRange> LOOPBACK = List.of(AddressRange.parse("127.0.0.0/8"));
  private static final Duration SECONDS = Duration.ofSeconds(10);
  private static final String HELLO = "<p>hello hello hello";
  private static final String HELLO_IN_BROTLI = "HxMAAKRBeHzg1CbI1OHxWg8=";
  private static BadServer bad;
  private static TestWeb good;
  private static Fetcher fetcher;

  @BeforeAll
  static void start() {
    bad = new BadServer();
    good = new TestWeb();
    var limits =
        new FetchLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            new Pace(100, Duration.ofSeconds(1)),
            MOST,
            MOST);
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
    "/endless-chunks, refused-framing",
    "/late-chunk-extension, refused-framing",
    "/short-chunks, page"
  })
  void chunksMayBeShortButNotAsDearAsTheirBody(String path, String outcome) {
    try (var roomy = new Fetcher(FetchLimits.standard(), Clock.fixed(NOW, ZoneOffset.UTC))) {
      assertThat(roomy.fetch(page(bad.url(path))).outcome()).isEqualTo(outcome);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/never-answers, failed-timeout",
    "/one-byte-at-a-time, failed-timeout",
    "/one-byte-of-header-at-a-time, failed-timeout",
    "/endless, refused-size",
    "/endless-chunks, refused-framing",
    "/endless-chunk-size, refused-framing",
    "/endless-chunk-extension, refused-framing",
    "/endless-trailers, refused-framing",
    "/endless-headers, refused-framing",
    "/endless-header, refused-framing",
    "/100000-headers, refused-framing",
    "/50000-headers, refused-headers",
    "/gzip-bomb, refused-size",
    "/deflate-bomb, refused-size",
    "/raw-deflate-bomb, refused-size",
    "/brotli-bomb, refused-size",
    "/zstd-bomb, refused-size",
    "/gzip-gzip-bomb, refused-size",
    "/many-encodings, refused-encoding",
    "/strange-encoding, refused-encoding",
    "/empty-blocks, refused-size",
    "/zstd-window, failed-connection",
    "/broken-gzip, refused-unreadable",
    "/broken-brotli, failed-connection",
    "/broken-zstd, failed-connection",
    "/hangs-up, failed-connection",
    "/hangs-up-midway, failed-connection",
    "/half-closes, failed-connection",
    "/no-http, failed-connection",
    "/no-status, failed-connection",
    "/negative-length, failed-protocol",
    "/long-for-its-length, page",
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
    // Long before the total, which is a minute here.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void aTlsHandshakeThatDripsEndsWithTheTimeToConnect() {
    Fetched fetched = fetcher.fetch(page(bad.url("/").replace("http:", "https:")));
    assertThat(fetched).isEqualTo(new Fetched.Failed("timeout", "no connection in time"));
  }

  @Test
  void aSitemapIsUnzippedOnceAndWithinTheLimit() {
    assertThat(fetcher.fetch(request(bad.url("/bomb.xml.gz"), Request.Kind.SITEMAP)).outcome())
        .isEqualTo("refused-size");
    var nested = (Page) fetcher.fetch(request(bad.url("/nested.xml.gz"), Request.Kind.SITEMAP));
    assertThat(nested.body().startsWith(ByteString.of((byte) 0x1f, (byte) 0x8b))).isTrue();
  }

  @Test
  void aDocumentCanBeReadWhileItArrives() {
    Request endless = request(bad.url("/endless"), Request.Kind.SITEMAP);
    BodyReader.Answer<Integer> some =
        fetcher.fetch(endless, (page, body) -> body.readNBytes(9).length);
    assertThat(some.fetched().outcome()).isEqualTo("page");
    assertThat(some.read()).isEqualTo(9);
    BodyReader.Answer<Integer> all =
        fetcher.fetch(endless, (page, body) -> body.readAllBytes().length);
    assertThat(all.fetched().outcome()).isEqualTo("refused-size");
    assertThat(all.read()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity",
        "gzip",
        "x-gzip",
        "GZIP",
        "deflate",
        "raw",
        "br",
        "zstd",
        "gzip, gzip",
        "gzip, zstd"
      })
  void everyEncodingThatWeOfferIsRead(String encoding) throws Exception {
    byte[] body = HELLO.getBytes(StandardCharsets.UTF_8);
    for (String name : encoding.toLowerCase(Locale.ROOT).split(", ")) body = encoded(body, name);
    byte[] sent = body;
    var accepted = new ArrayList<String>();
    good.route(
        "/encoded",
        exchange -> {
          accepted.add(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
          exchange
              .getResponseHeaders()
              .set("Content-Encoding", encoding.equals("raw") ? "deflate" : encoding);
          exchange.sendResponseHeaders(200, sent.length);
          exchange.getResponseBody().write(sent);
        });
    var read = (Page) fetcher.fetch(page(good.url("/encoded")));
    assertThat(read.body().utf8()).isEqualTo(HELLO);
    assertThat(accepted).containsExactly("gzip, deflate, br, zstd");
  }

  private static byte[] encoded(byte[] body, String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    switch (name) {
      case "identity" -> bytes.writeBytes(body);
      case "br" -> bytes.writeBytes(Base64.getDecoder().decode(HELLO_IN_BROTLI));
      case "zstd" -> bytes.writeBytes(Zstd.compress(body));
      default -> {
        try (OutputStream out =
            switch (name) {
              case "deflate" -> new DeflaterOutputStream(bytes);
              case "raw" -> new DeflaterOutputStream(bytes, new Deflater(9, true));
              default -> new GZIPOutputStream(bytes);
            }) {
          out.write(body);
        }
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void bodiesAreCountedAsTheyComeWhateverBecomesOfThem() throws Exception {
    byte[] small = encoded("x".repeat(10_000).getBytes(StandardCharsets.UTF_8), "gzip");
    good.route(
        "/small",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, small.length);
          exchange.getResponseBody().write(small);
        });
    var counted = new ArrayList<String>();
    Traffic traffic = (request, bytes) -> counted.add(request.source() + " " + bytes);
    var limits = new FetchLimits(SECONDS, SECONDS, SECONDS, 20_000, 20_000);
    try (var counting =
        new Fetcher(limits, Clock.systemUTC(), Dns.SYSTEM, Archive.none(), traffic)) {
      CanonicalUrl url = CanonicalUrl.parse(good.url("/small")).orElseThrow();
      Access access = Access.allowing(LOOPBACK);
      counting.fetch(new Request(url, Request.Kind.PAGE, "RevueBot/0.1", null, null, access, "s"));
      assertThat(counting.fetch(page(bad.url("/endless"))).outcome()).isEqualTo("refused-size");
      counting.fetch(page(good.url("/no-such-page")));
    }
    assertThat(counted).hasSize(2).first().isEqualTo("s " + small.length);
    assertThat(Long.parseLong(counted.getLast().strip())).isBetween(20_001L, 40_000L);
  }

  @Test
  void cookiesAreNotKept() {
    var cookies = new ArrayList<String>();
    good.route(
        "/cookie",
        exchange -> {
          cookies.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
          TestWeb.send(exchange, 200, Map.of("Set-Cookie", "a=b; Path=/"), "x");
        });
    fetcher.fetch(page(good.url("/cookie")));
    fetcher.fetch(page(good.url("/cookie")));
    assertThat(cookies).containsExactly("null", "null");
  }

  @Test
  void headersGoToTheirAudienceOnly() {
    var seen = new ArrayList<String>();
    good.route(
        "/key",
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")));
          TestWeb.send(exchange, 200, Map.of(), "x");
        });
    CanonicalUrl url = CanonicalUrl.parse(good.url("/key")).orElseThrow();
    var key = Map.of("X-Key", "k");
    var ours = new Access(LOOPBACK, null, key, Access.audience(Stream.of(url)));
    var theirs = new Access(LOOPBACK, null, key, Set.of("http://example.org"));
    for (Access access : List.of(ours, theirs)) {
      fetcher.fetch(new Request(url, Request.Kind.PAGE, "RevueBot/0.1", null, null, access));
    }
    assertThat(seen).containsExactly("k", "null");
  }

  /// The proxy is the test's own server, which answers for the whole web.
  @Test
  void anHttpProxyIsAskedForWhatIsPublicOnly() throws Exception {
    good.page("http://www.example.org/x", "from afar");
    Dns dns =
        host -> List.of(InetAddress.ofLiteral(host.startsWith("www") ? "1.1.1.1" : "10.0.0.1"));
    int port = CanonicalUrl.parse(good.origin()).orElseThrow().uri().getPort();
    var proxy = new ProxyServer(ProxyServer.Kind.HTTP, "127.0.0.1", port);
    try (var proxied =
        new Fetcher(FetchLimits.standard(), Clock.systemUTC(), dns, Archive.none())) {
      Fetched afar = proxied.fetch(through(proxy, "http://www.example.org/x"));
      assertThat(((Page) afar).body().utf8()).isEqualTo("from afar");
      int before = good.hits().size();
      assertThat(proxied.fetch(through(proxy, "http://intra.example.org/x")).outcome())
          .isEqualTo("refused-address");
      assertThat(good.hits()).hasSize(before);
    }
  }

  @Test
  void aSocksProxyIsToldTheAddressThatWasChecked() throws Exception {
    Dns dns =
        host -> List.of(InetAddress.ofLiteral(host.startsWith("www") ? "1.1.1.1" : "10.0.0.1"));
    try (var socks = new SocksServer();
        var proxied = new Fetcher(FetchLimits.standard(), Clock.systemUTC(), dns, Archive.none())) {
      var proxy = new ProxyServer(ProxyServer.Kind.SOCKS5, "127.0.0.1", socks.port());
      Fetched afar = proxied.fetch(through(proxy, "http://www.example.org/x"));
      assertThat(((Page) afar).body().utf8()).isEqualTo("by socks");
      assertThat(proxied.fetch(through(proxy, "http://intra.example.org/x")).outcome())
          .isEqualTo("refused-address");
      assertThat(socks.asked()).containsExactly("1.1.1.1:80");
    }
  }

  private static Request through(ProxyServer proxy, String url) {
    CanonicalUrl canonical = CanonicalUrl.parse(url).orElseThrow();
    var access = new Access(List.of(), proxy, Map.of(), Set.of());
    return new Request(canonical, Request.Kind.PAGE, "RevueBot/0.1", null, null, access);
  }

  @Test
  void anEndlessRedirectOfRobotsTxtCountsAsNone() {
    assertThat(fetcher.robots(page(bad.url("/loop")), Duration.ZERO)).isEqualTo(new Missing(404));
  }

  @Test
  void ofALongRobotsTxtTheBeginningIsRead() {
    good.file("/robots.txt", "text/plain", "#".repeat(600 << 10));
    Request request = request(good.url("/robots.txt"), Request.Kind.ROBOTS);
    assertThat(fetcher.robots(request, Duration.ZERO))
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
    for (int status : List.of(429, 503)) {
      good.status("/busy", status, Map.of("Retry-After", said));
      assertThat(fetcher.fetch(page(good.url("/busy"))))
          .isEqualTo(new Busy(status, Optional.ofNullable(until)));
    }
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
  @CsvSource({"503, 0", "503, 00", "408, 0", "408, ''"})
  void noAnswerIsAnInvitationToAskAgainAtOnce(int status, String wait) {
    var asked = new AtomicInteger();
    good.route(
        "/again",
        exchange -> {
          asked.incrementAndGet();
          Map<String, String> headers = wait.isEmpty() ? Map.of() : Map.of("Retry-After", wait);
          TestWeb.send(exchange, status, headers, "");
        });
    var _ = fetcher.fetch(page(good.url("/again")));
    assertThat(asked).hasValue(1);
  }

  @Test
  void redirectsOfRobotsTxtWaitBetweenTwoRequestsToOneHost() {
    var arrivals = new ConcurrentLinkedDeque<Long>();
    good.route(
        "/a/robots.txt",
        exchange -> {
          arrivals.add(System.nanoTime());
          TestWeb.send(exchange, 301, Map.of("Location", "/b/robots.txt"), "");
        });
    good.route(
        "/b/robots.txt",
        exchange -> {
          arrivals.add(System.nanoTime());
          TestWeb.send(exchange, 200, Map.of("Content-Type", "text/plain"), "User-agent: *\n");
        });
    var delay = Duration.ofMillis(80);
    var request = request(good.url("/a/robots.txt"), Request.Kind.ROBOTS);
    assertThat(fetcher.robots(request, delay)).isInstanceOf(Page.class);
    assertThat(Duration.ofNanos(arrivals.getLast() - arrivals.getFirst()))
        .isGreaterThanOrEqualTo(delay);
  }

  private static Request page(String url) {
    return request(url, Request.Kind.PAGE);
  }

  private static Request request(String url, Request.Kind kind) {
    CanonicalUrl canonical = CanonicalUrl.parse(url).orElseThrow();
    return new Request(canonical, kind, "RevueBot/0.1", null, null, Access.allowing(LOOPBACK));
  }
}
