package dev.revue.ingest.robots;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one server's robots.txt says to one crawler, by RFC 9309.
public final class Robots {
  /// What of a longer file is read.
  public static final int MOST_BYTES = 500 << 10;

  private static final Duration LONGEST_DELAY = Duration.ofDays(1);

  private final BaseRobotRules rules;

  private Robots(BaseRobotRules rules) {
    this.rules = rules;
  }

  /// There is no such file, or the server will not show it: everything is allowed.
  public static Robots open() {
    return new Robots(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));
  }

  /// The server could not say: nothing is allowed.
  public static Robots closed() {
    return new Robots(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE));
  }

  /// @param productToken the name by which the file speaks to us
  public static Robots parse(CanonicalUrl robotsUrl, String text, String productToken) {
    // The parser forbids a whole site whose delay is above its limit; we only slow down.
    var parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 5);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> names = List.of(productToken.toLowerCase(Locale.ROOT));
    return new Robots(parser.parseContent(robotsUrl.text(), bytes, "text/plain", names));
  }

  public boolean allows(CanonicalUrl url) {
    return rules.isAllowed(url.text());
  }

  /// The crawl-delay that it asks for, at most a day; zero where it asks for none.
  public Duration delay() {
    long millis = rules.getCrawlDelay();
    if (millis <= 0) return Duration.ZERO;
    return millis < LONGEST_DELAY.toMillis() ? Duration.ofMillis(millis) : LONGEST_DELAY;
  }

  public List<CanonicalUrl> sitemaps() {
    return rules.getSitemaps().stream()
        .map(CanonicalUrl::parse)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
