package dev.revue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoverCommandTest {
  @TempDir Path dir;

  private record Ran(int code, String out, String err) {}

  @Test
  void showsWhatAFeedGivesResolvedAgainstItsAddress() throws Exception {
    Path feed = Files.writeString(dir.resolve("feed.xml"), "<rss><item><title>A</title><link>/a");
    Ran ran = run("discover", "--url", "https://example.org/feed", feed.toString());
    assertThat(ran.out())
        .contains("\"kind\" : \"rss\"")
        .contains("\"url\" : \"https://example.org/a\"")
        .contains("\"title\" : \"A\"");
    assertThat(ran.code()).isZero();
  }

  @Test
  void asksAnAddressOnlyWhereRobotsTxtAllowsIt() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Map<String, String> pages =
        Map.of(
            "/robots.txt", "User-agent: RevueBot\nDisallow: /private",
            "/feed", "<rss><item><title>A</title><link>a</link></item></rss>");
    server.createContext(
        "/",
        exchange -> {
          byte[] body = pages.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(UTF_8);
          exchange.sendResponseHeaders(
              body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String origin = "http://127.0.0.1:" + server.getAddress().getPort();
      Ran ran = run("discover", "--allow-address", "127.0.0.0/8", origin + "/feed");
      assertThat(ran.out()).contains("\"url\" : \"" + origin + "/a\"");
      assertThat(ran.err()).contains("/robots.txt: page, allows " + origin + "/feed");
      Ran forbidden = run("discover", "--allow-address", "127.0.0.0/8", origin + "/private");
      assertThat(forbidden.out()).contains("robots.txt forbids it");
      assertThat(forbidden.code()).isEqualTo(1);
      assertThat(run("discover", origin + "/feed").code()).isEqualTo(1); // not on the internet
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsNoDocumentEndsWithOne() throws Exception {
    Path other = Files.writeString(dir.resolve("other"), "neither");
    assertThat(run("discover", other.toString()).code()).isEqualTo(1);
    assertThat(run("discover", dir.resolve("none").toString()).err()).contains("there is no file");
  }

  @Test
  void wrongUseEndsWithTwo() {
    assertThat(run("discover").code()).isEqualTo(2);
    assertThat(run("discover", "--url", "ftp://x", "file").err()).contains("no http(s) URL");
  }

  @Test
  void subscriptionsBecomeSources() throws Exception {
    Path opml =
        Files.writeString(
            dir.resolve("mine.opml"),
            "<opml><outline text='A' xmlUrl='https://example.org/a.xml'/><outline text='B' xmlUrl='x'/>");
    Ran ran = run("sources", "import", opml.toString(), "--allow", "/reviews/");
    assertThat(ran.out()).contains("name: \"a\"").contains("allow: [\"/reviews/\"]");
    assertThat(ran.err()).contains("1 sources").contains("1 outlines left out");
    Path made = Files.writeString(dir.resolve("sources.yml"), ran.out());
    assertThat(run("sources", "check", made.toString()).out()).contains("1 sources, no mistakes");
    assertThat(run("sources", "import", opml.toString(), "--allow", "(").code()).isEqualTo(2);
    assertThat(run("sources", "import", dir.resolve("none").toString()).code()).isEqualTo(1);
  }

  @Test
  void whatARenderedPageDoesWithoutIsSaid() throws Exception {
    String yaml =
        """
        user_agent: RevueBot/1
        defaults: {render: true}
        sources:
          - name: all
            start: [https://a.example/]
            headers: {Accept-Language: en}
            cookies: {consent: "yes"}
            login: {user: me, password_file: password}
            proxy: socks5://proxy.example:1080
          - name: plain
            start: [https://b.example/]
          - name: fetched
            start: [https://c.example/]
            render: false
            cookies: {consent: "yes"}
        """;
    Files.writeString(dir.resolve("password"), "secret");
    Ran ran = run("sources", "check", Files.writeString(dir.resolve("r.yml"), yaml).toString());
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("3 sources, no mistakes")
        .contains("source all says `render: true`")
        .contains("without its Accept-Language, Authorization, Cookie, proxy:")
        .doesNotContain("source plain", "source fetched", "secret");
  }

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
}
