package dev.revue.ingest.sources;

import dev.revue.common.json.Json;
import dev.revue.ingest.discover.Opml.Subscription;
import dev.revue.ingest.url.CanonicalUrl;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A source file with one source for each subscription of a feed reader.
public final class ImportedSources {
  private static final int LONGEST_NAME = 60;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final String HEAD =
      """
      user_agent: ExampleBot/1.0 (+https://example.org/bot)   # say who you are, and where to complain
      defaults: {delay: 2s, revisit: {min: 1h, max: 30d}, depth: 1}
      sources:
      """;

  private ImportedSources() {}

  /// @param allow patterns for every source; where there are none, a source whose pages are on
  ///   another domain than its feed allows those
  public static String yaml(List<Subscription> subscriptions, List<String> allow) {
    var yaml = new StringBuilder(HEAD);
    var taken = new HashSet<String>();
    for (Subscription one : subscriptions) {
      yaml.append("  - name: ").append(Json.text(name(one, taken))).append('\n');
      yaml.append("    feeds: [").append(Json.text(one.feed().text())).append("]\n");
      List<String> patterns = allow.isEmpty() ? elsewhere(one) : allow;
      if (!patterns.isEmpty()) {
        yaml.append("    allow: ").append(Json.text(patterns)).append('\n');
      }
    }
    return yaml.toString();
  }

  /// The pages' domain, as a pattern that begins with the scheme.
  private static List<String> elsewhere(Subscription one) {
    return one
        .site()
        .map(CanonicalUrl::domain)
        .filter(domain -> !domain.equals(one.feed().domain()))
        .map(domain -> "https?://([^/]+\\.)?" + domain.replace(".", "\\.") + "/")
        .stream()
        .toList();
  }

  private static String name(Subscription one, Set<String> taken) {
    String plain = plain(one.title());
    String base = plain.isEmpty() ? plain(one.feed().host()) : plain;
    String name = base;
    for (int i = 2; !taken.add(name); i++) name = base + "-" + i;
    return name;
  }

  private static String plain(String text) {
    String letters = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String dashed = OTHERS.matcher(letters.toLowerCase(Locale.ROOT)).replaceAll("-");
    String cut = dashed.substring(0, Math.min(dashed.length(), LONGEST_NAME));
    return cut.replaceAll("^-+|-+$", "");
  }
}
