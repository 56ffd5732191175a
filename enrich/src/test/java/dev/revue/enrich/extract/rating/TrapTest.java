package dev.revue.enrich.extract.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What looks like a rating and is none, or is somebody else's.
class TrapTest {
  private static void assertNoScore(String html) {
    List<Review> reviews = Pages.reviews(Pages.review("<p>" + html + "</p>"));
    assertThat(reviews).hasSize(1);
    Review review = reviews.getFirst();
    assertThat(review.rating() == null || review.rating().score() == null)
        .as(html + " gave " + review.rating())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "After 9/11 nothing was the same.",
        "The bar is open 24/7.",
        "05/11/2023",
        "Filmed on 4/10/2019 in Oslo.",
        "Seen on 03/05."
      })
  void datesAndIdioms(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It did the 1/4 mile in 14 s.",
        "Add 3/4 cup of flour.",
        "a 16/9 picture",
        "shot in 2.39:1",
        "He has 20/20 vision.",
        "a 10-gallon hat",
        "It costs $4.99.",
        "110 minutes",
        "a 3/4 size guitar"
      })
  void measures(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rated PG-13",
        "Rated R",
        "a B movie in every sense",
        "a boring B western",
        "vitamin C",
        "(NP)",
        "TBA/10"
      })
  void certificatesAndLetters(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Average user rating 3.9 (812 ratings)",
        "readers rated this 2/5 on average",
        "It stands at 71% on Rotten Tomatoes.",
        "Audience score: 4/5",
        "IMDb 7.1/10",
        "Nutzerwertung: 8/10",
        "Note moyenne des lecteurs : 3/5",
        "4 out of 5 dentists recommend it"
      })
  void otherPeoplesRatings(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"The Gazette gave it 8/10 last week.", "Meanwhile KXQ awarded it 2/5."})
  void ratingsOfOtherCritics(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"You might also like: Harbour Lights ★★★★", "Related: Salt ★★"})
  void ratingsOfOtherTitles(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 star 2 stars 3 stars 4 stars 5 stars",
        "1/5 2/5 3/5 4/5 5/5",
        "★ Editor’s note",
        "Starring 4 stars of the nineties",
        "Four Stars (1967) screens tonight",
        "Episode 3/10",
        "page 2/5"
      })
  void formsLegendsAndBullets(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Rating: 5/4", "Score: 6/8", "Rating: 1-5", "Note : 3/2", "Rating: 2.1/2"})
  void pairsThatAreNoRatingGiveNotEvenAValue(String text) {
    assertThat(Pages.reviews(Pages.review("<p>" + text + "</p>")).getFirst().rating()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<aside><div class='star-rating' aria-label='4 out of 5 stars'></div></aside>",
        "<form class=rating><input type=radio aria-label='5 out of 5 stars'></form>",
        "<a href=/other class=rating title='4 out of 5'>Other film</a>",
        "<div class='user-rating'><span class=stars title='4.2 out of 5'></span></div>"
      })
  void drawnRatingsThatAreNotThePages(String html) {
    assertNoScore(html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 / 10",
        "In theaters 5/10.",
        "Track 4/10",
        "9 out of 10 owners would buy it",
        "</p><div class=gallery><p>7 / 10</p></div><p>"
      })
  void countersReleasesAndShares(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-30%", "−30%", "–30%", "</p><div class=rating>-30%</div><p>"})
  void percentagesBelowZero(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Energy grade: A",
        "Energy grade: A</p><p>Rating: PG",
        "Energy grade: A</p><p>Rated R",
        "ESRB rating: E"
      })
  void energyLabelsAndAgesAreNoGrades(String text) {
    assertNoScore(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<table><tr><td>Rival Lamp</td><td>9/10</td></tr><tr><td>Other Lamp</td><td>7/10</td></tr></table>",
        "<ul><li>Rival Lamp: 9/10</li><li>Other Lamp: 7/10</li></ul>",
        "Posted: 5/10"
      })
  void whatOtherThingsGotIsNeitherTheRatingNorASide(String html) {
    assertNoScore(html);
    Review review = Pages.reviews(Pages.review("<p>" + html + "</p>")).getFirst();
    assertThat(review.aspects()).allMatch(aspect -> aspect.score() == null);
  }

  @Test
  void ofATableTheRowOfTheTitleCounts() {
    String page =
        Pages.review(
            "<table><tr><td>Rival</td><td>9/10</td></tr><tr><td>The Other</td><td>7/10</td></tr>"
                + "<tr><td>The Lantern Keeper</td><td>4/10</td></tr></table>");
    assertThat(Pages.reviews(page).getFirst().rating().score()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class=movie-stars><img style='width:100%'></div>",
        "<div class=movie-stars><div style='width:100%'><img src=a.jpg></div></div>",
        "<span class=stars><i class='s first'></i><i class=s></i><i class=s></i><i class=s></i><i class=s></i></span>",
        "<ul class=stars><li></li><li></li><li></li><li></li><li class=last></li></ul>",
        "<div class=verdict><img class=big src=a.jpg><img src=a.jpg><img src=a.jpg><img src=a.jpg></div>"
      })
  void picturesAndPlacesInARowFillNoStars(String html) {
    assertNoScore(html);
  }

  @Test
  void starsDeepInTheCommentsAreTheReaders() {
    assertNoScore(
        "</p><div class=comments>"
            + "<div>".repeat(14)
            + "<span class=stars title='1 out of 5'></span>"
            + "</div>".repeat(15)
            + "<p>");
  }

  @Test
  void aTitleInCapitalsIsStillTheTitle() {
    assertThat(TextRatings.read(List.of("FOUR STARS"), "").own()).isNotEmpty();
    assertThat(TextRatings.read(List.of("FOUR STARS"), "Four Stars").own()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"ratingValue\":-1", "\"ratingValue\":\"−1\",\"bestRating\":10"})
  void aMarkedRatingBelowZeroIsNone(String rating) {
    assertThat(marked(rating)).isNull();
  }

  @Test
  void theBestOfAMarkedRatingIsTheNumberInIt() {
    assertThat(marked("\"ratingValue\":\"4\",\"bestRating\":\"10 points\"").score()).isEqualTo(40);
    assertThat(marked("\"ratingValue\":\"4\",\"bestRating\":\"many\"").score()).isNull();
  }

  private static @Nullable Rating marked(String rating) {
    String head =
        "<script type=application/ld+json>{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Movie\","
            + "\"name\":\"The Lantern Keeper\"},\"reviewRating\":{\"@type\":\"Rating\","
            + rating
            + "}}</script>";
    return Pages.reviews(Pages.review("The Lantern Keeper review", head, "")).getFirst().rating();
  }

  @Test
  void commentsInMarkupAreNotTheReviewsText() {
    String page =
        "<title>The Lantern Keeper review</title><script type=application/ld+json>{\"@type\":\"BlogPosting\","
            + "\"headline\":\"The Lantern Keeper review\",\"comment\":[{\"@type\":\"Comment\",\"text\":"
            + "\"I saw it on Sunday with a friend and we did not like it at all. Rating: 2/10 from me\"}]}</script>"
            + "<h1>The Lantern Keeper review</h1><p>Soon.</p>";
    for (Review review : Pages.reviews(page)) assertThat(review.rating()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"★★★★½☆☆☆☆☆☆,45", "★★★½☆☆,70", "★★★½☆,70"})
  void halfAStarBesideAFullRowOfEmptiesStandsForOneOfThem(String text, double score) {
    String page = Pages.review("<p>" + text + "</p>");
    assertThat(Pages.reviews(page).getFirst().rating().score()).isEqualTo(score);
  }

  @Test
  void aLinksTitleIsNotTheItemsName() {
    String page =
        Pages.review(
            "<div class=hreview><span class=item><a class=fn href=/foo title='Go to the page of"
                + " Salt'>Salt</a></span><span class=rating>4</span></div>");
    assertThat(Pages.reviews(page).toString()).doesNotContain("Go to the page");
  }
}
