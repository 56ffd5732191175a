package dev.revue.ingest.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.revue.common.event.RenderAnswer;
import dev.revue.common.event.RenderAnswer.NotRendered;
import dev.revue.common.event.RenderAnswer.Rendered;
import dev.revue.common.event.RenderJob;
import dev.revue.ingest.TestWeb;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages with every kind of bad manners, in a genuine browser. Each test ends with a page that is
/// fine: whatever was before, the next job works.
@ExtendWith(NeedsChromium.class)
class TabTest {
  private static final RenderLimits LIMITS =
      new RenderLimits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          200,
          20L << 20,
          5 << 20,
          1L << 30);
  private static final List<String> LOOPBACK = List.of("127.0.0.1");

  private static @Nullable Browser browser;
  private TestWeb web;

  @BeforeEach
  void startSite() {
    web = new TestWeb();
    web.page("/fine", page("<script>document.body.append('fi' + 'ne')</script>"));
  }

  @AfterEach
  void theNextJobWorks() throws Exception {
    assertThat(html("/fine")).contains("fine</body>");
    web.close();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) browser.close();
  }

  @Test
  void whatOnlyScriptsShowIsInTheDocument() throws Exception {
    web.file("/review.json", "application/json", "{\"text\": \"A film to remember\"}");
    web.page(
        "/",
        page(
            "<main></main><script>fetch('/review.json').then(r => r.json())"
                + ".then(j => document.querySelector('main').append(j.text))</script>"));
    assertThat(html("/")).startsWith("<!DOCTYPE html>").contains("<main>A film to remember</main>");
  }

  @Test
  void openShadowRootsStandWhereTheyAreShown() throws Exception {
    web.page(
        "/",
        page(
            "<x-review><b>slotted</b></x-review><script>customElements.define('x-review',"
                + "class extends HTMLElement { constructor() { super();"
                + "this.attachShadow({mode: 'open'}).innerHTML = '<p>before</p><slot></slot><p>after</p>' } })</script>"));
    assertThat(html("/"))
        .contains("<x-review><p>before</p><slot><b>slotted</b></slot><p>after</p></x-review>");
  }

  @Test
  void theServerIsToldWhoAsksAndGetsNoCookieBack() throws Exception {
    var asked = new java.util.concurrent.CopyOnWriteArrayList<String>();
    web.route(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          asked.add(headers.getFirst("User-Agent") + " " + headers.getFirst("Cookie"));
          TestWeb.send(
              exchange, 200, Map.of("Content-Type", "text/html", "Set-Cookie", "a=b"), page("hi"));
        });
    assertThat(html("/")).contains("hi");
    assertThat(html("/")).contains("hi");
    assertThat(asked).containsExactly("RevueBot/0.1 null", "RevueBot/0.1 null");
  }

  @Test
  void statusAndHeadersOfTheMainDocumentAreToldAndARedirectIsNotFollowed() throws Exception {
    web.status("/busy", 503, Map.of("Retry-After", "120"));
    web.status("/moved", 301, Map.of("Location", "/elsewhere"));
    web.page("/elsewhere", page("elsewhere"));
    var busy = (Rendered) render("/busy");
    assertThat(busy.status()).isEqualTo(503);
    assertThat(busy.headers()).containsEntry("retry-after", "120");
    var moved = (Rendered) render("/moved");
    assertThat(moved.status()).isEqualTo(301);
    assertThat(moved.headers()).containsEntry("location", "/elsewhere");
    assertThat(web.count("/elsewhere")).isZero();
  }

  @Test
  void aScriptThatLeadsElsewhereIsNotFollowed() throws Exception {
    web.page("/", page("<script>location = '/elsewhere'</script>"));
    web.page("/elsewhere", page("elsewhere"));
    var answer = (NotRendered) render("/");
    assertThat(answer.failure()).isEqualTo("redirected");
    assertThat(answer.to()).isEqualTo(web.url("/elsewhere"));
    assertThat(web.count("/elsewhere")).isZero();
  }

  @Test
  void aChallengeMayReloadItsPage() throws Exception {
    web.route(
        "/",
        exchange -> {
          boolean passed = exchange.getRequestHeaders().containsKey("Cookie");
          String challenge = "<script>document.cookie = 'ok=1'; location.reload()</script>";
          TestWeb.send(
              exchange,
              200,
              Map.of("Content-Type", "text/html"),
              page(passed ? "the review" : challenge));
        });
    assertThat(html("/")).contains("the review");
  }

  @Test
  void aPageThatReloadsForEverIsRefused() throws Exception {
    web.page("/", page("<script>location.reload()</script>"));
    var answer = (NotRendered) render("/");
    assertThat(answer.failure() + "-" + answer.reason()).isEqualTo("refused-reload");
    assertThat(web.count("/")).isLessThan(6);
  }

  @Test
  void aFormThatAScriptSendsIsNotSent() throws Exception {
    web.page(
        "/",
        page("<form method=post action=/sent></form><script>document.forms[0].submit()</script>"));
    var answer = (NotRendered) render("/");
    assertThat(answer.failure() + "-" + answer.reason()).isEqualTo("refused-form");
    assertThat(web.count("/sent")).isZero();
  }

  @Test
  void nothingThatIsNoDocumentIsFetched() throws Exception {
    for (String path : List.of("/a.png", "/a.mp4", "/a.woff2", "/frame", "/favicon.ico")) {
      web.file(path, "text/html", "x");
    }
    web.page(
        "/",
        page(
            "<style>@font-face { font-family: f; src: url(/a.woff2) } p { font-family: f }</style>"
                + "<p>text</p><img src=/a.png><video src=/a.mp4></video><iframe src=/frame></iframe>"));
    assertThat(html("/")).contains("<p>text</p>");
    assertThat(web.hits()).extracting(TestWeb.Hit::path).containsOnly("/");
  }

  /// The server that must not be reached is on loopback; the page is let through on an address of
  /// its own.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fetch('http://HOST/hit').catch(() => {})",
        "fetch('http://HOST/hit', {mode: 'no-cors', method: 'POST', body: 'x'}).catch(() => {})",
        "var x = new XMLHttpRequest(); x.open('GET', 'http://HOST/hit'); x.send()",
        "var s = document.createElement('script'); s.src = 'http://HOST/hit'; document.body.append(s)",
        "var l = document.createElement('link'); l.rel = 'stylesheet'; l.href = 'http://HOST/hit'; document.head.append(l)",
        "var i = document.createElement('iframe'); i.src = 'http://HOST/hit'; document.body.append(i)",
        "new Image().src = 'http://HOST/hit'",
        "new EventSource('http://HOST/hit')",
        "new WebSocket('ws://HOST/hit')",
        "navigator.sendBeacon('http://HOST/hit', 'x')",
        "new Worker(URL.createObjectURL(new Blob([\"fetch('http://HOST/hit')\"])))",
        "fetch('/away').catch(() => {})",
        "location = 'http://HOST/hit'",
        "window.open('http://HOST/hit')",
        "var f = document.createElement('form'); f.action = 'http://HOST/hit'; f.method = 'POST'; document.body.append(f); f.submit()",
        "var p = new RTCPeerConnection({iceServers: [{urls: 'turn:HOST?transport=tcp', username: 'a', credential: 'b'}]}); p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))"
      })
  void noScriptReachesAnAddressThatIsNotAllowed(String script) throws Exception {
    var hits = new AtomicInteger();
    try (var forbidden = counting("127.0.0.2", hits)) {
      String target = "127.0.0.2:" + forbidden.getLocalPort();
      web.route(
          "/away",
          exchange ->
              TestWeb.send(exchange, 302, Map.of("Location", "http://" + target + "/hit"), ""));
      web.page("/", page("<script>" + script.replace("HOST", target) + "</script>"));
      render("/");
      assertThat(hits).hasValue(0);
    }
  }

  @Test
  void aNameThatResolvesToLoopbackIsRefusedAtTheConnection() throws Exception {
    var hits = new AtomicInteger();
    try (var forbidden = counting("127.0.0.1", hits)) {
      String url = "http://localhost:" + forbidden.getLocalPort() + "/";
      var answer =
          (NotRendered) render(new RenderJob(url, lease(), "RevueBot/0.1", List.of()), LIMITS);
      assertThat(answer.failure()).isEqualTo("refused");
      assertThat(answer.reason()).isEqualTo("address");
      assertThat(hits).hasValue(0);
    }
  }

  @Test
  void aServerThatIsNotThereHasFailed() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/";
    var answer =
        (NotRendered) render(new RenderJob(url, lease(), "RevueBot/0.1", LOOPBACK), LIMITS);
    assertThat(answer.failure()).isEqualTo("failed");
    assertThat(answer.reason()).isEqualTo("connection");
  }

  @Test
  void aPageWithoutEndIsCutOff() throws Exception {
    web.route("/", exchange -> endless(exchange, "<p>more and more and more</p>".repeat(100)));
    var answer = (NotRendered) render("/", LIMITS.total(Duration.ofSeconds(20)));
    assertThat(answer.failure() + "-" + answer.reason()).isIn("refused-size", "failed-timeout");
  }

  @Test
  void aPageThatNeverStopsFetchingIsReadAsItStands() throws Exception {
    web.page(
        "/",
        page("the review<script>setInterval(() => fetch('/poll?' + Math.random()), 50)</script>"));
    assertThat(html("/")).contains("the review");
    assertThat(web.hits().size()).isLessThanOrEqualTo(LIMITS.requests());
  }

  @Test
  void noMoreRequestsThanAllowed() throws Exception {
    web.page(
        "/",
        page(
            "the review<script>for (let i = 0; i < 1000; i++) fetch('/x' + i).catch(() => {})</script>"));
    assertThat(html("/")).contains("the review");
    assertThat(web.hits().size()).isLessThanOrEqualTo(LIMITS.requests());
  }

  @Test
  void dialogsAreDismissed() throws Exception {
    web.page(
        "/",
        page(
            "<script>alert(1); document.body.append(String(confirm('ok?')), String(prompt('x')))</script>"));
    assertThat(html("/")).contains("falsenull");
  }

  @Test
  void aLoopOfDialogsEnds() throws Exception {
    web.page("/", page("<script>while (true) alert('more')</script>"));
    assertThat(render("/", LIMITS.total(Duration.ofSeconds(15)))).isInstanceOf(NotRendered.class);
  }

  @Test
  void aScriptThatNeverEndsIsThePagesFault() throws Exception {
    web.page("/", page("<script>while (true) {}</script>"));
    var answer = (NotRendered) render("/", LIMITS.total(Duration.ofSeconds(15)));
    assertThat(answer.reason()).isIn("timeout", "hung");
  }

  @Test
  void aScriptThatHangsAfterTheLoadIsThePagesFault() throws Exception {
    web.page(
        "/", page("text<script>onload = () => setTimeout(() => { while (true) {} }, 1)</script>"));
    var answer = (NotRendered) render("/", LIMITS.total(Duration.ofSeconds(15)));
    assertThat(answer.failure()).isEqualTo("refused");
    assertThat(answer.reason()).isEqualTo("hung");
  }

  @Test
  void aPageThatEatsMemoryIsStopped() throws Exception {
    web.page(
        "/",
        page(
            "<script>var all = []; for (let i = 0; i < 80; i++)"
                + " all.push(new Uint8Array(8 << 20).fill(1))</script>"));
    var answer = (NotRendered) render("/", LIMITS.memory(500L << 20));
    assertThat(answer.failure()).isEqualTo("refused");
    assertThat(answer.reason()).isIn("memory", "crash");
  }

  @Test
  void aHugeDocumentIsRefused() throws Exception {
    web.page(
        "/",
        page(
            "<script>var p = '<p>' + 'x'.repeat(1000) + '</p>';"
                + "document.body.innerHTML = p.repeat(7000)</script>"));
    var answer = (NotRendered) render("/");
    assertThat(answer.failure()).isEqualTo("refused");
    assertThat(answer.reason()).isEqualTo("size");
  }

  @Test
  void aPopupGoesNowhere() throws Exception {
    web.page("/popup", page("popup"));
    web.page("/", page("the review<script>for (let i = 0; i < 20; i++) open('/popup')</script>"));
    assertThat(html("/")).contains("the review");
    assertThat(web.count("/popup")).isZero();
  }

  @Test
  void aDownloadIsRefused() throws Exception {
    web.route(
        "/",
        exchange ->
            TestWeb.send(
                exchange,
                200,
                Map.of("Content-Type", "text/html", "Content-Disposition", "attachment"),
                "x"));
    web.file("/pdf", "application/pdf", "%PDF-1.4");
    for (String path : List.of("/", "/pdf")) {
      var answer = (NotRendered) render(path);
      assertThat(answer.failure()).isEqualTo("refused");
      assertThat(answer.reason()).isEqualTo("type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "chrome://version", "data:text/html,elsewhere"})
  void noOtherSchemeIsGoneTo(String url) throws Exception {
    web.page("/", page("the review<script>location = '" + url + "'</script>"));
    assertThat(html("/")).contains("the review").doesNotContain("root:", "elsewhere</body>");
  }

  @Test
  void aBrowserThatIsKilledIsNoticed() throws Exception {
    web.page("/", page("<script>setInterval(() => fetch('/poll'), 50)</script>"));
    Browser running = browser();
    web.route(
        "/poll",
        exchange -> {
          ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
          TestWeb.send(exchange, 200, Map.of(), "");
        });
    assertThat(render("/"))
        .isInstanceOfSatisfying(
            NotRendered.class, answer -> assertThat(answer.reason()).isEqualTo("crash"));
  }

  @Test
  void nothingOfABrowserIsLeftWhenItIsClosed() throws Exception {
    Browser one = Browser.start(chromium());
    List<ProcessHandle> all = ProcessHandle.of(one.pid()).orElseThrow().descendants().toList();
    assertThat(all).isNotEmpty();
    assertThat(one.memoryBytes()).isPositive();
    one.close();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (all.stream().anyMatch(ProcessHandle::isAlive)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private String html(String path) throws Exception {
    RenderAnswer answer = render(path);
    assertThat(answer).isInstanceOf(Rendered.class);
    return ((Rendered) answer).html();
  }

  private RenderAnswer render(String path) throws Exception {
    return render(path, LIMITS);
  }

  private RenderAnswer render(String path, RenderLimits limits) throws Exception {
    return render(new RenderJob(web.url(path), lease(), "RevueBot/0.1", LOOPBACK), limits);
  }

  /// As a slot does it.
  private static RenderAnswer render(RenderJob job, RenderLimits limits) throws Exception {
    try (Tab tab = Tab.open(browser(), job, limits)) {
      return tab.render();
    } catch (BrowserFailure e) {
      stopBrowser();
      browser = null;
      return new NotRendered(job.url(), job.lease(), "refused", e.reason(), e.detail(), null);
    }
  }

  private static Browser browser() throws Exception {
    Browser running = browser;
    if (running == null || !running.alive()) {
      running = Browser.start(chromium());
      browser = running;
    }
    return running;
  }

  private static Chromium chromium() {
    return RenderStage.chromium(RenderSettings.standard());
  }

  private static Instant lease() {
    return Instant.now().plusSeconds(600);
  }

  private static String page(String body) {
    return "<!doctype html><html><head><title>t</title></head><body>" + body + "</body></html>";
  }

  private static void endless(HttpExchange exchange, String chunk) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    while (true) out.write(chunk.getBytes(StandardCharsets.UTF_8));
  }

  private static ServerSocket counting(String address, AtomicInteger hits) throws IOException {
    var server = new ServerSocket(0, 50, InetAddress.getByName(address));
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try (var connection = server.accept()) {
              hits.incrementAndGet();
              connection
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
              // it is closed, or the client is gone
            }
          }
        });
    return server;
  }
}
