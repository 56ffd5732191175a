package dev.revue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchCommandTest {
  @TempDir private Path folder;
  private HttpServer web;

  @BeforeEach
  void start() throws IOException {
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/robots.txt", 200, "text/plain", "User-agent: *\nDisallow: /secret\nCrawl-delay: 7\n");
    answer(
        "/review",
        200,
        "text/html; charset=utf-8",
        "<title>A film</title><meta name=robots content=noai><a href=/other>more</a><p>Good.");
    answer("/noindex", 200, "text/html", "<meta name=robots content=noindex>x");
    web.createContext(
        "/old",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/review?utm_source=x");
          exchange.sendResponseHeaders(301, -1);
          exchange.close();
        });
    web.start();
  }

  @AfterEach
  void stop() {
    web.stop(0);
  }

  @Test
  void theEventIsPrintedAsJson() throws IOException {
    Ran ran = run("fetch", "--sources", sources(), url("/review"));
    assertThat(ran.code).isZero();
    assertThat(ran.out).startsWith("{").contains("\"status\":200", "Good.");
  }

  @Test
  void everyStepIsExplained() throws IOException {
    Ran ran = run("fetch", "--explain", "--sources", sources(), url("/old"));
    assertThat(ran.code).isZero();
    assertThat(ran.out)
        .containsPattern("source +site")
        .containsPattern("address +127.0.0.1, may be asked")
        .containsPattern("robots.txt +.*/robots.txt: status 200.*allows it")
        .containsPattern("delay +PT7S")
        .containsPattern("answer +Redirected")
        .containsPattern("url +http.*/review\\b")
        .containsPattern("header +content-type: text/html; charset=utf-8")
        .containsPattern("charset +UTF-8")
        .containsPattern("link +http.*/other")
        .containsPattern("reserves +noai")
        .containsPattern("event +PageFetched");
  }

  @Test
  void whatGivesNoEventFailsAndSaysWhy() throws IOException {
    Ran forbidden = run("fetch", "--sources", sources(), url("/secret"));
    assertThat(forbidden.code).isEqualTo(1);
    assertThat(forbidden.err).contains("robots.txt forbids it");
    assertThat(run("fetch", "--explain", "--sources", sources(), url("/secret")).out)
        .contains("forbids it: line 2 Disallow: /secret");
    assertThat(run("fetch", "--sources", sources(), url("/noindex")).code).isEqualTo(1);
    assertThat(run("fetch", "--sources", sources(), "http://127.0.0.2/").err)
        .contains("no source wants it");
    // Without a source that allows it, loopback is not for a crawler.
    assertThat(run("fetch", "--explain", url("/review")).out)
        .contains("is not on the public internet (loopback)");
  }

  @Test
  void whatTheSiteReservesIsAskedForAndSaid() throws IOException {
    String asked = run("fetch", "--explain", "--sources", sources(), url("/review")).out;
    assertThat(asked).containsPattern("tdmrep.json +Missing.*404.*reserves nothing here");
    answer(
        "/.well-known/tdmrep.json",
        200,
        "application/json",
        "[{\"location\": \"/review\", \"tdm-reservation\": 1}]");
    assertThat(run("fetch", "--explain", "--sources", sources(), url("/review")).out)
        .containsPattern("tdmrep.json +status 200, 47 bytes; .* reserves tdm=tdmrep.json here")
        .containsPattern("reserves +tdm \\(tdmrep.json\\)")
        .containsPattern("event +PageFetched .*tdm=tdmrep.json");
    assertThat(run("fetch", "--explain", "--sources", sources(), url("/secret")).out)
        .doesNotContain("tdmrep");
  }

  @Test
  void wrongUseIsSaid() throws IOException {
    assertThat(run("fetch", "nonsense").code).isEqualTo(2);
    assertThat(run("fetch", "--sources", "/nowhere.yml", url("/review")).code).isEqualTo(2);
    assertThat(run("fetch", "--help").out).contains("revue fetch --explain");
  }

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Revue.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Ran(code, out.toString(), err.toString());
  }

  private String sources() throws IOException {
    return Files.writeString(
            folder.resolve("sources.yml"),
            "user_agent: RevueBot/0.1\nsources:\n  - name: site\n    start: ["
                + url("/")
                + "]\n    allow_addresses: [127.0.0.0/8]\n")
        .toString();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + web.getAddress().getPort() + path;
  }

  private void answer(String path, int status, String type, String body) {
    web.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
