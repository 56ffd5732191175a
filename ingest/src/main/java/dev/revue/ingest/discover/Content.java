package dev.revue.ingest.discover;

import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a document is and leads to.
public sealed interface Content {
  /// A page.
  ///
  /// @param canonical where it says that it belongs
  /// @param noindex whether it does not want to be found
  /// @param unavailableAfter from when on it does not want to be found
  /// @param links in order, each once, none that it does not vouch for
  /// @param feeds that it names
  /// @param usage what the site reserves, by name, with where it says so
  record Html(
      Optional<CanonicalUrl> canonical,
      boolean noindex,
      Optional<Instant> unavailableAfter,
      List<Link> links,
      List<CanonicalUrl> feeds,
      Map<String, String> usage)
      implements Content {}

  /// A list of what is new.
  ///
  /// @param format `rss`, `atom` or `json`
  record Feed(String format, String title, List<Entry> entries) implements Content {}

  /// A list of what there is.
  ///
  /// @param sitemaps further ones, where it is an index
  record Sitemap(List<CanonicalUrl> pages, List<CanonicalUrl> sitemaps) implements Content {}

  /// Nothing of the above.
  record Unknown() implements Content {}

  /// @param next whether the document says that its list goes on there
  record Link(CanonicalUrl url, boolean next) {}

  /// @param title, published as they stand there; empty where they do not
  record Entry(CanonicalUrl url, String title, String published) {}
}
