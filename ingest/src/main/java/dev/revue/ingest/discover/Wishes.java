package dev.revue.ingest.discover;

import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// What a page asks of crawlers, in meta elements and headers. Of several wishes the stricter
/// holds.
///
/// @param unavailableAfter from when on it does not want to be found
/// @param usage what it reserves, by name, with where it says so
record Wishes(
    boolean noindex,
    boolean nofollow,
    Optional<Instant> unavailableAfter,
    Map<String, String> usage) {
  private static final String META = "meta";
  private static final String HEADER = "header";
  private static final String TDM = "tdm";
  private static final String TDM_POLICY = "tdm-policy";
  private static final String EXPIRES = "unavailable_after";

  /// Directives that have a value after a colon: what stands before it is no crawler's name.
  private static final Set<String> VALUED =
      Set.of(EXPIRES, "max-snippet", "max-image-preview", "max-video-preview");

  private static final Set<String> RESERVATIONS = Set.of("noai", "noimageai");

  /// The purposes of a Content-Signal, which may be granted or refused.
  private static final Set<String> SIGNALS = Set.of("search", "ai-input", "ai-train");

  /// A date may have a comma of its own, after the day of the week.
  private static final Pattern WEEKDAY = Pattern.compile("(" + EXPIRES + "\\s*:\\s*[a-z]+),");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s;]+");

  /// @param metas of the document, those with a name and a content
  /// @param reserved what the whole site reserves; the page has the last word on it
  static Wishes of(
      List<Element> metas,
      Map<String, String> headers,
      String productToken,
      Map<String, String> reserved) {
    String us = productToken.toLowerCase(Locale.ROOT);
    var usage = new TreeMap<>(reserved);
    var header = new Directives(us);
    for (String line : headers.getOrDefault("x-robots-tag", "").split("\n")) header.line(line);
    signals(headers.getOrDefault("content-signal", ""), usage);
    tdm(headers.get("tdm-reservation"), headers.get("tdm-policy"), HEADER, usage);
    var meta = new Directives(us);
    @Nullable String reservation = null;
    @Nullable String policy = null;
    for (Element element : metas) {
      String name = element.attr("name").strip().toLowerCase(Locale.ROOT);
      String content = element.attr("content");
      if (name.equals("robots") || name.equals(us)) meta.line(content);
      if (name.equals("tdm-reservation") && reservation == null) reservation = content;
      if (name.equals("tdm-policy") && policy == null) policy = content;
    }
    tdm(reservation, policy, META, usage);
    for (String wish : RESERVATIONS) {
      if (header.words.contains(wish)) usage.put(wish, HEADER);
      if (meta.words.contains(wish)) usage.put(wish, META);
    }
    return new Wishes(
        header.says("noindex") || meta.says("noindex"),
        header.says("nofollow") || meta.says("nofollow"),
        Optional.ofNullable(earlier(header.expires, meta.expires)),
        usage);
  }

  /// The nearer to the page, the more it counts: its meta elements before its headers before the
  /// file of the site. What is neither 0 nor 1 says nothing.
  private static void tdm(
      @Nullable String reservation,
      @Nullable String policy,
      String where,
      Map<String, String> usage) {
    String said = reservation == null ? "" : reservation.strip();
    if (!said.equals("0") && !said.equals("1")) return;
    usage.remove(TDM);
    usage.remove(TDM_POLICY);
    if (said.equals("0")) return;
    usage.put(TDM, where);
    Optional.ofNullable(policy)
        .flatMap(CanonicalUrl::parse)
        .ifPresent(url -> usage.put(TDM_POLICY, url.text()));
  }

  private static void signals(String header, Map<String, String> usage) {
    for (String part : header.toLowerCase(Locale.ROOT).split("[,\n]")) {
      int equals = part.indexOf('=');
      if (equals < 0) continue;
      String purpose = part.substring(0, equals).strip();
      if (!SIGNALS.contains(purpose)) continue;
      String said = part.substring(equals + 1).strip();
      if (said.equals("no")) usage.put(purpose, HEADER);
      if (said.equals("yes")) usage.remove(purpose);
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) return one == null ? other : one;
    return one.isBefore(other) ? one : other;
  }

  /// Directives for everyone or for us; those after another crawler's name are its own, until the
  /// line ends or another name follows.
  private static final class Directives {
    private final Set<String> names;
    private final Set<String> words = new HashSet<>();
    private @Nullable Instant expires;

    Directives(String us) {
      this.names = new HashSet<>(List.of("*", "robots", us));
    }

    boolean says(String wish) {
      return words.contains(wish) || words.contains("none");
    }

    void line(String text) {
      boolean ours = true;
      String line = WEEKDAY.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("$1");
      for (String part : line.split(",")) {
        String directive = part.strip();
        int colon = directive.indexOf(':');
        if (colon >= 0 && !VALUED.contains(directive.substring(0, colon).strip())) {
          ours = names.contains(directive.substring(0, colon).strip());
          directive = directive.substring(colon + 1).strip();
        }
        if (ours) add(directive);
      }
    }

    private void add(String directive) {
      int colon = directive.indexOf(':');
      if (colon < 0) {
        // Directives without commas between them are common enough.
        words.addAll(List.of(BETWEEN_WORDS.split(directive)));
        return;
      }
      if (directive.substring(0, colon).strip().equals(EXPIRES)) {
        expires =
            earlier(
                expires,
                DateText.parse(directive.substring(colon + 1)).map(DateText::end).orElse(null));
      }
    }
  }
}
