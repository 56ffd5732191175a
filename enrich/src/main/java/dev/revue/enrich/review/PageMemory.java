package dev.revue.enrich.review;

import dev.revue.common.event.Extracted;
import dev.revue.common.event.Extracted.Given;
import dev.revue.enrich.extract.rating.Scales;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the pages of one partition last gave, and what is learned from it. All pages of a site are
/// in one partition.
final class PageMemory {
  private final Map<String, Extracted> pages = new HashMap<>();
  private final ScaleHistory scales = new ScaleHistory();

  @Nullable Extracted of(String url) {
    return pages.get(url);
  }

  /// Without transactions, a process that was taken for dead may have written an older one last.
  void remember(Extracted extracted) {
    Extracted before = pages.get(extracted.url());
    if (before != null && before.version().compareTo(extracted.version()) > 0) return;
    if (before != null) scales.remove(before);
    scales.add(extracted);
    pages.put(extracted.url(), extracted);
  }

  /// The scales that are known of a page's authors.
  Scales scales(String url) {
    return scales.on(url);
  }

  /// True where a rating of what the page gave is now known to be on another scale.
  boolean tellsMore(Extracted page) {
    return page.reviews().stream()
        .map(Given::scale)
        .anyMatch(scale -> scale != null && scales.tellsMore(page.url(), scale));
  }
}
