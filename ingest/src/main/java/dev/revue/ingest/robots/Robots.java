package dev.revue.ingest.robots;

import dev.revue.ingest.robots.RobotsFile.Group;
import dev.revue.ingest.robots.Rule.Line;
import dev.revue.ingest.url.CanonicalUrl;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What one server's robots.txt says to one crawler, by RFC 9309.
public final class Robots {
  /// What of a longer file is read.
  public static final int MOST_BYTES = 500 << 10;

  private static final Duration LONGEST_DELAY = Duration.ofDays(1);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}(\\.\\d{0,9})?|\\.\\d{1,9}");
  private static final List<String> SIGNALS = List.of("search", "ai-input", "ai-train");

  private final boolean closed;
  private final RuleSet ours;
  private final Duration delay;
  private final List<CanonicalUrl> sitemaps;
  private final Map<String, String> signals;
  private final List<Barred> others;

  private Robots(boolean closed) {
    this.closed = closed;
    this.ours = RuleSet.NONE;
    this.delay = Duration.ZERO;
    this.sitemaps = List.of();
    this.signals = Map.of();
    this.others = List.of();
  }

  private Robots(CanonicalUrl url, RobotsFile file, String productToken) {
    List<Group> groups = file.of(productToken);
    this.closed = false;
    this.ours = rules(groups);
    this.delay = delay(groups);
    this.sitemaps =
        file.sitemaps().stream().map(url::resolve).flatMap(Optional::stream).distinct().toList();
    this.signals = signals(groups);
    this.others = others(file);
  }

  /// What is said to a crawler for models that the file names.
  private record Barred(String token, String use, RuleSet rules) {}

  /// Whether a URL may be fetched.
  ///
  /// @param number of the line that says so, from 1; 0 where none does
  /// @param text of that line
  public record Answer(boolean allowed, int number, String text) {}

  /// There is no such file, or the server will not show it: everything is allowed.
  public static Robots open() {
    return new Robots(false);
  }

  /// The server could not say: nothing is allowed.
  public static Robots closed() {
    return new Robots(true);
  }

  /// @param productToken the name by which the file speaks to us
  public static Robots parse(CanonicalUrl robotsUrl, String text, String productToken) {
    return new Robots(robotsUrl, RobotsFile.read(text), productToken);
  }

  /// The text of a file of which at most `MOST_BYTES` bytes were read.
  public static String text(byte[] bytes) {
    return RobotsText.decode(bytes, MOST_BYTES);
  }

  public boolean allows(CanonicalUrl url) {
    return !closed && ours.decide(target(url)).allowed();
  }

  /// @param url as it is sent, in whatever spelling
  public Answer answer(String url) {
    if (closed) return new Answer(false, 0, "");
    RuleSet.Decision decision = ours.decide(target(url));
    return new Answer(
        decision.allowed(),
        decision.line().map(Line::number).orElse(0),
        decision.line().map(Line::text).orElse(""));
  }

  /// The crawl-delay that it asks for, at most a day; zero where it asks for none.
  public Duration delay() {
    return delay;
  }

  public List<CanonicalUrl> sitemaps() {
    return sitemaps;
  }

  /// The uses of a page that the site does not want, with where it says so: `search`, `ai-input`
  /// and `ai-train`, by a Content-Signal of `no` or because it keeps crawlers for that use away.
  public Map<String, String> usage(CanonicalUrl url) {
    if (signals.isEmpty() && others.isEmpty()) return Map.of();
    var usage = new TreeMap<>(signals);
    String target = target(url);
    for (Barred other : others) {
      if (usage.containsKey(other.use)) continue;
      RuleSet.Decision decision = other.rules.decide(target);
      if (!decision.allowed()) usage.put(other.use, "robots.txt: " + other.token);
    }
    return usage;
  }

  private static RuleSet rules(List<Group> groups) {
    return RuleSet.of(groups.stream().flatMap(group -> group.rules().stream()).toList());
  }

  private static Duration delay(List<Group> groups) {
    Duration longest = Duration.ZERO;
    for (Group group : groups) {
      for (Line line : group.delays()) {
        Duration asked = seconds(line.text());
        if (asked.compareTo(longest) > 0) longest = asked;
      }
    }
    return longest;
  }

  private static Duration seconds(String text) {
    if (!SECONDS.matcher(text).matches()) return Duration.ZERO;
    var seconds = new BigDecimal(text);
    if (seconds.compareTo(BigDecimal.valueOf(LONGEST_DELAY.toSeconds())) >= 0) return LONGEST_DELAY;
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private static Map<String, String> signals(List<Group> groups) {
    var refused = new TreeMap<String, String>();
    for (Group group : groups) {
      for (Line line : group.signals()) {
        for (String signal : line.text().toLowerCase(Locale.ROOT).split("[,;\\s]+")) {
          int equals = signal.indexOf('=');
          if (equals < 0 || !signal.endsWith("=no")) continue;
          String use = signal.substring(0, equals);
          if (SIGNALS.contains(use)) refused.put(use, "robots.txt: Content-Signal");
        }
      }
    }
    return refused;
  }

  private static List<Barred> others(RobotsFile file) {
    var others = new ArrayList<Barred>();
    AiCrawlers.USES.forEach((token, use) -> {
      RuleSet rules = rules(file.naming(token));
      boolean bars = rules.rules().stream().anyMatch(rule -> !rule.allow());
      if (bars) others.add(new Barred(token, use, rules));
    });
    return List.copyOf(others);
  }

  private static String target(CanonicalUrl url) {
    return url.query().isEmpty() ? url.path() : url.path() + "?" + url.query();
  }

  /// Path and query of any spelling, without its fragment.
  private static String target(String url) {
    int hash = url.indexOf('#');
    String whole = hash < 0 ? url : url.substring(0, hash);
    int scheme = whole.indexOf("://");
    int early = first(whole, whole.startsWith("//") ? 2 : 0);
    int authority = scheme >= 0 && scheme < early ? scheme + 3 : whole.startsWith("//") ? 2 : 0;
    int path = first(whole, authority);
    if (path == whole.length()) return "/";
    return whole.charAt(path) == '/' ? whole.substring(path) : "/" + whole.substring(path);
  }

  private static int first(String text, int from) {
    int at = from;
    while (at < text.length() && "/?;".indexOf(text.charAt(at)) < 0) at++;
    return at;
  }
}
