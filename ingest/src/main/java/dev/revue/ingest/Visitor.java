package dev.revue.ingest;

import dev.revue.common.event.Ids;
import dev.revue.ingest.discover.Content;
import dev.revue.ingest.discover.Documents;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Refused;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import okio.Buffer;
import okio.ByteString;
import okio.GzipSource;

/// Goes and looks: fetches one URL and reads what it finds. Knows nothing of other URLs.
/// Thread-safe.
final class Visitor {
  /// Sitemaps may be ten times as large as pages: only so many are in memory at once.
  private static final int SITEMAPS_AT_ONCE = 2;

  private static final ByteString GZIP = ByteString.of((byte) 0x1f, (byte) 0x8b);

  private final Fetcher fetcher;
  private final int sitemapBytes;
  private final Semaphore sitemaps = new Semaphore(SITEMAPS_AT_ONCE);

  Visitor(Fetcher fetcher, int sitemapBytes) {
    this.fetcher = fetcher;
    this.sitemapBytes = sitemapBytes;
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
      return look(row, source, sources);
    } finally {
      sitemaps.release();
    }
  }

  private Visit look(UrlRow row, Source source, Sources sources) {
    var url = new CanonicalUrl(row.url());
    Fetched fetched = fetcher.fetch(request(row, url, source, sources));
    if (!(fetched instanceof Page page)) return Visit.of(fetched);
    Optional<ByteString> body = inflated(page.body(), row.kind());
    if (body.isEmpty()) return Visit.of(new Refused("size", "gzip that is too large or broken"));
    Text text = Text.decode(body.get().toByteArray(), page.contentType());
    String hash =
        HexFormat.of().formatHex(Ids.sha256(text.text().getBytes(StandardCharsets.UTF_8)));
    Content content = content(row, url, text.text(), page.headers(), sources);
    // The body has become text: keep it once.
    var light = new Page(page.status(), page.headers(), ByteString.EMPTY);
    return new Visit(light, content, text.text(), text.charset().name(), hash);
  }

  private static Content content(
      UrlRow row, CanonicalUrl url, String text, Map<String, String> headers, Sources sources) {
    return switch (row.kind()) {
      case PAGE, LISTING ->
          new Documents(sources.productToken()).page(url, text, headers, Map.of());
      case FEED -> Documents.list(url, text);
      case SITEMAP -> Documents.sitemap(url, text);
    };
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

  /// `sitemap.xml.gz` is a gzip file, not a transfer that the client undoes.
  private Optional<ByteString> inflated(ByteString body, Kind kind) {
    if (kind != Kind.SITEMAP || !body.startsWith(GZIP)) return Optional.of(body);
    try (var gzip = new GzipSource(new Buffer().write(body));
        var plain = new Buffer()) {
      while (plain.size() <= sitemapBytes) {
        if (gzip.read(plain, 64 << 10) < 0) return Optional.of(plain.readByteString());
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
