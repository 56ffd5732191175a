package dev.revue.ingest.frontier;

import java.time.Instant;

/// A registrable domain in trouble, or that asked for less: nothing is requested before `until`.
///
/// @param failures incidents since it last answered
public record HostRow(String domain, Instant until, int failures) {
  static HostRow fine(String domain) {
    return new HostRow(domain, Instant.EPOCH, 0);
  }
}
