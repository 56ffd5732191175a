package dev.revue.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.revue.cli.sample.SampleSite.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSiteTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private static SampleSite site;

  @BeforeAll
  static void start() throws IOException {
    site = SampleSite.start("127.0.0.1", anyPorts());
  }

  @AfterAll
  static void stop() {
    site.close();
    CLIENT.close();
  }

  @Test
  void answersEveryRouteAsDeclared() throws Exception {
    for (Route route : Route.all()) {
      if (route.path().equals(Route.ANYTHING)) {
        continue;
      }
      HttpResponse<byte[]> answer = get(route);
      assertThat(answer.statusCode()).as("%s", route).isEqualTo(route.status());
      assertThat(answer.headers().firstValue("Content-Type"))
          .as("%s", route)
          .contains(route.contentType());
      assertThat(answer.headers().firstValue("Location").isPresent())
          .as("%s", route)
          .isEqualTo(route.status() == 301);
    }
  }

  @Test
  void leavesNoPlaceholderInAnAnswer() throws Exception {
    for (Route route : Route.all()) {
      String body = new String(get(route).body(), route.encoding());
      assertThat(body).as("%s", route).doesNotContain("{{");
    }
  }

  @Test
  void answersWithTheSameBytesAgainAndAfterARestart() throws Exception {
    List<Integer> ports = site.origins().values().stream().map(URI::getPort).toList();
    var first = new ArrayList<HttpResponse<byte[]>>();
    for (Route route : Route.all()) {
      first.add(get(route));
      assertSame(get(route), first.getLast());
    }
    site.close();
    site = SampleSite.start("127.0.0.1", ports);
    for (HttpResponse<byte[]> before : first) {
      assertSame(get(before.uri()), before);
    }
  }

  @Test
  void saysNotModifiedToAClientThatHasThePage() throws Exception {
    for (Route route : Route.all()) {
      if (route.status() != 200) {
        continue;
      }
      HttpResponse<byte[]> page = get(route);
      var tag = page.headers().firstValue("ETag");
      var time = page.headers().firstValue("Last-Modified");
      assertThat(tag.isPresent() || time.isPresent())
          .as("%s", route)
          .isEqualTo(route.validator().isPresent());
      var again = HttpRequest.newBuilder(page.uri());
      tag.ifPresent(t -> again.header("If-None-Match", t));
      time.ifPresent(t -> again.header("If-Modified-Since", t));
      HttpResponse<byte[]> answer = CLIENT.send(again.build(), BodyHandlers.ofByteArray());
      if (route.validator().isPresent()) {
        assertThat(answer.statusCode()).as("%s", route).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
      } else {
        assertSame(answer, page);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"other\"", "nonsense", "\"\"", ""})
  void sendsThePageAgainToAClientThatHasAnother(String tag) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(at("lantern-row", "/reviews/heat"))
            .header("If-None-Match", tag)
            .build();

    assertThat(CLIENT.send(request, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", ""})
  void sendsThePageAgainToAClientWithAnOlderOrNoDate(String date) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(at("gull-and-reel", "/reviews/ballerina.html"))
            .header("If-Modified-Since", date)
            .build();

    assertThat(CLIENT.send(request, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);
  }

  @Test
  void writesDatesAsHttpDoes() throws Exception {
    assertThat(get(at("gull-and-reel", "/reviews/heat-1995.html")).headers().map())
        .containsEntry("last-modified", List.of("Sun, 02 Jun 2019 08:00:00 GMT"));
  }

  @Test
  void headSaysWhatGetWouldSayWithoutTheBody() throws Exception {
    URI page = at("lantern-row", "/reviews/heat");
    HttpRequest head = HttpRequest.newBuilder(page).HEAD().build();

    HttpResponse<byte[]> answer = CLIENT.send(head, BodyHandlers.ofByteArray());

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length"))
        .contains(String.valueOf(get(page).body().length));
    assertThat(answer.headers().firstValue("ETag"))
        .isEqualTo(get(page).headers().firstValue("ETag"));
  }

  @Test
  void compressesForAClientThatAsksForIt() throws Exception {
    URI page = at("plainframe", "/2025/ballerina.html");
    HttpRequest request =
        HttpRequest.newBuilder(page).header("Accept-Encoding", "br, gzip").build();

    HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(get(page).body());
    }
  }

  @Test
  void takesNoOtherMethods() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(at("plainframe", "/"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();

    assertThat(CLIENT.send(post, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../routes.tsv",
        "/..%2froutes.tsv",
        "/%2e%2e/expected.json",
        "//sample/routes.tsv",
        "/2025/../../routes.tsv",
        "/404.html",
        "*",
        "/*"
      })
  void answersNothingButItsRoutes(String path) throws Exception {
    assertThat(raw("plainframe", path)).doesNotContain("200 OK").doesNotContain("lantern-row\t");
  }

  @Test
  void ignoresCampaignParametersAndNoOthers() throws Exception {
    URI page = at("lantern-row", "/reviews/heat");

    assertThat(get(URI.create(page + "?utm_source=a&utm_medium=b")).body())
        .isEqualTo(get(page).body());
    assertThat(get(URI.create(page + "?page=7")).statusCode()).isEqualTo(404);
  }

  @Test
  void linksToThePublicHostWhereverItListens() throws Exception {
    try (var elsewhere = SampleSite.start("127.0.0.1", "sample", anyPorts())) {
      URI origin = elsewhere.origins().get("parallax-post");
      assertThat(origin.getHost()).isEqualTo("sample");
      HttpResponse<byte[]> robots =
          get(URI.create("http://127.0.0.1:" + origin.getPort() + "/robots.txt"));

      assertThat(new String(robots.body(), StandardCharsets.UTF_8))
          .contains("Sitemap: " + origin + "/sitemap_index.xml");
    }
  }

  @Test
  void namesThePortThatIsTakenAndLeavesNoneOpen() throws Exception {
    int taken = site.origins().firstEntry().getValue().getPort();
    int free = freePort();
    List<Integer> ports = new ArrayList<>(anyPorts());
    ports.set(0, free);
    ports.set(3, taken);

    PortUnavailable e =
        catchThrowableOfType(
            PortUnavailable.class, () -> SampleSite.start("127.0.0.1", ports).close());

    assertThat(e.port()).isEqualTo(taken);
    assertThat(e).hasMessageContaining("127.0.0.1:" + taken);
    ports.set(3, 0);
    SampleSite.start("127.0.0.1", ports).close(); // `free` is free again
  }

  @Test
  void wantsOnePortForEachPublisher() {
    assertThatThrownBy(() -> SampleSite.start("127.0.0.1", List.of(0, 0)).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 publishers")
        .hasMessageContaining("2 ports");
  }

  @Test
  void remembersWhatItWasAsked() throws Exception {
    URI page = at("la-bobine-bleue", "/nulle-part?x=1");

    get(page);

    Request last = site.requests().getLast();
    assertThat(last.method()).isEqualTo("GET");
    assertThat(last.host()).isEqualTo(page.getAuthority());
    assertThat(last.path()).isEqualTo("/nulle-part?x=1");
    assertThat(last.status()).isEqualTo(404);
  }

  @Test
  void rendersTheSourcesForItsOrigins() {
    assertThat(site.sources()).doesNotContain("{{");
    site.origins().values().forEach(o -> assertThat(site.sources()).contains(o.toString()));
  }

  private static void assertSame(HttpResponse<byte[]> answer, HttpResponse<byte[]> before) {
    assertThat(answer.statusCode()).as("%s", before.uri()).isEqualTo(before.statusCode());
    assertThat(answer.body()).as("%s", before.uri()).isEqualTo(before.body());
    var headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    var headersBefore = new TreeMap<>(before.headers().map());
    headersBefore.remove("date");
    assertThat(headers).isEqualTo(headersBefore);
  }

  private static List<Integer> anyPorts() {
    return Collections.nCopies(SampleSite.publishers().size(), 0);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static URI at(String publisher, String path) {
    return URI.create(site.origins().get(publisher) + path);
  }

  private static HttpResponse<byte[]> get(Route route) throws Exception {
    String path = route.path().equals(Route.ANYTHING) ? "/nothing-here" : route.path();
    return get(at(route.publisher(), path));
  }

  private static HttpResponse<byte[]> get(URI uri) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }

  /// As a client sends it that does not tidy up the path.
  private static String raw(String publisher, String path) throws IOException {
    URI origin = site.origins().get(publisher);
    try (var socket = new Socket(origin.getHost(), origin.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
