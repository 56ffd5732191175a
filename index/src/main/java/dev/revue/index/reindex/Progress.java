package dev.revue.index.reindex;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// When a replay was last seen and how fast it went, as it stands beside its offsets.
///
/// @param perSecond records
public record Progress(Instant at, long perSecond) {
  static String text(Instant at, long perSecond) {
    return at + " " + perSecond;
  }

  static Optional<Progress> parse(String text) {
    String[] parts = text.split(" ");
    if (parts.length != 2) return Optional.empty();
    try {
      return Optional.of(new Progress(Instant.parse(parts[0]), Long.parseLong(parts[1])));
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
