package dev.revue.enrich.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a page whether or not it reviews anything. Unknown is absent.
///
/// @param publishedAt ISO 8601: a plain date stays a date, a time keeps the page's offset
/// @param language BCP 47 primary tag
/// @param site host without `www.`
public record PageInfo(
    @Nullable String title,
    List<String> authors,
    @Nullable String publishedAt,
    @Nullable String language,
    String site) {
  public PageInfo {
    authors = List.copyOf(authors);
  }
}
