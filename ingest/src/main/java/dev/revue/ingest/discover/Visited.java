package dev.revue.ingest.discover;

import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetcher;
import dev.revue.ingest.fetch.Request;
import dev.revue.ingest.frontier.Backoff;
import dev.revue.ingest.frontier.RobotsRow;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.robots.RobotsPolicy;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// What is found at an address, looked up once and as politely as a crawl would: robots.txt first,
/// for every redirect again.
///
/// @param url where it was in the end
public record Visited(CanonicalUrl url, Discovery discovery) {
  private static final int MOST_REDIRECTS = 6;

  /// @param first what to ask for
  /// @param told of each step, in a line
  public static Visited visit(Fetcher fetcher, Request first, Consumer<String> told) {
    String token = first.userAgent().split("[/\\s]", 2)[0];
    Request request = first;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      CanonicalUrl url = request.url();
      Fetched robots = fetcher.robots(robots(request), Duration.ZERO);
      Robots rules = rules(url, robots, token);
      Robots.Answer answer = rules.answer(url.text());
      String line = answer.number() == 0 ? "" : " (line " + answer.number() + ")";
      String said = answer.allowed() ? "allows" : "forbids";
      told.accept("%s: %s, %s %s%s".formatted(url.robots(), robots.outcome(), said, url, line));
      if (!answer.allowed()) {
        return new Visited(url, Discovery.failed("robots.txt forbids it" + line));
      }
      Fetched fetched = fetcher.fetch(request);
      if (fetched instanceof Page page) {
        byte[] body = page.body().toByteArray();
        return new Visited(url, Discovery.of(url, body, page.headers()));
      }
      if (!(fetched instanceof Redirected redirected)) {
        return new Visited(url, Discovery.failed(fetched.outcome() + ": " + fetched));
      }
      told.accept(url + ": " + redirected.status() + " to " + redirected.to());
      request = request.at(redirected.to());
    }
    return new Visited(request.url(), Discovery.failed("too many redirects"));
  }

  private static Request robots(Request request) {
    return new Request(
        request.url().robots(),
        Request.Kind.ROBOTS,
        request.userAgent(),
        null,
        null,
        request.access());
  }

  /// What follows for a crawl, too.
  private static Robots rules(CanonicalUrl url, Fetched answer, String token) {
    var policy = new RobotsPolicy(new Backoff(() -> 0));
    RobotsRow row = policy.decide(url, Optional.empty(), answer, Instant.now());
    if (row.text() != null) return Robots.parse(url.robots(), row.text(), token);
    return row.answer().equals(RobotsRow.OPEN) ? Robots.open() : Robots.closed();
  }
}
