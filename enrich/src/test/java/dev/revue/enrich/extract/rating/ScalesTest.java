package dev.revue.enrich.extract.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Pages;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a rating is worth where the page does not say on which scale it is.
class ScalesTest {
  private static Review review(String ending, Scales scales) {
    return new Extractor()
        .extract(Pages.page(Pages.review("<p>" + ending + "</p>")), scales)
        .reviews()
        .getFirst();
  }

  private static Scales best(double best) {
    return author -> OptionalDouble.of(best);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rating: 4/5|explicit",
        "Grade: B+|explicit",
        "Score: 80%|explicit",
        "★★★★☆|glyphs",
        "★★★★|assumed",
        "Score: 7|none"
      })
  void tellsWhereTheScaleComesFrom(String text, String scale) {
    assertThat(review(text, Scales.NONE).provenance().get("rating.scale").from()).isEqualTo(scale);
  }

  @Test
  void aValueWithoutScaleTakesItsAuthorsUsualOne() {
    Review known = review("Score: 7", best(10));
    Review unknown = review("Score: 7", Scales.NONE);
    assertThat(known.rating().score()).isEqualTo(70);
    assertThat(known.rating().best()).isEqualTo(10);
    assertThat(known.provenance().get("rating").from()).isEqualTo("prior");
    assertThat(unknown.rating().score()).isNull();
    assertThat(known.provenance().get("rating").confidence())
        .isLessThan(unknown.provenance().get("rating").confidence());
  }

  @Test
  void starsWithoutEmptiesAreOnTheirAuthorsScale() {
    assertThat(review("★★★", Scales.NONE).rating().score()).isEqualTo(60);
    assertThat(review("★★★", best(4)).rating().score()).isEqualTo(75);
  }

  @Test
  void aStatedScaleIsNeverOverruled() {
    assertThat(review("Rating: 3/5", best(4)).rating().score()).isEqualTo(60);
    assertThat(review("★★★☆☆", best(10)).rating().score()).isEqualTo(60);
  }

  @Test
  void aScaleThatIsTooSmallForTheValueIsNotTaken() {
    assertThat(review("Score: 7", best(5)).rating().score()).isNull();
  }

  @Test
  void thePagesOwnScaleForTheSameValueBeatsTheUsualOne() {
    assertThat(review("★★★</p><p>Rating: 3/4", best(5)).rating().score()).isEqualTo(75);
  }
}
