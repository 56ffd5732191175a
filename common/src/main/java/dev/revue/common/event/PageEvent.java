package dev.revue.common.event;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A page of the web as ingest saw it, on `revue.pages`; keyed by its canonical URL.
public sealed interface PageEvent {
  /// The canonical URL.
  String url();

  Version version();

  Instant fetchedAt();

  /// A page as it was served.
  ///
  /// @param source name of the source that led to it
  /// @param status HTTP status, 200 to 299
  /// @param headers response headers that later stages may need, names in lower case
  /// @param charset the charset the bytes were decoded with
  /// @param html the decoded document, at most 5 MiB
  /// @param hash SHA-256 of `html`, in lower-case hex
  /// @param hints CSS selectors of the source, by field, where extraction needs help
  /// @param usage what the site reserves (noai, TDM …), by name, with where it says so; empty where
  ///   it says nothing
  /// @param duplicateOf the page of the same domain, published before, that has nearly the same
  ///   words; null where there is none
  record PageFetched(
      String url,
      Version version,
      Instant fetchedAt,
      String source,
      int status,
      Map<String, String> headers,
      @Nullable String charset,
      String html,
      String hash,
      Map<String, String> hints,
      Map<String, String> usage,
      @Nullable String duplicateOf)
      implements PageEvent {
    /// A page that is like no other.
    public PageFetched(
        String url,
        Version version,
        Instant fetchedAt,
        String source,
        int status,
        Map<String, String> headers,
        @Nullable String charset,
        String html,
        String hash,
        Map<String, String> hints,
        Map<String, String> usage) {
      this(
          url, version, fetchedAt, source, status, headers, charset, html, hash, hints, usage,
          null);
    }

    public PageFetched {
      headers = orEmpty(headers);
      hints = orEmpty(hints);
      usage = orEmpty(usage);
    }
  }

  /// A page that is no longer there, or no longer wants to be found.
  ///
  /// @param reason `gone`, `not-found`, `noindex`, `moved`, `forbidden` or `usage` (it reserves
  ///   what we were told to respect)
  record PageGone(
      String url,
      Version version,
      Instant fetchedAt,
      String source,
      String reason,
      List<String> movedTo)
      implements PageEvent {
    public PageGone {
      movedTo = movedTo == null ? List.of() : List.copyOf(movedTo);
    }
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    // Sorted, so that the same event always has the same bytes.
    return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
