package dev.revue.ingest.fetch;

import dev.revue.ingest.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/// One thing to ask for.
///
/// @param etag, lastModified validators of what we already have
/// @param access how the source wants its servers asked
/// @param source for which it is asked; empty where nobody counts by it
public record Request(
    CanonicalUrl url,
    Kind kind,
    String userAgent,
    @Nullable String etag,
    @Nullable String lastModified,
    Access access,
    String source) {

  /// For nobody's source.
  public Request(
      CanonicalUrl url,
      Kind kind,
      String userAgent,
      @Nullable String etag,
      @Nullable String lastModified,
      Access access) {
    this(url, kind, userAgent, etag, lastModified, access, "");
  }

  /// What is expected there.
  public enum Kind {
    PAGE("text/html,application/xhtml+xml,application/xml;q=0.8,*/*;q=0.1"),
    FEED(
        "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"),
    SITEMAP("application/xml,text/xml,text/plain;q=0.8,*/*;q=0.5"),
    ROBOTS("text/plain,*/*;q=0.5"),
    TDMREP("application/json,*/*;q=0.5");

    private final String accept;

    Kind(String accept) {
      this.accept = accept;
    }

    String accept() {
      return accept;
    }
  }

  /// The same of another address, of which nothing is known.
  public Request at(CanonicalUrl other) {
    return new Request(other, kind, userAgent, null, null, access, source);
  }
}
