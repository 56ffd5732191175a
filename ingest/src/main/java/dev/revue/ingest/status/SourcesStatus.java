package dev.revue.ingest.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the crawl stands in one process: what it says holds for its own partitions alone.
///
/// @param instance name of the process
/// @param partitions how many of `ofPartitions` are its own
/// @param hosts domains that are not asked before a time that they gave, or that we chose; the
///   longest first
/// @param hostsHeld how many there are of them, shown or not
public record SourcesStatus(
    String instance,
    Instant at,
    int partitions,
    int ofPartitions,
    List<SourceStatus> sources,
    List<HostStatus> hosts,
    int hostsHeld) {
  public SourcesStatus {
    sources = List.copyOf(sources);
    hosts = List.copyOf(hosts);
  }

  /// One source.
  ///
  /// @param until the end of what `condition` says, where it has one
  /// @param urls, unvisited, published of its domains: known, never looked at, there for all to
  ///   read
  /// @param queued URLs that are due and wait for their turn
  /// @param hosts its domains that we know
  /// @param hostsHeld how many of them are left alone, for what they asked or for their trouble
  /// @param due when the first of its domains is, was or will be ready to be asked
  /// @param errors the last ones, the newest first
  public record SourceStatus(
      String name,
      Condition condition,
      @Nullable Instant until,
      long urls,
      long unvisited,
      long published,
      long queued,
      int hosts,
      int hostsHeld,
      @Nullable Instant due,
      @Nullable Instant lastSuccess,
      List<Failure> errors) {
    public SourceStatus {
      errors = List.copyOf(errors);
    }
  }

  /// Something that was not to be had.
  ///
  /// @param outcome a short name
  public record Failure(Instant at, String url, String outcome, String reason) {}

  /// A domain that is left alone until then.
  ///
  /// @param failures incidents since it last answered
  public record HostStatus(String domain, Instant until, int failures) {}
}
