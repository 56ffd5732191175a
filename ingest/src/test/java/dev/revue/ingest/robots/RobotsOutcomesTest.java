package dev.revue.ingest.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.TestWeb;
import dev.revue.ingest.fetch.Access;
import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetcher;
import dev.revue.ingest.fetch.Request;
import dev.revue.ingest.frontier.Backoff;
import dev.revue.ingest.frontier.RobotsRow;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a server may do when it is asked for its robots.txt: what holds then, and when it is asked
/// again.
class RobotsOutcomesTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Duration DAY = Duration.ofHours(21);
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final String RULES = "User-agent: *\nDisallow: /private/\n";
  private static final CountDownLatch OVER = new CountDownLatch(1);

  private static final FetchLimits LIMITS =
      new FetchLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(20), 1 << 20, 1 << 20);

  private static final TestWeb WEB = new TestWeb();
  private static final TestWeb OTHER = new TestWeb();
  private static final Fetcher FETCHER = new Fetcher(LIMITS, Clock.fixed(NOW, ZoneOffset.UTC));

  private final RobotsPolicy policy = new RobotsPolicy(new Backoff(() -> 0));

  /// @param at where robots.txt is said to be; its server answers as `route` has it
  /// @param open, shut whether `/` and `/private/` may be fetched
  /// @param pause until it is asked again
  record Outcome(
      String name,
      String at,
      TestWeb.@Nullable Route route,
      boolean open,
      boolean shut,
      Duration pause) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Outcome> outcomes() {
    return Stream.of(
        rules("200", body(RULES)),
        rules("200 without a type", exchange -> TestWeb.send(exchange, 200, Map.of(), RULES)),
        rules("201", status(201, RULES)),
        rules("203", status(203, RULES)),
        rules("206", status(206, RULES)),
        rules("a byte order mark", body("\ufeff" + RULES)),
        rules(
            "bytes that are no UTF-8",
            bytes(
                concat("Disallow: /\u00e9\n".getBytes(StandardCharsets.ISO_8859_1), RULES), null)),
        rules("UTF-16", bytes(("\ufeff" + RULES).getBytes(StandardCharsets.UTF_16BE), null)),
        rules("gzip in transfer", bytes(gzip(RULES), "gzip")),
        rules("600 KiB", body(RULES + "# comment\n".repeat(60_000))),
        rules(
            "600 KiB, cut in a rule for everything",
            body(
                RULES
                    + "#".repeat((500 << 10) - RULES.length() - 12)
                    + "\nDisallow: /z"
                    + "z".repeat(100_000))),
        rules("rules beyond 500 KiB", body(RULES + "# comment\n".repeat(60_000) + "Disallow: /\n")),
        everything("204", status(204, "")),
        everything("200, empty", body("")),
        everything(
            "HTML", body("<!doctype html><html><p>User-agents: none</p><p>Disallow: /</p></html>")),
        everything("a gzip file", bytes(gzip(RULES), null)),
        rules("one redirect", hop("/1", body(RULES), 1)),
        rules("five redirects", hop("/5", body(RULES), 5)),
        everything("six redirects", hop("/6", body(RULES), 6)),
        rules("a redirect to another server", elsewhere(OTHER.url("/their-robots"))),
        everything("a loop", elsewhere("/robots.txt")),
        everything("a redirect to nowhere", status(302, "")),
        everything("a redirect to what is no URL", elsewhere("http://[")),
        everything("300", status(300, "x")),
        nothing("304 unasked", status(304, ""), FIRST),
        everything("400", status(400, "")),
        everything("401", status(401, "")),
        everything("403", status(403, "")),
        everything("404", status(404, "")),
        everything("410", status(410, "")),
        everything("418", status(418, "")),
        everything("451", status(451, "")),
        nothing("429", status(429, ""), FIRST),
        nothing("429, Retry-After in seconds", retry(429, "120"), Duration.ofSeconds(120)),
        nothing(
            "429, Retry-After as a date",
            retry(429, "Mon, 05 Jan 2026 12:00:00 GMT"),
            Duration.ofHours(2)),
        nothing("503, Retry-After", retry(503, "3600"), Duration.ofHours(1)),
        nothing("503, Retry-After of a year", retry(503, "31536000"), Duration.ofDays(7)),
        nothing("500", status(500, RULES), FIRST),
        nothing("502", status(502, ""), FIRST),
        nothing("a redirect to a server in trouble", elsewhere(OTHER.url("/broken")), FIRST),
        nothing("no answer in time", RobotsOutcomesTest::silence, FIRST),
        nothing("a connection that ends midway", RobotsOutcomesTest::half, FIRST),
        nothing("gzip that is none", bytes(RULES.getBytes(StandardCharsets.UTF_8), "gzip"), FIRST),
        nothing("an encoding that nobody knows", bytes(gzip(RULES), "x-strange"), FIRST),
        at("nobody listens", "http://127.0.0.1:" + freePort()),
        at("no such host", "http://nowhere.invalid"),
        at("TLS that is none", WEB.origin().replace("http:", "https:")),
        at("an address that is not allowed", "http://127.0.0.2:1"),
        held("max-age of ten minutes", "public, max-age=600", Duration.ofHours(1)),
        held("max-age of four hours", "max-age=14400, must-revalidate", Duration.ofHours(4)),
        held("max-age of a year", "max-age=31536000", DAY),
        held("s-maxage alone", "s-maxage=600", DAY));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void decidesAndSaysWhenToAskAgain(Outcome outcome) {
    if (outcome.route != null) WEB.route("/robots.txt", outcome.route);
    OTHER.file("/their-robots", "text/plain", RULES).status("/broken", 500, Map.of());
    CanonicalUrl server = CanonicalUrl.parse(outcome.at).orElseThrow();
    RobotsRow row = policy.decide(server, Optional.empty(), ask(server), NOW);
    assertThat(row.url()).isEqualTo(server.robots().text());
    Robots robots = robots(row);
    assertThat(robots.allows(url(server, "/"))).as("%s", row).isEqualTo(outcome.open);
    assertThat(robots.allows(url(server, "/private/"))).as("%s", row).isEqualTo(outcome.shut);
    assertThat(Duration.between(NOW, row.until()))
        .isBetween(outcome.pause, outcome.pause.plusMillis(10));
    assertThat(row.failures()).isEqualTo(outcome.open ? 0 : 1);
  }

  @Test
  void nothingHoldsForMoreThanADay() {
    var late = new RobotsPolicy(new Backoff(() -> 1));
    CanonicalUrl server = CanonicalUrl.parse(WEB.origin()).orElseThrow();
    for (Fetched fetched : List.of(new Fetched.Gone(), page(RULES))) {
      RobotsRow row = late.decide(server, Optional.empty(), fetched, NOW);
      assertThat(row.until()).isBefore(NOW.plus(Duration.ofDays(1)));
    }
  }

  /// RFC 9309 lets a crawler take it for open then; we do not.
  @Test
  void whatCannotBeReachedForThirtyDaysStaysClosedAndIsAskedOnceADay() {
    CanonicalUrl server = CanonicalUrl.parse(WEB.origin()).orElseThrow();
    Optional<RobotsRow> row =
        Optional.of(policy.decide(server, Optional.empty(), page(RULES), NOW));
    Instant now = row.get().until();
    Instant end = NOW.plus(Duration.ofDays(31));
    Duration before = Duration.ZERO;
    int asked = 0;
    while (now.isBefore(end)) {
      row = Optional.of(policy.decide(server, row, new Fetched.Failed("timeout", ""), now));
      assertThat(row.get().answer()).isEqualTo(RobotsRow.CLOSED);
      assertThat(row.get().failures()).isEqualTo(++asked);
      Duration wait = Duration.between(now, row.get().until());
      assertThat(wait).isBetween(before, Duration.ofDays(1));
      before = wait;
      now = row.get().until();
    }
    assertThat(before).isEqualTo(Duration.ofDays(1));
    assertThat(asked).isBetween(40, 45);
    row = Optional.of(policy.decide(server, row, new Fetched.Missing(404), now));
    assertThat(row.get().answer()).isEqualTo(RobotsRow.OPEN);
    assertThat(row.get().failures()).isZero();
  }

  @AfterAll
  static void close() {
    OVER.countDown();
    FETCHER.close();
    WEB.close();
    OTHER.close();
  }

  private static Fetched ask(CanonicalUrl server) {
    return FETCHER.robots(
        new Request(
            server.robots(),
            Request.Kind.ROBOTS,
            "RevueBot/0.1",
            null,
            null,
            Access.allowing(List.of(AddressRange.parse("127.0.0.1/32")))),
        Duration.ZERO);
  }

  private static Robots robots(RobotsRow row) {
    return switch (row.answer()) {
      case RobotsRow.RULES ->
          Robots.parse(new CanonicalUrl(row.url()), String.valueOf(row.text()), "RevueBot");
      case RobotsRow.OPEN -> Robots.open();
      default -> Robots.closed();
    };
  }

  private static CanonicalUrl url(CanonicalUrl server, String path) {
    return server.resolve(path).orElseThrow();
  }

  private static Fetched page(String text) {
    return new Fetched.Page(200, Map.of(), ByteString.encodeUtf8(text));
  }

  private static Outcome rules(String name, TestWeb.Route route) {
    return new Outcome(name, WEB.origin(), route, true, false, DAY);
  }

  private static Outcome everything(String name, TestWeb.Route route) {
    return new Outcome(name, WEB.origin(), route, true, true, DAY);
  }

  private static Outcome nothing(String name, TestWeb.Route route, Duration pause) {
    return new Outcome(name, WEB.origin(), route, false, false, pause);
  }

  private static Outcome at(String name, String origin) {
    return new Outcome(name, origin, null, false, false, FIRST);
  }

  private static Outcome held(String name, String control, Duration pause) {
    TestWeb.Route route =
        exchange -> TestWeb.send(exchange, 200, Map.of("Cache-Control", control), RULES);
    return new Outcome(name, WEB.origin(), route, true, false, pause);
  }

  private static TestWeb.Route body(String text) {
    return exchange -> TestWeb.send(exchange, 200, Map.of("Content-Type", "text/plain"), text);
  }

  private static TestWeb.Route status(int status, String body) {
    return exchange -> TestWeb.send(exchange, status, Map.of(), body);
  }

  private static TestWeb.Route retry(int status, String after) {
    return exchange -> TestWeb.send(exchange, status, Map.of("Retry-After", after), "");
  }

  private static TestWeb.Route elsewhere(String to) {
    return exchange -> TestWeb.send(exchange, 301, Map.of("Location", to), "");
  }

  /// So many redirects, then `last`.
  private static TestWeb.Route hop(String path, TestWeb.Route last, int redirects) {
    for (int i = 1; i < redirects; i++) WEB.route(path + "/" + i, elsewhere(path + "/" + (i + 1)));
    WEB.route(path + "/" + redirects, last);
    return elsewhere(path + "/1");
  }

  private static TestWeb.Route bytes(byte[] bytes, @Nullable String encoding) {
    return exchange -> {
      if (encoding != null) exchange.getResponseHeaders().set("Content-Encoding", encoding);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private static void silence(com.sun.net.httpserver.HttpExchange exchange) {
    try {
      OVER.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void half(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1_000);
    exchange.getResponseBody().write(RULES.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    throw new IOException("enough");
  }

  private static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] first, String second) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first);
    bytes.writeBytes(second.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
