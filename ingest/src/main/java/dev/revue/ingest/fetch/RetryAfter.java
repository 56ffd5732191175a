package dev.revue.ingest.fetch;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/// When a server wants to see us again: seconds, or a date in any of the forms that HTTP ever had.
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private RetryAfter() {}

  /// @param value of the header; null where there is none
  public static Optional<Instant> read(@Nullable String value, Instant now) {
    if (value == null || value.isBlank()) return Optional.empty();
    String said = value.strip();
    if (SECONDS.matcher(said).matches()) return Optional.of(now.plusSeconds(Long.parseLong(said)));
    boolean plain = said.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (!plain) return Optional.empty();
    return Optional.ofNullable(Headers.of("Retry-After", said).getInstant("Retry-After"));
  }
}
