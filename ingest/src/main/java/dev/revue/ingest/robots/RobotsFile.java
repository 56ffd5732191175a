package dev.revue.ingest.robots;

import dev.revue.ingest.robots.Rule.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A robots.txt as it is written: groups, and what is said to everyone. Read as RFC 9309 has it,
/// with the tolerance that sites are used to: a missing colon, misspelt keys.
///
/// @param sitemaps as they stand there
record RobotsFile(List<Group> groups, List<String> sitemaps) {
  private static final int LONGEST_LINE = 16_000;
  private static final int MOST_SITEMAPS = 1_000;
  private static final List<String> USER_AGENT = List.of("user-agent", "useragent", "user agent");
  private static final List<String> DISALLOW =
      List.of("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw");

  /// What is said to the crawlers that it names.
  ///
  /// @param agents product tokens in lower case; `*` for all others
  /// @param delays, signals values of crawl-delay and content-signal lines
  record Group(Set<String> agents, List<Rule> rules, List<Line> delays, List<Line> signals) {
    Group() {
      this(new HashSet<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  static RobotsFile read(String text) {
    var reading = new Reading();
    int number = 0;
    int from = 0;
    while (from < text.length()) {
      int end = from;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') end++;
      String line = text.substring(from, Math.min(end, from + LONGEST_LINE));
      reading.line(++number, line);
      boolean pair =
          end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
      from = end + (pair ? 2 : 1);
    }
    return new RobotsFile(reading.groups, reading.sitemaps);
  }

  /// The groups that name a crawler, or those for all where none does.
  List<Group> of(String productToken) {
    List<Group> named = naming(productToken);
    return named.isEmpty() ? naming("*") : named;
  }

  List<Group> naming(String productToken) {
    String token = productToken.toLowerCase(Locale.ROOT);
    return groups.stream().filter(group -> group.agents.contains(token)).toList();
  }

  private static final class Reading {
    private final List<Group> groups = new ArrayList<>();
    private final List<String> sitemaps = new ArrayList<>();
    private Group group = new Group(); // what stands before the first is for nobody
    private boolean naming;

    void line(int number, String whole) {
      int hash = whole.indexOf('#');
      String text = trimmed(hash < 0 ? whole : whole.substring(0, hash));
      int separator = separator(text);
      if (separator < 0) return;
      String key = trimmed(text.substring(0, separator)).toLowerCase(Locale.ROOT);
      String value = trimmed(text.substring(separator + 1));
      var line = new Line(number, text);
      if (starts(key, USER_AGENT)) {
        if (!naming) group = new Group();
        if (!naming) groups.add(group);
        naming = true;
        group.agents.add(agent(value));
      } else if (key.startsWith("allow") || starts(key, DISALLOW)) {
        naming = false;
        if (!value.isEmpty()) group.rules.add(Rule.of(key.startsWith("allow"), value, line));
      } else if (key.equals("crawl-delay")) {
        group.delays.add(new Line(number, value));
      } else if (key.equals("content-signal")) {
        group.signals.add(new Line(number, value));
      } else if (key.startsWith("sitemap") || key.startsWith("site-map")) {
        if (sitemaps.size() < MOST_SITEMAPS) sitemaps.add(value);
      }
    }

    /// The colon; else the white space between two words, for those who forgot it.
    private static int separator(String text) {
      int colon = text.indexOf(':');
      if (colon >= 0) return colon;
      int space = 0;
      while (space < text.length() && !white(text.charAt(space))) space++;
      if (space == text.length()) return -1;
      String rest = trimmed(text.substring(space));
      return rest.chars().anyMatch(c -> white((char) c)) ? -1 : space;
    }

    /// What RFC 9309 takes for a product token: letters, `-` and `_`; whatever follows is not
    /// looked at.
    private static String agent(String value) {
      if (value.startsWith("*") && (value.length() == 1 || white(value.charAt(1)))) return "*";
      int end = 0;
      while (end < value.length() && token(value.charAt(end))) end++;
      return value.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static boolean token(char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    }

    private static boolean starts(String key, List<String> names) {
      return names.stream().anyMatch(key::startsWith);
    }

    private static String trimmed(String text) {
      int from = 0;
      int to = text.length();
      while (from < to && white(text.charAt(from))) from++;
      while (to > from && white(text.charAt(to - 1))) to--;
      return text.substring(from, to);
    }

    private static boolean white(char c) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
  }
}
