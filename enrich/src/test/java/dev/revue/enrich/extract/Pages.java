package dev.revue.enrich.extract;

import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Pages written for these tests.
public final class Pages {
  public static final Instant FETCHED = Instant.parse("2026-03-01T12:00:00Z");
  public static final String URL = "https://papers.example/reviews/lantern-keeper";
  private static final String PROSE =
      "<p>The film opens on a quiet harbour and takes its time before anything happens, which suits the story it wants to tell.</p>"
          + "<p>The two leads carry the long middle part with patience, and the photography of the coast is lovely throughout.</p>"
          + "<p>What stays with you is the silence between the storms, and the way the camera waits for it.</p>";

  private Pages() {}

  public static Page page(String html) {
    return page(URL, html, Map.of());
  }

  public static Page page(String url, String html, Map<String, String> hints) {
    return new Page(
        url, html, Version.next(FETCHED, Version.none()), FETCHED, "tests", hints, Map.of());
  }

  /// A review of “The Lantern Keeper” that ends with the given HTML.
  public static String review(String ending) {
    return review("The Lantern Keeper review", "", ending);
  }

  public static String review(String headline, String head, String ending) {
    return "<!doctype html><html lang=en><head><title>"
        + headline
        + "</title>"
        + head
        + "</head><body><nav><a href=/>Home</a></nav><article><h1>"
        + headline
        + "</h1>"
        + PROSE
        + ending
        + "</article><footer><a href=/about>About</a></footer></body></html>";
  }

  public static List<Review> reviews(String html) {
    return new Extractor().extract(page(html)).reviews();
  }
}
