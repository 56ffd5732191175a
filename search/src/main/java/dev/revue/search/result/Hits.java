package dev.revue.search.result;

import dev.revue.search.query.Facet;
import java.util.List;
import java.util.Map;

/// The answer to a search.
///
/// @param facets the values that hits can be narrowed to, each with its count
/// @param partial true where time ran out or a shard was missing: there may be more
public record Hits(
    Total total, List<Hit> hits, Map<Facet, List<Count>> facets, boolean partial, int tookMillis) {

  /// How many there are. Counting stops at 10,000.
  ///
  /// @param atLeast true where there may be more than `value`
  public record Total(long value, boolean atLeast) {}

  public record Hit(Review review, Highlight highlight) {}

  /// The shown texts of a hit with the searched words marked.
  public record Highlight(Marked title, Marked headline, Marked snippet) {}

  public record Count(String value, long count) {}
}
