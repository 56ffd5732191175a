package dev.revue.ingest.status;

import dev.revue.ingest.status.SourcesStatus.Failure;
import dev.revue.ingest.status.SourcesStatus.HostStatus;
import dev.revue.ingest.status.SourcesStatus.SourceStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The status as one HTML page that needs nothing else: no script, no image, no other address.
/// Pure.
public final class SourcesPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--line:#d5d9e0;--soft:#5a6472;--bad:#b3261e;--warn:#8a5a00;--good:#1b6e3c}
      @media(prefers-color-scheme:dark){:root{--line:#3a414d;--soft:#a3adbb;--bad:#ff9a90;--warn:#f0c36d;--good:#7fd6a0}}
      *{box-sizing:border-box}
      body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:70rem}
      h1{font-size:1.4rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .5rem}
      p{margin:.3rem 0}.soft{color:var(--soft)}
      article{border:1px solid var(--line);border-radius:.5rem;padding:.7rem .9rem;margin:.7rem 0}
      article h3{font-size:1rem;margin:0;display:flex;gap:.7rem;flex-wrap:wrap;align-items:baseline}
      .fine,.resting{color:var(--good)}.bad{color:var(--bad);font-weight:600}.warn{color:var(--warn)}
      dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.4rem 1rem;margin:.6rem 0 0}
      dt{color:var(--soft);font-size:.85em}dd{margin:0;font-variant-numeric:tabular-nums}
      ul{list-style:none;margin:.6rem 0 0;padding:.5rem 0 0;border-top:1px solid var(--line)}
      li{margin:.25rem 0;overflow-wrap:anywhere}
      table{border-collapse:collapse;width:100%}
      th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
      """;

  /// What a browser may load for this page: its own style and nothing else.
  public static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private SourcesPage() {}

  /// @param status empty where the crawl has not been counted yet
  public static String html(Optional<SourcesStatus> status, Instant now) {
    var out = new StringBuilder(8_192);
    out.append("<!doctype html><html lang=en><head><meta charset=utf-8>")
        .append("<meta name=viewport content='width=device-width,initial-scale=1'>")
        .append("<meta http-equiv=refresh content=10><meta name=robots content=noindex>")
        .append("<title>Sources</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>Sources</h1>");
    status.ifPresentOrElse(
        known -> body(out, known, now),
        () -> out.append("<p>The crawl has not begun yet: see <code>/health/ready</code>.</p>"));
    return out.append("</body></html>\n").toString();
  }

  private static void body(StringBuilder out, SourcesStatus status, Instant now) {
    out.append("<p class=soft>Process <b>").append(escaped(status.instance())).append("</b>, ");
    out.append(status.partitions()).append(" of ").append(status.ofPartitions());
    out.append(" partitions: all numbers are of these. ");
    if (status.partitions() < status.ofPartitions()) {
      out.append("The others are with other processes, each with a page like this one. ");
    }
    out.append("As of ").append(time(status.at())).append(age(status.at(), now)).append(". ");
    out.append("<a href=/sources.json>JSON</a></p>");
    status.sources().forEach(source -> source(out, source, now));
    if (status.hostsHeld() == 0) return;
    out.append("<h2>Left alone for now</h2><table><tr><th>domain<th>until<th>incidents in a row");
    for (HostStatus host : status.hosts()) {
      out.append("<tr><td>").append(escaped(host.domain()));
      out.append("<td>").append(time(host.until())).append("<td>").append(host.failures());
    }
    out.append("</table>");
    int more = status.hostsHeld() - status.hosts().size();
    if (more > 0) out.append("<p class=soft>and ").append(more).append(" more</p>");
  }

  private static void source(StringBuilder out, SourceStatus source, Instant now) {
    Condition condition = source.condition();
    String kind =
        switch (condition) {
          case FINE, RESTING -> "fine";
          case IN_TROUBLE, FORBIDDEN, WAITS_FOR_RENDERER -> "bad";
          case SLOW, BUSY, NOTHING_YET -> "warn";
          case ELSEWHERE -> "soft";
        };
    out.append("<article><h3>").append(escaped(source.name())).append(" <span class=").append(kind);
    out.append('>').append(condition.word());
    if (source.until() != null) out.append(" until ").append(time(source.until()));
    out.append("</span></h3><dl>");
    fact(out, "URLs", String.valueOf(source.urls()));
    fact(out, "never visited", String.valueOf(source.unvisited()));
    fact(out, "published", String.valueOf(source.published()));
    fact(out, "next visit", due(source.due(), now));
    fact(out, "last success", since(source.lastSuccess(), now));
    out.append("</dl>");
    if (!source.errors().isEmpty()) {
      out.append("<ul>");
      source.errors().forEach(error -> error(out, error, now));
      out.append("</ul>");
    }
    out.append("</article>");
  }

  private static void error(StringBuilder out, Failure error, Instant now) {
    out.append("<li><span class=soft>").append(since(error.at(), now)).append("</span> ");
    out.append("<b>").append(escaped(error.outcome())).append("</b> ");
    String url = error.url();
    boolean web = url.startsWith("http://") || url.startsWith("https://");
    if (web) out.append("<a rel='noreferrer nofollow' href=\"").append(escaped(url)).append("\">");
    out.append(escaped(url)).append(web ? "</a>" : "");
    out.append(" <span class=soft>").append(escaped(error.reason())).append("</span></li>");
  }

  private static void fact(StringBuilder out, String name, String value) {
    out.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>");
  }

  private static String due(@Nullable Instant at, Instant now) {
    if (at == null) return "none";
    Duration left = Duration.between(now, at);
    if (left.isNegative()) return "now, due for " + brief(left.negated());
    return "in " + brief(left);
  }

  private static String since(@Nullable Instant at, Instant now) {
    if (at == null) return "none since the start";
    Duration past = Duration.between(at, now);
    return brief(past.isNegative() ? Duration.ZERO : past) + " ago";
  }

  private static String age(Instant at, Instant now) {
    return Duration.between(at, now).toSeconds() < 10
        ? ""
        : ", <b class=bad>" + since(at, now) + "</b>: the crawl stands still";
  }

  private static String brief(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 120) return seconds + " s";
    if (seconds < 7_200) return seconds / 60 + " min";
    if (seconds < 172_800) return seconds / 3_600 + " h";
    return seconds / 86_400 + " d";
  }

  private static String time(Instant at) {
    String text = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return "<time datetime=" + text + ">" + text.replace('T', ' ').replace("Z", " UTC") + "</time>";
  }

  private static String escaped(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return out.toString();
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
