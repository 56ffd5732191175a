package dev.revue.ingest.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "9999999999, 0",
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
  void noAnswerIsNoPermissionAndNoFileIs() {
    assertThat(Robots.closed().allows(url("/"))).isFalse();
    assertThat(Robots.open().allows(url("/"))).isTrue();
    assertThat(parse("<html><body>not found</body></html>").allows(url("/a"))).isTrue();
  }

  private static Robots parse(String text) {
    return Robots.parse(ROBOTS, text, "RevueBot");
  }

  private static CanonicalUrl url(String path) {
    return CanonicalUrl.parse("https://example.org" + path).orElseThrow();
  }
}
