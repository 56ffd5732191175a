package dev.revue.ingest.frontier;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/// A registrable domain in trouble, or that asked for less: nothing is requested before `until`.
///
/// @param failures level of the trouble: incidents, less what calm has taken back
/// @param since when it began, or the level changed
/// @param recovering whether it has answered since
public record HostRow(
    String domain, Instant until, int failures, Instant since, boolean recovering) {
  public HostRow {
    since = since == null ? Instant.EPOCH : since; // rows of earlier versions have none
  }

  /// Not to be asked before `until`, for no fault of its own.
  public HostRow held(Instant until) {
    return new HostRow(domain, until, failures, since, recovering);
  }

  static HostRow fine(String domain) {
    return new HostRow(domain, Instant.EPOCH, 0, Instant.EPOCH, false);
  }

  HostRow of(String other) {
    return domain.equals(other) ? this : new HostRow(other, until, failures, since, recovering);
  }

  /// Whether its last answer was one of trouble.
  @JsonIgnore
  public boolean isInTrouble() {
    return failures > 0 && !recovering;
  }
}
