package dev.revue.common.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a browser made of a page, on `revue.rendered`; keyed by its URL.
public sealed interface RenderAnswer {
  String url();

  /// The lease of the job that this answers.
  Instant lease();

  /// The server answered.
  ///
  /// @param status of the main document; a redirect is not followed
  /// @param headers of the main document, names in lower case
  /// @param html the document once its scripts had run, at most 5 MiB; empty where the status is
  ///   not 200 to 299
  record Rendered(String url, Instant lease, int status, Map<String, String> headers, String html)
      implements RenderAnswer {
    public Rendered {
      headers = headers == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(headers));
      html = html == null ? "" : html;
    }
  }

  /// There is no document.
  ///
  /// @param failure whose fault it is: `refused` for the page's, `failed` for the server's,
  ///   `redirected` where a script leads elsewhere
  /// @param reason a short name to count by
  /// @param detail in words
  /// @param to where a script leads
  record NotRendered(
      String url, Instant lease, String failure, String reason, String detail, @Nullable String to)
      implements RenderAnswer {}
}
