package dev.revue.ingest.frontier;

import dev.revue.common.event.PageEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a visit means.
///
/// @param row the URL's row from now on
/// @param event for `revue.pages`, where something is new, changed or gone
/// @param found what it leads to, wanted or not
/// @param host what it means for the whole domain
public record Verdict(UrlRow row, Optional<PageEvent> event, List<Found> found, HostState host) {
  /// The same of a host in another state.
  Verdict at(HostState other) {
    return new Verdict(row, event, found, other);
  }

  /// How a domain is, judged by one answer.
  public sealed interface HostState {
    /// It answers.
    record Fine() implements HostState {}

    /// It asks for less.
    record Busy(Optional<Instant> until) implements HostState {}

    /// It does not answer as it should.
    record InTrouble() implements HostState {}

    /// It answers with what costs too much to be read.
    record Costly() implements HostState {}
  }
}
