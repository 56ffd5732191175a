package dev.revue.ingest.fetch;

import static dev.revue.ingest.fetch.BadHttp2.CONTINUATION;
import static dev.revue.ingest.fetch.BadHttp2.DATA;
import static dev.revue.ingest.fetch.BadHttp2.END_HEADERS;
import static dev.revue.ingest.fetch.BadHttp2.GOAWAY;
import static dev.revue.ingest.fetch.BadHttp2.HEADERS;
import static dev.revue.ingest.fetch.BadHttp2.OK;
import static dev.revue.ingest.fetch.BadHttp2.PICTURE;
import static dev.revue.ingest.fetch.BadHttp2.PING;
import static dev.revue.ingest.fetch.BadHttp2.RST_STREAM;
import static dev.revue.ingest.fetch.BadHttp2.SETTINGS;
import static dev.revue.ingest.fetch.BadHttp2.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.fetch.BadHttp2.Manner;
import dev.revue.ingest.fetch.FetchLimits.Pace;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.url.CanonicalUrl;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http2Test {
  private static final int MOST = 64 << 10;
  private static final FetchLimits LIMITS =
      new FetchLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          new Pace(100, Duration.ofSeconds(5)),
          MOST,
          64 << 20);
  private static final HeldCertificate HELD =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private static final HandshakeCertificates CERTIFICATES =
      new HandshakeCertificates.Builder()
          .heldCertificate(HELD)
          .addTrustedCertificate(HELD.certificate())
          .build();
  private static final Map<String, Manner> MANNERS =
      Map.of(
          "endless-headers",
          (out, stream) -> {
            out.write(HEADERS, 0, stream, OK);
            out.forever(CONTINUATION, 0, stream, bytes("\0\1x\1y".repeat(1_000)));
          },
          "headers-that-weigh-nothing",
          (out, stream) -> {
            out.write(HEADERS, 0, stream, OK);
            out.forever(CONTINUATION, 0, stream, bytes("\0\0\0".repeat(4_000)));
          },
          "empty-continuations",
          (out, stream) -> {
            out.write(HEADERS, 0, stream, OK);
            out.forever(CONTINUATION, 0, stream, new byte[0]);
          },
          "pings",
          (out, stream) -> out.forever(PING, 0, 0, new byte[8]),
          "settings",
          (out, stream) -> out.forever(SETTINGS, 0, 0, new byte[0]),
          "settings-in-a-body",
          (out, stream) -> {
            out.write(HEADERS, END_HEADERS, stream, OK).write(DATA, 0, stream, new byte[1]);
            out.forever(SETTINGS, 0, 0, new byte[0]);
          },
          "what-is-not-wanted",
          (out, stream) -> {
            out.write(HEADERS, END_HEADERS, stream, PICTURE);
            out.forever(DATA, 0, stream, new byte[16 << 10]);
          },
          "empty-data",
          (out, stream) -> {
            out.write(HEADERS, END_HEADERS, stream, OK);
            out.forever(DATA, 0, stream, new byte[0]);
          },
          "endless-data",
          (out, stream) -> {
            out.write(HEADERS, END_HEADERS, stream, OK);
            out.forever(DATA, 0, stream, new byte[16 << 10]);
          });

  @Test
  void aServerThatOffersHttp2IsAskedInIt() throws Exception {
    var protocols = new ArrayList<Protocol>();
    Archive archive = exchange -> protocols.add(exchange.response().protocol());
    try (var server = new MockWebServer();
        var fetcher = fetcher(archive)) {
      server.useHttps(CERTIFICATES.sslSocketFactory());
      server.start(InetAddress.getLoopbackAddress(), 0);
      var hello = new MockResponse.Builder().addHeader("Content-Type", "text/html");
      server.enqueue(hello.body("<p>hello").build());
      server.enqueue(hello.body("<p>again").build());
      String url = "https://127.0.0.1:" + server.getPort() + "/";
      assertThat(((Page) fetcher.fetch(request(url))).body().utf8()).isEqualTo("<p>hello");
      assertThat(((Page) fetcher.fetch(request(url))).body().utf8()).isEqualTo("<p>again");
    }
    assertThat(protocols).containsExactly(Protocol.HTTP_2, Protocol.HTTP_2);
  }

  /// More than the limits let come without a sign of progress.
  @Test
  void aLargeSitemapComesWhole() throws Exception {
    int size = 40 << 20;
    try (var server = new MockWebServer();
        var fetcher = fetcher(Archive.none())) {
      server.useHttps(CERTIFICATES.sslSocketFactory());
      server.start(InetAddress.getLoopbackAddress(), 0);
      server.enqueue(new MockResponse.Builder().body(new Buffer().write(new byte[size])).build());
      var request = request("https://127.0.0.1:" + server.getPort() + "/", Request.Kind.SITEMAP);
      var answer = fetcher.fetch(request, (page, body) -> body.readAllBytes().length);
      assertThat(answer.read()).as(answer.fetched().toString()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "endless-headers",
        "headers-that-weigh-nothing",
        "empty-continuations",
        "pings",
        "settings",
        "settings-in-a-body",
        "what-is-not-wanted",
        "empty-data",
        "endless-data"
      })
  void whatHasNoEndEndsAndItsConnectionToo(String manner) throws Exception {
    try (var bad = new BadHttp2(CERTIFICATES.sslContext(), MANNERS.get(manner));
        var fetcher = fetcher(Archive.none())) {
      long begin = System.nanoTime();
      String outcome = fetcher.fetch(request(bad.url())).outcome();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
      assertThat(outcome).containsAnyOf("refused-", "failed-");
      assertThat(bad.asked()).isEqualTo(1);
      assertThat(bad.left(20)).isTrue();
    }
  }

  @Test
  void aStreamThatIsResetIsTheServersTrouble() throws Exception {
    Manner reset =
        (out, stream) ->
            out.write(HEADERS, END_HEADERS, stream, OK)
                .write(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 2});
    assertThat(fetched(reset)).isEqualTo("failed-connection");
  }

  @Test
  void aServerThatGoesAwayIsNotAskedForEver() throws Exception {
    Manner refuse = (out, stream) -> out.write(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 7});
    Manner leave = (out, stream) -> out.write(GOAWAY, 0, 0, new byte[8]);
    for (Manner manner : List.of(refuse, leave)) {
      try (var bad = new BadHttp2(CERTIFICATES.sslContext(), manner);
          var fetcher = fetcher(Archive.none())) {
        assertThat(fetcher.fetch(request(bad.url())).outcome()).startsWith("failed-");
        assertThat(bad.asked()).isEqualTo(1);
      }
    }
  }

  private static String fetched(Manner manner) throws Exception {
    try (var bad = new BadHttp2(CERTIFICATES.sslContext(), manner);
        var fetcher = fetcher(Archive.none())) {
      return fetcher.fetch(request(bad.url())).outcome();
    }
  }

  private static Fetcher fetcher(Archive archive) {
    return new Fetcher(
        LIMITS,
        Clock.systemUTC(),
        Dns.SYSTEM,
        archive,
        Traffic.uncounted(),
        new Tls(CERTIFICATES.trustManager()));
  }

  private static Request request(String url) {
    return request(url, Request.Kind.PAGE);
  }

  private static Request request(String url, Request.Kind kind) {
    CanonicalUrl canonical = CanonicalUrl.parse(url).orElseThrow();
    var access = Access.allowing(List.of(AddressRange.parse("127.0.0.0/8")));
    return new Request(canonical, kind, "RevueBot/0.1", null, null, access);
  }
}
