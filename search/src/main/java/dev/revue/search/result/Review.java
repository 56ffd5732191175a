package dev.revue.search.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A review as the index has it. A list of reviews leaves out `text`, `sections` and `provenance`.
///
/// @param url of the page it is on; null unless http or https
/// @param authorType `critic` or `user`
/// @param publishedAt ISO 8601, a date or a time with its offset
/// @param language a language tag such as `en`; null unless it looks like one
public record Review(
    String id,
    @Nullable String url,
    @Nullable String site,
    @Nullable String publisher,
    @Nullable Title item,
    @Nullable String headline,
    @Nullable String summary,
    List<String> authors,
    @Nullable String authorType,
    @Nullable Rating rating,
    @Nullable String verdict,
    List<String> pros,
    List<String> cons,
    @Nullable String publishedAt,
    @Nullable String fetchedAt,
    @Nullable String language,
    @Nullable Integer wordCount,
    @Nullable String text,
    List<Section> sections,
    Map<String, Provenance> provenance) {

  /// What is reviewed.
  ///
  /// @param id null where a review names a title without an id of its own
  public record Title(
      @Nullable String id, @Nullable String type, String title, @Nullable Integer year) {}

  /// A rating as printed, and on 0 to 100 where its scale is known.
  public record Rating(
      @Nullable String raw,
      @Nullable Double value,
      @Nullable Double best,
      @Nullable Double score) {}

  public record Section(String heading, String text) {}

  /// Where a field came from, and how sure the extraction was (0 to 1).
  public record Provenance(String from, @Nullable Double confidence, @Nullable String evidence) {}

  /// What to call it where there is one line: its headline, else its title.
  public String name() {
    if (headline != null) return headline;
    return item == null ? "Untitled review" : "Review of " + item.title();
  }
}
