package dev.revue.enrich.extract.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way of writing a rating, at the end of an invented review.
class NotationTest {
  private static @Nullable Rating ratingOf(String ending) {
    List<Review> reviews = Pages.reviews(Pages.review("<p>" + ending + "</p>"));
    return reviews.isEmpty() ? null : reviews.getFirst().rating();
  }

  private static void assertScore(String ending, double score) {
    Rating rating = ratingOf(ending);
    assertThat(rating).as(ending).isNotNull();
    assertThat(rating.score()).as(ending).isNotNull().isCloseTo(score, within(0.51));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4/5|80",
        "7 / 10|70",
        "(3.00/5)|60",
        "14/20|70",
        "Score: 62/100|62",
        "Rating: 3/4|75",
        "Our verdict: 3,5/5|70",
        "2.5/4|62.5",
        "Rating: 9.1/10.0|91"
      })
  void readsFractions(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3.5 out of 4|87.5",
        "I give it six stars out of ten.|60",
        "two-and-a-half stars (out of five)|50",
        "Rated 3 out of 5|60",
        "3½ stars out of 4|87.5",
        "zero stars out of five|0",
        "It deserves 12 out of 10.|100"
      })
  void readsWords(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "★★☆☆☆|40",
        "★★★½|70",
        "★☆☆☆|25",
        "★★★★★★☆☆☆☆|60",
        "☆☆☆★★★★★★★|70",
        "Rating: ★★★★☆ (4/5)|80",
        "★ ★ ★ ☆ ☆|60",
        "⭐⭐⭐|60",
        "★½|30",
        "⭐️⭐️⭐️⭐️|80",
        "評価：★★★☆☆|60"
      })
  void readsStars(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "** out of ****|50",
        "give it ** 1/2 stars out of four|62.5",
        "Grade: *** out of *****|60"
      })
  void readsAsterisksWithTheirScale(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Grade: A|100",
        "Grade: A+|100",
        "Grade: A-|91",
        "Grade: B+|83",
        "Grade: C|50",
        "Grade: D-|16",
        "Grade: F|0",
        "(B-)|67",
        "Verdict: C−|42"
      })
  void readsLettersByMetacriticsRow(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6,5 von 10 Laternen|65",
        "Wertung: 4 von 5|80",
        "Note : 13/20|65",
        "3 sur 5|60",
        "3,2 étoiles sur 5|64",
        "voto 6½ su 10|65",
        "3 stelle su 5|60",
        "2 de 5 estrellas|40",
        "Terningkast 4 av 6|66.67",
        "3 ud af 6 stjerner|50",
        "Betyg: 3/5|60",
        "3 van de 5 sterren|60",
        "Ocena: 7/10|70",
        "评分：7.5/10|75",
        "Puntuación: 6/10|60"
      })
  void readsOtherLanguages(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"72%|72", "Final score: 72 %|72"})
  void readsPercentages(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VOTO : 3,5.|3.5",
        "Score: 6.8|6.8",
        "Bewertung: 4|4",
        "6,5 Laternen|",
        "Rating: 2 lanterns|2",
        "***|3",
        "❤️❤️💛|2.5",
        "4 étoiles|4"
      })
  void keepsTheValueButNoScoreWhereNoScaleIsStated(String text, @Nullable Double value) {
    Rating rating = ratingOf(text);
    if (rating == null) return;
    assertThat(rating.score()).isNull();
    if (value != null) assertThat(rating.value()).isEqualTo(value);
  }

  @Test
  void keepsTheValueOfALabelledNumber() {
    Rating rating = ratingOf("Score: 6.8");
    assertThat(rating).isNotNull();
    assertThat(rating.value()).isEqualTo(6.8);
    assertThat(rating.score()).isNull();
  }

  @Test
  void showsTheRatingAsThePagePrintsIt() {
    assertThat(ratingOf("Rating: ★★★☆☆ (3/5)").raw()).isEqualTo("★★★☆☆ (3/5)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<span class='star-rating' aria-label='3 out of 5 stars'></span>",
        "<img class=stars src=/s.png alt='3 out of 5'>",
        "<div class=rating><i class='star full'></i><i class='star full'></i><i class='star full'></i><i class='star empty'></i><i class='star empty'></i></div>",
        "<div class=stars><span class='stars-fill' style='width: 60%'></span></div>",
        "<div class='rating' data-rating='3' data-max='5'></div>",
        "<span class='stars-3'></span>",
        "<section class=verdict><div>Final score</div><div><b>6</b><div>/10</div></div></section>",
        "<div class=review_score><div class='score_60'></div><strong>6</strong> Fine</div>"
      })
  void readsRatingsThatAreDrawn(String html) {
    List<Review> reviews = Pages.reviews(Pages.review(html));
    assertThat(reviews).hasSize(1);
    assertThat(reviews.getFirst().rating()).isNotNull();
    assertThat(reviews.getFirst().rating().score()).isEqualTo(60);
  }

  @Test
  void holdsTheOverallRatingApartFromThoseOfSingleSides() {
    Rating rating = ratingOf("Story: 8/10</p><p>Sound: 5/10</p><p>Overall: 7/10");
    assertThat(rating.score()).isEqualTo(70);
  }

  @Test
  void neverAveragesTheRatingsOfSingleSides() {
    assertThat(ratingOf("Story: 8/10</p><p>Sound: 5/10</p><p>Camera: 6/10")).isNull();
  }
}
