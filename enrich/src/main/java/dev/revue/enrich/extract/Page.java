package dev.revue.enrich.extract;

import dev.revue.common.event.Version;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A page as it was served, decoded: all that extraction may look at.
///
/// @param url canonical URL
/// @param version that its reviews are to have
/// @param source name of the source that led to it
/// @param hints CSS selectors by field (rating, title, author, text …) where extraction needs help
/// @param usage what the site reserves
public record Page(
    String url,
    String html,
    Version version,
    Instant fetchedAt,
    @Nullable String source,
    Map<String, String> hints,
    Map<String, String> usage) {
  public Page {
    hints = Map.copyOf(hints);
    usage = Map.copyOf(usage);
  }
}
