package dev.revue.ingest.robots;

import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Busy;
import dev.revue.ingest.fetch.Fetched.Failed;
import dev.revue.ingest.fetch.Fetched.Gone;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.NotModified;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.frontier.Backoff;
import dev.revue.ingest.frontier.RobotsRow;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What follows from asking a server for its robots.txt: whether its rules hold, everything is
/// open, or nothing is; and until when, which is when it is asked again. Never more than a day
/// passes between two looks, unless the server itself asks for more. A server that cannot say stays
/// closed, also after the 30 days that RFC 9309 mentions: it is looked at once a day.
public final class RobotsPolicy {
  /// With jitter it stays below the 24 hours of RFC 9309.
  private static final Duration LONGEST_HOLD = Duration.ofHours(21);

  /// A server that wants no caching at all is not asked before every page.
  private static final Duration SHORTEST_HOLD = Duration.ofHours(1);

  /// Other answers of 3xx and 4xx, and redirects to nowhere. What we refuse for any other reason,
  /// an address, a broken encoding, may hide rules.
  private static final Set<String> NO_FILE = Set.of("status", "redirect");

  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[\\s,])max-age=\"?(\\d{1,9})");

  private final Backoff backoff;

  public RobotsPolicy(Backoff backoff) {
    this.backoff = backoff;
  }

  /// @param server any URL of the server that was asked
  /// @param before what was known of it
  /// @param fetched after redirects
  public RobotsRow decide(
      CanonicalUrl server, Optional<RobotsRow> before, Fetched fetched, Instant now) {
    int failures = before.map(RobotsRow::failures).orElse(0) + 1;
    return switch (fetched) {
      case Page page -> {
        String text = Robots.text(page.body().toByteArray());
        yield row(server, RobotsRow.RULES, text, now.plus(backoff.jittered(hold(page))));
      }
      case Missing missing -> open(server, now);
      case Gone gone -> open(server, now);
      case Refused refused ->
          NO_FILE.contains(refused.reason())
              ? open(server, now)
              : closed(server, failures, now.plus(backoff.afterFailures(failures)));
      case Busy busy -> closed(server, failures, backoff.busy(now, busy.until(), failures));
      case Failed failed -> closed(server, failures, now.plus(backoff.afterFailures(failures)));
      case NotModified same -> closed(server, failures, now.plus(backoff.afterFailures(failures)));
      case Redirected to -> closed(server, failures, now.plus(backoff.afterFailures(failures)));
    };
  }

  private RobotsRow open(CanonicalUrl server, Instant now) {
    return row(server, RobotsRow.OPEN, null, now.plus(backoff.jittered(LONGEST_HOLD)));
  }

  private static RobotsRow row(
      CanonicalUrl server, String answer, @Nullable String text, Instant until) {
    return new RobotsRow(server.robots().text(), answer, text, 0, until);
  }

  private static RobotsRow closed(CanonicalUrl server, int failures, Instant until) {
    return new RobotsRow(server.robots().text(), RobotsRow.CLOSED, null, failures, until);
  }

  /// As long as the server lets it be cached, within our bounds.
  private static Duration hold(Page page) {
    String control = page.headers().getOrDefault("cache-control", "");
    Matcher age = MAX_AGE.matcher(control.toLowerCase(Locale.ROOT));
    if (!age.find()) return LONGEST_HOLD;
    Duration asked = Duration.ofSeconds(Long.parseLong(age.group(1)));
    if (asked.compareTo(SHORTEST_HOLD) < 0) return SHORTEST_HOLD;
    return asked.compareTo(LONGEST_HOLD) < 0 ? asked : LONGEST_HOLD;
  }
}
