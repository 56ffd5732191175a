package dev.revue.ingest.robots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.entry;

import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotsTest {
  private static final CanonicalUrl ROBOTS = url("/robots.txt");

  @ParameterizedTest
  @CsvSource({
    "/, true",
    "/private/, false",
    "/private/open, true",
    "/a/print, false",
    "/a/print2, true",
    "/search?q=1, false"
  })
  void theMostSpecificRuleDecides(String path, boolean allowed) {
    Robots robots =
        parse(
            """
            User-agent: other
            Disallow: /
            User-agent: *
            Disallow: /private/
            Allow: /private/open
            Disallow: /*/print$
            Disallow: /search?
            """);
    assertThat(robots.allows(url(path))).isEqualTo(allowed);
  }

  @Test
  void rulesForUsComeBeforeRulesForAll() {
    Robots robots = parse("User-agent: *\nDisallow: /\n\nUser-agent: revuebot\nDisallow: /x\n");
    assertThat(robots.allows(url("/a"))).isTrue();
    assertThat(robots.allows(url("/x"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2",
    "0.5, 0.5",
    "100, 100",
    "2147484, 86400",
    "9999999999, 86400",
    "1., 1",
    ".5, 0.5",
    "1e300, 0",
    "-1, 0",
    "x, 0"
  })
  void aCrawlDelayPacesAndNeverForbids(String said, double seconds) {
    Robots robots = parse("User-agent: *\nCrawl-delay: " + said + "\n");
    assertThat(robots.allows(url("/"))).isTrue();
    assertThat(robots.delay()).isEqualTo(Duration.ofMillis((long) (seconds * 1000)));
  }

  @Test
  void sitemapsAreForEveryone() {
    Robots robots = parse("Sitemap: https://example.org/map.xml\nUser-agent: other\nDisallow: /\n");
    assertThat(robots.sitemaps()).containsExactly(url("/map.xml"));
  }

  @Test
  void anAddressOfASitemapMayBeRelative() {
    assertThat(parse("Sitemap: /map.xml\nsitemap: /map.xml").sitemaps())
        .containsExactly(url("/map.xml"));
  }

  @Test
  void theDelayIsThatOfOurGroup() {
    Robots robots =
        parse(
            "User-agent: *\n"
                + "Crawl-delay: 9\n"
                + "User-agent: revuebot\n"
                + "User-agent: other\n"
                + "Crawl-delay: 2\n"
                + "Disallow:\n");
    // A delay ends no list of names: the first group has the second's lines, too.
    assertThat(robots.delay()).isEqualTo(Duration.ofSeconds(9));
    assertThat(
            parse("User-agent: *\nDisallow:\nCrawl-delay: 9\nUser-agent: revuebot\nDisallow:")
                .delay())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/a/%62%61z, /a/baz",
    "/a/é, /a/%C3%A9",
    "/a/%c3%a9, /a/%C3%A9",
    "/a|b, /a|b",
    "/a'b, /a'b",
    "/a%2fb, /a%2Fb",
  })
  void aPathMayBeSpeltInAnyWay(String rule, String path) {
    assertThat(parse("User-agent: *\nDisallow: " + rule).allows(url(path))).isFalse();
  }

  @Test
  void anEscapedSlashIsNoSlash() {
    assertThat(parse("User-agent: *\nDisallow: /a%2Fb").allows(url("/a/b"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user agent: RevueBot\ndisallow: /x",
        "USERAGENT: revuebot/2.0 (+https://example.org)\rdisalow:/x",
        "User-agent RevueBot\nDisallow /x",
        "  User-agent : revuebot # that is us\r\n\r\n  Disallow : /x # not this",
        "User-agent: revuebot\n\nUnknown: y\nSitemap: /z\nUser-agent: other\nDisallow: /x",
      })
  void linesAreReadWithTolerance(String text) {
    Robots robots = parse(text);
    assertThat(robots.allows(url("/x"))).isFalse();
    assertThat(robots.allows(url("/y"))).isTrue();
  }

  @Test
  void itSaysWhichLineDecided() {
    Robots robots = parse("User-agent: *\n\nDisallow: /x # not this\nAllow: /x/y\n");
    assertThat(robots.answer("https://example.org/x/z"))
        .isEqualTo(new Robots.Answer(false, 3, "Disallow: /x"));
    assertThat(robots.answer("https://example.org/x/y#z"))
        .isEqualTo(new Robots.Answer(true, 4, "Allow: /x/y"));
    assertThat(robots.answer("https://example.org")).isEqualTo(new Robots.Answer(true, 0, ""));
    assertThat(parse("User-agent: *\nDisallow: /?a").answer("https://example.org?a").allowed())
        .isFalse();
  }

  @Test
  void bytesBecomeText() {
    assertThat(text(0xef, 0xbb, 0xbf, 'a')).isEqualTo("a");
    assertThat(text(0xef, 0xbb, 'a')).isEqualTo("a");
    assertThat(text(0xff, 0xfe, 'a', 0)).isEqualTo("a");
    assertThat(text(0xfe, 0xff, 0, 'a')).isEqualTo("a");
    assertThat(text('/', 0xe9, 0xe3, 0x83, 0x84, 0xf0)).isEqualTo("/%E9\u30c4%F0");
    assertThat(text()).isEmpty();
  }

  @Property
  void noBytesAreTooStrange(@ForAll byte[] bytes) {
    assertThatCode(() -> parse("User-agent: *\nDisallow: " + Robots.text(bytes)).usage(url("/")))
        .doesNotThrowAnyException();
  }

  @Test
  void ofALineThatIsCutNothingIsBelieved() {
    String filling = "# " + "x".repeat(97) + "\n";
    String text = "User-agent: *\n" + filling.repeat(Robots.MOST_BYTES / 100 - 1);
    String cut = text + "Disallow: /" + "y".repeat(1_000);
    byte[] read = Arrays.copyOf(cut.getBytes(StandardCharsets.UTF_8), Robots.MOST_BYTES);
    assertThat(Robots.text(read)).isEqualTo(text);
  }

  @Test
  void usesThatASiteDoesNotWant() {
    Robots robots =
        parse(
            """
            User-agent: *
            Content-Signal: search=yes, ai-train=no
            Allow: /
            User-agent: PerplexityBot
            Disallow: /paid/
            User-agent: ccbot
            Disallow: /
            """);
    assertThat(robots.usage(url("/")))
        .containsExactly(entry("ai-train", "robots.txt: Content-Signal"));
    assertThat(robots.usage(url("/paid/x")))
        .containsOnlyKeys("ai-train", "ai-input")
        .containsEntry("ai-input", "robots.txt: PerplexityBot");
    assertThat(robots.allows(url("/paid/x"))).isTrue();
  }

  @Test
  void signalsForOthersAreNotForUs() {
    Robots robots =
        parse(
            "User-agent: other\n"
                + "Content-Signal: search=no\n"
                + "Disallow:\n"
                + "User-agent: revuebot\n"
                + "Content-Signal: ai-input=NO,search=yes\n"
                + "Disallow:\n");
    assertThat(robots.usage(url("/")))
        .containsExactly(entry("ai-input", "robots.txt: Content-Signal"));
    assertThat(parse("User-agent: *\nDisallow: /").usage(url("/"))).isEmpty();
    assertThat(parse("User-agent: GPTBot\nDisallow: /\nAllow: /free/").usage(url("/free/")))
        .isEmpty();
    assertThat(Robots.open().usage(url("/"))).isEmpty();
  }

  @Test
  void noAnswerIsNoPermissionAndNoFileIs() {
    assertThat(Robots.closed().allows(url("/"))).isFalse();
    assertThat(Robots.open().allows(url("/"))).isTrue();
    assertThat(parse("<html><body>not found</body></html>").allows(url("/a"))).isTrue();
  }

  private static String text(int... bytes) {
    var array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) array[i] = (byte) bytes[i];
    return Robots.text(array);
  }

  private static Robots parse(String text) {
    return Robots.parse(ROBOTS, text, "RevueBot");
  }

  private static CanonicalUrl url(String path) {
    return CanonicalUrl.parse("https://example.org" + path).orElseThrow();
  }
}
