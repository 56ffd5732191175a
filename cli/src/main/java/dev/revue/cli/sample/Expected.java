package dev.revue.cli.sample;

import dev.revue.common.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a crawl of the sample site has to find, as a person reads its pages: the truth that tests
/// hold the pipeline against. Paths are canonical; scores are 100 · value / best.
public record Expected(List<Page> pages, List<Nothing> none) {

  /// A page and the reviews of its critics.
  public record Page(String publisher, String path, List<Review> reviews) {}

  /// A field that the page does not say is null.
  ///
  /// @param printed the title as the page has it, where the catalogue knows it by another name
  public record Review(
      String title,
      @Nullable String printed,
      @Nullable Integer year,
      String type,
      @Nullable Double score,
      String author,
      String language,
      @Nullable String director) {
    String onThePage() {
      return printed == null ? title : printed;
    }
  }

  /// A page that must give no review, and why.
  public record Nothing(String publisher, String path, String reason) {}

  public static Expected read() {
    return Json.read(Resources.bytes("expected.json"), Expected.class);
  }
}
