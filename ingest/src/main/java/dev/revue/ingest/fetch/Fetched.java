package dev.revue.ingest.fetch;

import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okio.ByteString;

/// What came of one HTTP exchange.
public sealed interface Fetched {
  /// A document.
  ///
  /// @param headers names in lower case; those of a repeated one on lines of their own
  /// @param body decoded from its transfer and content encodings
  record Page(int status, Map<String, String> headers, ByteString body) implements Fetched {
    public String contentType() {
      return headers.getOrDefault("content-type", "");
    }
  }

  /// Still what it was when the validators that we sent were given to us.
  record NotModified() implements Fetched {}

  /// It is elsewhere.
  ///
  /// @param permanent whether the server says that it will stay there
  record Redirected(int status, CanonicalUrl to, boolean permanent) implements Fetched {}

  /// 410: it was there and will not come back.
  record Gone() implements Fetched {}

  /// Not there, or not for us: 404, 401, 403, 451.
  record Missing(int status) implements Fetched {}

  /// Something that we do not want, or must not touch; trying again soon would change nothing.
  ///
  /// @param reason a short name to count by
  record Refused(String reason, String detail) implements Fetched {
    private static final Set<String> COSTLY = Set.of("size", "framing", "headers", "unreadable");

    /// Whether it was refused for what it cost, or after it had cost that.
    public boolean costly() {
      return COSTLY.contains(reason);
    }
  }

  /// 429 or 503: the server asks for less.
  ///
  /// @param until when it wants to see us again, where it says so
  record Busy(int status, Optional<Instant> until) implements Fetched {}

  /// The server is in trouble, or not to be reached.
  ///
  /// @param reason a short name to count by
  record Failed(String reason, String detail) implements Fetched {}

  /// A short name to count by.
  default String outcome() {
    return switch (this) {
      case Page page -> "page";
      case NotModified same -> "not-modified";
      case Redirected redirected -> "redirected";
      case Gone gone -> "gone";
      case Missing missing -> "missing";
      case Refused refused -> "refused-" + refused.reason;
      case Busy busy -> "busy";
      case Failed failed -> "failed-" + failed.reason;
    };
  }
}
