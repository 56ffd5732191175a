package dev.revue.ingest;

import dev.revue.common.event.Ids;
import dev.revue.ingest.discover.Content;
import dev.revue.ingest.discover.Documents;
import dev.revue.ingest.fetch.BodyReader.Answer;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetcher;
import dev.revue.ingest.fetch.Request;
import dev.revue.ingest.fetch.Text;
import dev.revue.ingest.frontier.Kind;
import dev.revue.ingest.frontier.UrlRow;
import dev.revue.ingest.frontier.UrlRow.Seen;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import okio.ByteString;

/// Goes and looks: fetches one URL and reads what it finds. Knows nothing of other URLs.
/// Thread-safe.
final class Visitor {
  /// A sitemap may name as many URLs as a site has: only so many are read at once.
  private static final int SITEMAPS_AT_ONCE = 4;

  private final Fetcher fetcher;
  private final Semaphore sitemaps = new Semaphore(SITEMAPS_AT_ONCE);

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
            source.access()));
  }

  Visit visit(UrlRow row, Source source, Sources sources) {
    if (row.kind() != Kind.SITEMAP) return look(row, source, sources);
    try {
      sitemaps.acquire();
    } catch (InterruptedException e) {
      return Visit.of(new Fetched.Failed("timeout", "interrupted"));
    }
    try {
      return sitemap(row, source, sources);
    } finally {
      sitemaps.release();
    }
  }

  private Visit look(UrlRow row, Source source, Sources sources) {
    var url = new CanonicalUrl(row.url());
    Fetched fetched = fetcher.fetch(request(row, url, source, sources));
    if (!(fetched instanceof Page page)) return Visit.of(fetched);
    Text text = Text.decode(page.body().toByteArray(), page.contentType());
    String hash =
        HexFormat.of().formatHex(Ids.sha256(text.text().getBytes(StandardCharsets.UTF_8)));
    Content content =
        row.kind() == Kind.FEED
            ? Documents.list(url, text.text())
            : new Documents(sources.productToken())
                .page(url, text.text(), page.headers(), Map.of());
    // The body has become text: keep it once.
    var light = new Page(page.status(), page.headers(), ByteString.EMPTY);
    return new Visit(light, content, text.text(), text.charset().name(), hash);
  }

  private Visit sitemap(UrlRow row, Source source, Sources sources) {
    var url = new CanonicalUrl(row.url());
    Answer<Visit> answer = fetcher.fetch(request(row, url, source, sources), new SitemapBody(url));
    return answer.read() == null ? Visit.of(answer.fetched()) : answer.read();
  }

  /// Validators are sent only where "not modified" would leave nothing to do.
  private static Request request(UrlRow row, CanonicalUrl url, Source source, Sources sources) {
    Optional<Seen> known =
        Optional.ofNullable(row.seen())
            .filter(seen -> seen.hash() != null && seen.alias() == null)
            .filter(seen -> source.rules().equals(seen.rules()));
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
        source.access());
  }
}
