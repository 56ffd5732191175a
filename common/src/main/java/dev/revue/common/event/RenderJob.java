package dev.revue.common.event;

import java.time.Instant;
import java.util.List;

/// A page that needs a browser, on `revue.render`; keyed by its URL.
///
/// @param lease until when an answer is waited for; it also tells one job for a URL from the next
/// @param userAgent to name to the server
/// @param allowAddresses ranges beyond the public internet that the source allows
public record RenderJob(String url, Instant lease, String userAgent, List<String> allowAddresses) {
  public RenderJob {
    allowAddresses = allowAddresses == null ? List.of() : List.copyOf(allowAddresses);
  }
}
