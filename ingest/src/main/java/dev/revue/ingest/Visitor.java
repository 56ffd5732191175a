package dev.revue.ingest;

import dev.revue.common.event.Ids;
import dev.revue.ingest.discover.Content;
import dev.revue.ingest.discover.Documents;
import dev.revue.ingest.fetch.BodyReader.Answer;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetcher;
import dev.revue.ingest.fetch.Request;
import dev.revue.ingest.fetch.Text;
import dev.revue.ingest.frontier.Kind;
import dev.revue.ingest.frontier.UrlRow;
import dev.revue.ingest.frontier.UrlRow.Seen;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import okio.ByteString;

/// Goes and looks: fetches one URL and reads what it finds. Knows nothing of other URLs.
/// Thread-safe.
final class Visitor {
  private static final int LARGE_SITEMAPS_AT_ONCE = 4;
  private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(5);
  private static final int MOST_HOPS = 3;
  private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

  private final Fetcher fetcher;
  private final Semaphore largeSitemaps = new Semaphore(LARGE_SITEMAPS_AT_ONCE, true);

  Visitor(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  Fetched robots(CanonicalUrl server, Source source, Sources sources) {
    return fetcher.robots(
        new Request(
            server.robots(),
            Request.Kind.ROBOTS,
            sources.userAgent(),
            null,
            null,
            source.access(),
            source.name()),
        source.delay());
  }

  /// The server's tdmrep.json, followed to where robots.txt lets us on the same server, with a
  /// delay before each step.
  Fetched reservations(
      CanonicalUrl file, Source source, Sources sources, Robots robots, Duration delay) {
    CanonicalUrl hop = file;
    for (int i = 0; i <= MOST_HOPS; i++) {
      Fetched fetched =
          fetcher.fetch(
              new Request(
                  hop,
                  Request.Kind.TDMREP,
                  sources.userAgent(),
                  null,
                  null,
                  source.access(),
                  source.name()));
      if (!(fetched instanceof Redirected redirected)) return fetched;
      hop = redirected.to();
      boolean far = !hop.sameServer(file) || delay.compareTo(LONGEST_STEP) > 0;
      if (far || !robots.allows(hop)) return fetched;
      try {
        Thread.sleep(delay);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return fetched;
      }
    }
    return new Missing(404);
  }

  /// @param reserved what the whole site reserves there
  Visit visit(UrlRow row, Source source, Sources sources, Map<String, String> reserved) {
    return row.kind() == Kind.SITEMAP
        ? sitemap(row, source, sources)
        : look(row, source, sources, reserved);
  }

  private Visit look(UrlRow row, Source source, Sources sources, Map<String, String> reserved) {
    var url = new CanonicalUrl(row.url());
    Fetched fetched =
        fetcher.fetch(request(row, url, source, sources, Visit.rules(source, reserved)));
    return fetched instanceof Page page ? read(row, page, sources, reserved) : Visit.of(fetched);
  }

  /// What a document says.
  Visit read(UrlRow row, Page page, Sources sources, Map<String, String> reserved) {
    var url = new CanonicalUrl(row.url());
    Text text = Text.decode(page.body().toByteArray(), page.contentType());
    String hash =
        HexFormat.of().formatHex(Ids.sha256(text.text().getBytes(StandardCharsets.UTF_8)));
    Content content =
        row.kind() == Kind.FEED
            ? Documents.list(url, text.text())
            : new Documents(sources.productToken())
                .page(url, text.text(), page.headers(), reserved);
    // The body has become text: keep it once.
    var light = new Page(page.status(), page.headers(), ByteString.EMPTY);
    return new Visit(light, content, text.text(), text.charset().name(), hash, reserved, null);
  }

  /// What the site reserves says nothing of a sitemap, and is not stored with it.
  private Visit sitemap(UrlRow row, Source source, Sources sources) {
    var url = new CanonicalUrl(row.url());
    Answer<Visit> answer =
        fetcher.fetch(
            request(row, url, source, sources, Visit.rules(source, Map.of())),
            new SitemapBody(url, largeSitemaps, WAIT_FOR_ROOM));
    return answer.read() == null ? Visit.of(answer.fetched()) : answer.read();
  }

  /// Validators are sent only where "not modified" would leave nothing to do.
  private static Request request(
      UrlRow row, CanonicalUrl url, Source source, Sources sources, String rules) {
    Optional<Seen> known =
        Optional.ofNullable(row.seen())
            .filter(seen -> seen.hash() != null && seen.alias() == null)
            .filter(seen -> rules.equals(seen.rules()));
    Request.Kind kind =
        switch (row.kind()) {
          case PAGE, LISTING -> Request.Kind.PAGE;
          case FEED -> Request.Kind.FEED;
          case SITEMAP -> Request.Kind.SITEMAP;
        };
    return new Request(
        url,
        kind,
        sources.userAgent(),
        known.map(Seen::etag).orElse(null),
        known.map(Seen::lastModified).orElse(null),
        source.access(),
        source.name());
  }
}
