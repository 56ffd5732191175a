package dev.revue.ingest.discover;

import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a document is and leads to.
public sealed interface Content {
  /// A page.
  ///
  /// @param title as its head has it
  /// @param canonical where it says that it belongs
  /// @param noindex whether it does not want to be found
  /// @param unavailableAfter from when on it does not want to be found
  /// @param links in order, each once, none that it does not vouch for
  /// @param feeds, sitemaps that it names
  /// @param usage what the site reserves, by name, with where it says so
  /// @param fingerprint of its own words, close to those of pages with nearly the same; 0 where it
  ///   has few
  record Html(
      String title,
      Optional<CanonicalUrl> canonical,
      boolean noindex,
      Optional<Instant> unavailableAfter,
      List<Link> links,
      List<CanonicalUrl> feeds,
      List<CanonicalUrl> sitemaps,
      Map<String, String> usage,
      long fingerprint)
      implements Content {}

  /// A list of what is new.
  ///
  /// @param format `rss`, `atom` or `json`
  /// @param further where the rest of the list is
  record Feed(String format, String title, List<Entry> entries, Optional<CanonicalUrl> further)
      implements Content {}

  /// A list of what there is.
  ///
  /// @param sitemaps further ones, where it is an index
  record Sitemap(List<Entry> pages, List<Entry> sitemaps) implements Content {}

  /// Nothing of the above.
  record Unknown() implements Content {}

  /// @param next whether the document says that its list goes on there
  record Link(CanonicalUrl url, boolean next) {}

  /// One thing of a list; all as it stands there, empty where it does not.
  ///
  /// @param url what we would ask for; null where there is no such thing
  /// @param link the address, made absolute
  /// @param changed the latest of its dates; null where it gives none that can be read
  record Entry(
      @Nullable CanonicalUrl url,
      String link,
      String title,
      String published,
      @Nullable Instant changed) {}
}
