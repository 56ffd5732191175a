package dev.revue.enrich.catalog;

import dev.revue.enrich.catalog.Catalog.Link;
import java.util.List;
import java.util.Optional;

/// What came of a query, and why.
///
/// @param ranked what was looked at, the likeliest first
/// @param reason why it is linked or not
public record Decision(List<Weighed> ranked, Optional<Link> link, String reason) {
  public Decision {
    ranked = List.copyOf(ranked);
  }

  /// A title with what speaks for it.
  ///
  /// @param enough to be linked if no other is as likely
  public record Weighed(Entry entry, double weight, boolean enough, String evidence) {}
}
