package dev.revue.ingest;

import dev.revue.common.event.RenderAnswer;
import dev.revue.common.event.RenderAnswer.NotRendered;
import dev.revue.common.event.RenderAnswer.Rendered;
import dev.revue.common.event.RenderJob;
import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.RetryAfter;
import dev.revue.ingest.frontier.Kind;
import dev.revue.ingest.frontier.UrlRow;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// The pages of our partitions that wait for a browser: how many there may be, and whether any
/// browser answers. What must outlive us is in the rows: a page that is away is due, and its host
/// held, at the end of its lease.
final class Renderings {
  /// No answer for so long: nobody renders, or too few do.
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final int most;
  private final Duration lease;
  private final Map<String, Away> away = new HashMap<>();
  private @Nullable Instant waitingSince;

  private record Away(int partition, Instant lease) {}

  /// @param most jobs without an answer: the rest waits here, where no lease runs out
  /// @param lease after which a page is given out again
  Renderings(int most, Duration lease) {
    this.most = most;
    this.lease = lease;
  }

  static boolean needed(UrlRow row, Source source) {
    return source.render() && (row.kind() == Kind.PAGE || row.kind() == Kind.LISTING);
  }

  int size() {
    return away.size();
  }

  /// Whether one more may go.
  boolean room(Instant now) {
    forget(now);
    return away.size() < most;
  }

  RenderJob sent(UrlRow row, int partition, Source source, Sources sources, Instant now) {
    Instant until = now.plus(lease).truncatedTo(ChronoUnit.MILLIS);
    away.put(row.url(), new Away(partition, until));
    if (waitingSince == null) waitingSince = now;
    return new RenderJob(
        row.url(),
        until,
        sources.userAgent(),
        source.access().addresses().stream().map(AddressRange::text).toList());
  }

  /// When a job of that lease was given out.
  Instant sentAt(Instant until) {
    return until.minus(lease);
  }

  void answered(String url, Instant now) {
    away.remove(url);
    waitingSince = away.isEmpty() ? null : now;
  }

  void disown(Collection<Integer> revoked) {
    away.values().removeIf(page -> revoked.contains(page.partition));
    if (away.isEmpty()) waitingSince = null;
  }

  /// Nobody waits for what is past its lease.
  private void forget(Instant now) {
    boolean any = away.values().removeIf(page -> page.lease.isBefore(now));
    if (any && away.isEmpty()) waitingSince = null;
  }

  /// What is in the way, in words for an operator; to be asked each round.
  Optional<String> obstacle(Instant now) {
    forget(now);
    if (waitingSince == null || now.isBefore(waitingSince.plus(SILENCE))) return Optional.empty();
    return Optional.of(
        "pages have waited for a browser since %s: is `revue render` running?"
            .formatted(waitingSince.truncatedTo(ChronoUnit.SECONDS)));
  }

  /// What a browser made of a page, as if we had fetched it.
  static Fetched fetched(RenderAnswer answer, Instant now) {
    return switch (answer) {
      case Rendered rendered -> fetched(rendered, now);
      case NotRendered not -> {
        String reason = not.reason();
        yield switch (not.failure()) {
          case "redirected" -> redirected(not.url(), 302, not.to());
          case "failed" -> new Fetched.Failed(reason, not.detail());
          default -> new Fetched.Refused(reason, not.detail());
        };
      }
    };
  }

  private static Fetched fetched(Rendered rendered, Instant now) {
    int status = rendered.status();
    return switch (status) {
      case 301, 302, 303, 307, 308 ->
          redirected(rendered.url(), status, rendered.headers().get("location"));
      case 410 -> new Fetched.Gone();
      case 401, 403, 404, 451 -> new Fetched.Missing(status);
      case 429, 503 ->
          new Fetched.Busy(status, RetryAfter.read(rendered.headers().get("retry-after"), now));
      default -> {
        if (status >= 500) yield new Fetched.Failed("status", "status " + status);
        if (status < 200 || status > 299) yield new Fetched.Refused("status", "status " + status);
        yield new Fetched.Page(status, headers(rendered), ByteString.encodeUtf8(rendered.html()));
      }
    };
  }

  private static Fetched redirected(String url, int status, @Nullable String to) {
    Optional<CanonicalUrl> target =
        to == null ? Optional.empty() : new CanonicalUrl(url).resolve(to);
    if (target.isEmpty()) return new Fetched.Refused("redirect", "to " + to);
    boolean permanent = status == 301 || status == 308;
    return new Fetched.Redirected(status, target.get(), permanent);
  }

  /// The text is the browser's and not the server's: it is in UTF-8, and validators say nothing
  /// about it.
  private static Map<String, String> headers(Rendered rendered) {
    var headers = new TreeMap<>(rendered.headers());
    headers.put("content-type", "text/html; charset=utf-8");
    headers.remove("etag");
    headers.remove("last-modified");
    return headers;
  }
}
