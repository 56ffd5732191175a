package dev.revue.enrich.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages that mean harm end soon, with or without a review. The limits are generous: machines are
/// shared.
class HostilePagesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static void assertEndsSoon(String html) {
    Assertions.assertTimeoutPreemptively(
        SOON, () -> assertThat(new Extractor().extract(Pages.page(html))).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div>",
        "<p class=rating>",
        "<ul><li>",
        "<a href=x>",
        "<b>",
        "<table><tr><td>",
        "<article class=comment>",
        "<div itemscope itemtype='https://schema.org/Review' itemprop=review>",
        "<div class='hreview rating'>",
        "<span property=name typeof=Review>"
      })
  void depthOfAHundredThousand(String tag) {
    assertEndsSoon(tag.repeat(100_000) + "Rating: 4/5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "★",
        "4/5 ",
        "a ",
        "9",
        "<",
        "*",
        "“",
        "rating: ",
        "★☆",
        "1/2 ",
        "<br>",
        "&#60;",
        ". ",
        "Best 4 out of 5, "
      })
  void fiveMegabytesOfOneThing(String part) {
    assertEndsSoon("<h1>Film review</h1><p>" + part.repeat(5_000_000 / part.length()));
  }

  @Test
  void aMillionAttributes() {
    var html = new StringBuilder("<div");
    for (int i = 0; i < 1_000_000; i++) html.append(" a").append(i).append("=x");
    assertEndsSoon(html.append("><p>Rating: 4/5</p></div>").toString());
  }

  @Test
  void aHundredThousandSmallElements() {
    assertEndsSoon(
        "<h1>Film review</h1>"
            + "<div class='star rating' title='4 out of 5'><i class=full></i></div>"
                .repeat(100_000));
  }

  @Test
  void jsonThatNeverEnds() {
    assertEndsSoon(
        "<script type='application/ld+json'>"
            + "{\"@type\":\"Review\",\"review\":[".repeat(50_000)
            + "</script>");
  }

  @Test
  void jsonThatRefersToItself() {
    assertEndsSoon(
        "<script type='application/ld+json'>{\"@graph\":[{\"@id\":\"#a\",\"@type\":\"Review\",\"itemReviewed\":{\"@id\":\"#a\"},\"author\":{\"@id\":\"#a\"}}]}</script><h1>Film review</h1>");
  }

  @Test
  void mutatedPagesNeverMakeItThrow() {
    String page =
        Pages.review(
            "The Lantern Keeper review",
            "<script type='application/ld+json'>{\"@type\":\"Review\",\"reviewRating\":{\"ratingValue\":4}}</script>",
            "<p>Rating: ★★★★☆ (4/5)</p>");
    Random random = new Random(42);
    for (int i = 0; i < 500; i++) {
      var html = new StringBuilder(page);
      for (int k = 0; k < 12; k++) {
        int at = random.nextInt(html.length());
        switch (random.nextInt(3)) {
          case 0 -> html.deleteCharAt(at);
          case 1 -> html.insert(at, (char) random.nextInt(0x3000));
          default -> html.insert(at, "<>\"'{}[]/&;".charAt(random.nextInt(11)));
        }
      }
      assertThat(new Extractor().extract(Pages.page(html.toString()))).isNotNull();
    }
  }
}
