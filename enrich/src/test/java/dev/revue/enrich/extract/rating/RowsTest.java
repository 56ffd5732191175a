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

/// The rarer notations of each kind, beside what looks like them, in an invented review.
class RowsTest {
  private static @Nullable Rating ratingOf(String ending, String language) {
    String page = Pages.review("<p>" + ending + "</p>").replace("lang=en", "lang=" + language);
    List<Review> reviews = Pages.reviews(page);
    return reviews.isEmpty() ? null : reviews.getFirst().rating();
  }

  private static void assertScore(String ending, double score) {
    Rating rating = ratingOf(ending, "en");
    assertThat(rating).as(ending).isNotNull();
    assertThat(rating.score()).as(ending).isNotNull().isCloseTo(score, within(0.51));
  }

  private static void assertNoScore(String ending) {
    Rating rating = ratingOf(ending, "en");
    assertThat(rating == null || rating.score() == null).as(ending + " gave " + rating).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rating: 7 /10|70",
        "4 / 10 +|40",
        "★★★★ / 5|80",
        "★★★/5|60",
        "Rating: 7¾/10|77.5",
        "Score: 3¼ / 5|65"
      })
  void fractions(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rating: /5", "Score: TBA / 10", "Rating: 0 6/8", "Note : 7/4"})
  void fractionsWithoutAValueOrAScale(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "three and a half stars out of five|70",
        "three-and-a-quarter stars out of four|81.25",
        "Rating: three and three quarters out of five|75",
        "dreieinhalb von fünf Sternen|70",
        "Wertung: viereinhalb von fünf|90",
        "trois étoiles et demie sur cinq|70",
        "Note : quatre et demi sur cinq|90",
        "tre stelle e mezzo su cinque|70",
        "tres estrellas y media de cinco|70",
        "três estrelas e meia de cinco|70",
        "drieënhalf van de vijf sterren|70",
        "fire og en halv ud af seks stjerner|75",
        "tre och en halv av fem stjärnor|70",
        "trzy i pół na pięć gwiazdek|70",
        "tři a půl z pěti hvězdiček|",
        "Rating: 4 out of a possible 5|80",
        "4 ut av 6|66.67"
      })
  void wordsInManyLanguages(String text, @Nullable Double score) {
    if (score != null) assertScore(text, score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4 out of 5 dentists recommend it",
        "One of three brothers keeps the light.",
        "It gets one of six nominations.",
        "Der Film verdient einen Punkt Abzug."
      })
  void countsInWordsThatAreNoRatings(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "●●●●○|80",
        "●●●◐○|70",
        "■■■□□|60",
        "◆◆◇◇◇|40",
        "🌕🌕🌕🌗🌑|70",
        "❤️❤️❤️🤍🤍|60",
        "♥♥♥♥♡|80",
        "★★★¾|75",
        "★★★⯪☆|70",
        "⭐⭐⭐☆☆|60",
        "☆☆☆★★★★★★★|70"
      })
  void symbolsInARow(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "★★★f",
        "● The harbour",
        "●●●",
        "★ Poor</p><p>★★ Fair</p><p>★★★ Good</p><p>★★★★ Superb",
        "☆☆☆☆☆"
      })
  void symbolsThatSayNothing(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"The captain says f*** you.", "**Bold** words", "***", "* In German", "a word*"})
  void asterisksThatAreNoStars(String text) {
    assertThat(ratingOf(text, "en")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8,5 von 10 Kürbissen|85",
        "4 out of 5 popcorns|80",
        "7 von 10 Leuchttürmen|70",
        "3 sur 5 coquillages|60"
      })
  void houseUnitsWithTheirScale(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"50% off until Sunday", "The battery lasts to 20%.", "3% of viewers left"})
  void percentagesOfOtherThings(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a Grade B western", "The grade B picture ends.", "Community Grade: B+", "Plan B"})
  void lettersThatAreNoGrades(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Changed the score from a 6 to a 7.",
        "Rated 18",
        "Rating: 12",
        "Price: 10",
        "Issue 8",
        "Published 2024"
      })
  void bareNumbersOfOtherThings(String text) {
    Rating rating = ratingOf(text, "en");
    assertThat(rating).as(text).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sehr gut (1,4)|92",
        "Testurteil: GUT (1,9)|82",
        "Schulnote: 2,0|80",
        "Gesamtnote 3,5 (befriedigend)|50",
        "befriedigend (3,0)|60"
      })
  void germanSchoolGrades(String text, double score) {
    Rating rating = ratingOf(text, "de");
    assertThat(rating).as(text).isNotNull();
    assertThat(rating.score()).as(text).isCloseTo(score, within(0.01));
    assertThat(rating.best()).isEqualTo(1);
    assertThat(rating.worst()).isEqualTo(6);
  }

  @Test
  void aGermanNoteIsASchoolGrade() {
    String page =
        "<html lang=de><title>Der Leuchtturm im Test</title><article><h1>Der Leuchtturm im Test</h1>"
            + "<p>Der Film beginnt in einem stillen Hafen und lässt sich Zeit, bis etwas geschieht, was gut zu der Geschichte passt.</p>"
            + "<p>Die beiden Hauptdarsteller tragen den langen Mittelteil mit Geduld, und die Bilder der Küste sind schön.</p>"
            + "<p>Note: 1,7</p></article></html>";
    assertThat(Pages.reviews(page).getFirst().rating().score()).isCloseTo(86, within(0.01));
  }

  @Test
  void aWordForAGradeBesideStarsIsNoSchoolGrade() {
    assertThat(ratingOf("„gut“ (4 von 5 Sternen)", "de").score()).isEqualTo(80);
  }

  @Test
  void aFrenchNoteIsNoSchoolGrade() {
    assertThat(ratingOf("Note : 1,7", "fr").score()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Terningkast 5|83.33", "Terningkast: 4|66.67", "Terningkast fem|83.33"})
  void aDieHasSixSides(String text, double score) {
    assertScore(text, score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<span class=star-rating><span style='width: 60%'></span></span>",
        "<img src='/img/3stars.png'>",
        "<img src='/img/stars-3.0.gif?x=1'>",
        "<img src='/img/rating-3-of-5.svg'>",
        "<div class=rating><i class='fas fa-star'></i><i class='fas fa-star'></i><i class='fas fa-star'></i><i class='far fa-star'></i><i class='far fa-star'></i></div>",
        "<div class=rating><i class='bi-star-fill'></i><i class='bi-star-fill'></i><i class='bi-star-fill'></i><i class='bi-star'></i><i class='bi-star'></i></div>",
        "<ul class=stars><li class='x on'></li><li class='x on'></li><li class='x on'></li><li class=x></li><li class=x></li></ul>",
        "<div class=stars><svg fill='#fc0'></svg><svg fill='#fc0'></svg><svg fill='#fc0'></svg><svg fill='#ccc'></svg><svg fill='#ccc'></svg></div>",
        "<div class=stars><span class=m>star</span><span class=m>star</span><span class=m>star</span><span class=m>star_border</span><span class=m>star_border</span></div>",
        "<div class=star-rating data-score=3 data-number=5></div>",
        "<div class=stars data-rating=3></div>",
        "<div class=stars style='--rating: 3;'></div>",
        "<span class='rating rating-3-out-of-5'></span>",
        "<div class=score-box role=img aria-label='Score: 3 out of 5'></div>"
      })
  void drawnRatings(String html) {
    assertScore(html, 60);
  }

  @Test
  void halfAnIconCountsHalf() {
    String icons =
        "<div class=rating><i class='fa fa-star'></i><i class='fa fa-star'></i><i class='fa fa-star'></i><i class='fa fa-star-half-o'></i><i class='fa fa-star-o'></i></div>";
    assertScore(icons, 70);
  }

  @Test
  void theBarBesideANumberTellsItsScale() {
    assertScore(
        "<div class=review-final-score>8.5</div><div class=stars><span style='width:85%'></span></div>",
        85);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<label>Rate it <input type=radio name=rating title='4 out of 5 stars'></label>",
        "<button class=star aria-label='Rate it 4 out of 5 stars'></button>",
        "<div role=radiogroup class=rating><span class=star aria-label='4 out of 5 stars'></span></div>",
        "<div class=rating><i class='far fa-star'></i><i class='far fa-star'></i><i class='far fa-star'></i><i class='far fa-star'></i><i class='far fa-star'></i></div>",
        "<div class=histogram><div class=star style='width:80%'></div></div>",
        "<img src='/img/col-5-stars-widget-v2.png'>",
        "<span class='btn-size-5 star'></span>",
        "<div class=stars data-rating=0></div>"
      })
  void drawnThingsThatRateNothing(String html) {
    assertNoScore(html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<del>Rating: 6/10</del> Rating: 7/10",
        "<s>6/10</s> 7/10",
        "Rating: 7/10 <span class=was><strike>★★★★★</strike></span>"
      })
  void scoresThatWereStruckOutDoNotCount(String html) {
    assertScore(html, 70);
  }

  @Test
  void aSecondOpinionIsNotThePages() {
    assertScore("Rating: 7/10</p><h2>Second opinion</h2><p>Rating: 2/10", 70);
    assertNoScore("</p><h2>Reader comments</h2><p>Rating: 9/10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rated 8/10 by The Gazette, it went on to win.",
        "The Gazette gave it 8/10.",
        "“A triumph” ★★★★★ – The Gazette",
        "You might also like: Harbour Lights ★★★★"
      })
  void ratingsOfOthers(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"50/50", "9½ Weeks", "Four Stars", "8½", "10/10", "★★★★ Hotel"})
  void theTitleIsNoRating(String title) {
    String page =
        Pages.review(
            title + " review",
            "",
            "<p>" + title + "</p><p>Few films are like " + title + " at all.</p>");
    List<Review> reviews = Pages.reviews(page);
    assertThat(reviews).hasSize(1);
    Rating rating = reviews.getFirst().rating();
    assertThat(rating == null || rating.score() == null).as(title + " gave " + rating).isTrue();
  }

  @Test
  void aTitleThatLooksLikeARatingMayHaveOne() {
    String page = Pages.review("50/50 review", "", "<p>50/50 is fine.</p><p>Rating: 3/5</p>");
    assertThat(Pages.reviews(page).getFirst().rating().score()).isEqualTo(60);
  }
}
