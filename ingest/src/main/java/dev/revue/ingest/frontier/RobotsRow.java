package dev.revue.ingest.frontier;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a server's robots.txt said, and until when that holds.
///
/// @param url of the file
/// @param answer `rules`, `open` (there is none) or `closed` (the server could not say)
/// @param text the file, where there is one
/// @param failures attempts in a row at which the server could not say
public record RobotsRow(
    String url, String answer, @Nullable String text, int failures, Instant until) {
  public static final String RULES = "rules";
  public static final String OPEN = "open";
  public static final String CLOSED = "closed";

  @JsonIgnore
  public Robots robots(String productToken) {
    return switch (answer) {
      case RULES -> Robots.parse(new CanonicalUrl(url), text == null ? "" : text, productToken);
      case OPEN -> Robots.open();
      default -> Robots.closed();
    };
  }
}
