package dev.revue.enrich.extract.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Pages;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpinionTest {
  private static Review review(String ending) {
    return Pages.reviews(Pages.review(ending)).getFirst();
  }

  private static Review german(String ending) {
    String text =
        "<p>Der Film beginnt in einem Hafen, und die beiden Geschwister fahren mit dem Boot nach Norden, wo das Haus der Eltern steht.</p>"
            + "<p>Dort treffen sie auf einen Mann, der die Lampen hütet, und auf die Fragen, die sie sich seit Jahren nicht gestellt haben.</p>";
    return Pages.reviews(
            "<html lang=de><head><title>Der Lampenwärter Kritik</title></head><body><article><h1>Der Lampenwärter: Kritik</h1>"
                + text
                + ending
                + "</article></body></html>")
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "Verdict",
    "Our Verdict",
    "Final thoughts",
    "The Bottom Line",
    "Conclusion",
    "Fazit",
    "Unser Fazit:",
    "Notre avis",
    "Conclusiones",
    "Verdetto",
    "Eindoordeel",
    "Konklusion",
    "Slutomdöme",
    "Veredito",
    "Podsumowanie",
    "Вывод"
  })
  void findsTheVerdictUnderItsHeading(String heading) {
    Review review =
        review(
            "<h3>"
                + heading
                + "</h3><p>The sea was there all along. A superb film about patience, and a lovely one.</p><p>See you next week.</p>");
    assertThat(review.verdict()).isEqualTo("A superb film about patience, and a lovely one.");
    assertThat(review.provenance().get("verdict").from()).isEqualTo("dom");
    assertThat(review.provenance().get("verdict").confidence()).isGreaterThan(0.8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p><b>Verdict:</b> A superb film about patience.</p>",
        "<p><strong>Verdict</strong></p><p>A superb film about patience.</p>",
        "<div class='review-verdict box'><p>A superb film about patience.</p></div><p>Also read what we thought of the other one in the series.</p>",
        "<p>In the end, all in all: A superb film about patience.</p>"
      })
  void findsTheVerdictByLabelBoxOrPlace(String ending) {
    assertThat(review(ending).verdict()).endsWith("A superb film about patience.");
  }

  @Test
  void readsTheVerdictOfMarkUp() {
    String head =
        "<script type='application/ld+json'>{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"The Lantern Keeper\"},\"description\":\"A superb and patient film.\"}</script>";
    Review review =
        Pages.reviews(Pages.review("The Lantern Keeper review", head, "<p>It rained.</p>"))
            .getFirst();
    assertThat(review.verdict()).isEqualTo("A superb and patient film.");
    assertThat(review.provenance().get("verdict").from()).isEqualTo("json-ld");
  }

  @Test
  void giveNoVerdictWhereNothingJudges() {
    String plain =
        "<html lang=en><title>Salt (2020) review</title><body><article><h1>Salt (2020) review</h1><p>By Mara Quill</p>"
            + "<p>Two sisters drive north in the autumn of 1931, and each of them has a letter in her coat that she does not mention to the other.</p>"
            + "<p>In the second week they reach a harbour where their father used to work, and they ask for him at the office beside the pier.</p>"
            + "<p>A man with a lamp tells them where the house stands and who has been living in it since the winter of the year before.</p>"
            + "<p>The older one goes alone, the younger one waits with the car, and the boats come in one after the other until it is dark.</p>"
            + "<p>Rating: 3/5</p><p>Subscribe to our great newsletter and leave a comment below.</p></article></body></html>";
    assertThat(Pages.reviews(plain).getFirst().verdict()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Pros,Cons",
    "The Good,The Bad",
    "What we liked,What we didn’t like",
    "Pluspunkte,Minuspunkte",
    "Stärken,Schwächen",
    "Les plus,Les moins",
    "Lo mejor,Lo peor",
    "Pregi,Difetti",
    "Pluspunten,Minpunten",
    "Reasons to buy:,Reasons to avoid:"
  })
  void listsPointsUnderTheirHeadings(String pros, String cons) {
    Review review =
        review(
            "<h4>%s</h4><ul><li>Lovely coast</li><li>Patient leads</li></ul><p><b>%s</b></p><ul><li>Too long</li></ul>"
                .formatted(pros, cons));
    assertThat(review.pros()).containsExactly("Lovely coast", "Patient leads");
    assertThat(review.cons()).containsExactly("Too long");
    assertThat(review.provenance().get("pros").confidence()).isEqualTo(0.9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<table><tr><th>Pros</th><th>Cons</th></tr><tr><td>Lovely coast</td><td>Too long</td></tr></table>",
        "<table><tr><td>Pros</td><td>Cons</td></tr><tr><td><ul><li>Lovely coast</li></ul></td><td><ul><li>Too long</li></ul></td></tr></table>",
        "<dl><dt>Pros</dt><dd>Lovely coast</dd><dt>Cons</dt><dd>Too long</dd></dl>",
        "<p>+ Lovely coast<br>- Too long</p>",
        "<ul><li>✓ Lovely coast</li><li>✗ Too long</li></ul>",
        "<ul class=review-pros><li>Lovely coast</li></ul><ul class=review-cons><li>Too long</li></ul>",
        "<p>Pros: Lovely coast</p><p>Cons: Too long</p>"
      })
  void findsPointsHoweverTheyAreSetOut(String ending) {
    Review review = review(ending);
    assertThat(review.pros()).containsExactly("Lovely coast");
    assertThat(review.cons()).containsExactly("Too long");
  }

  @Test
  void readsPointsOfMarkUp() {
    String head =
        "<script type='application/ld+json'>{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Product\",\"name\":\"Storm Lamp\"},\"author\":\"Mara Quill\",\"reviewRating\":{\"ratingValue\":4},"
            + "\"positiveNotes\":{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"ListItem\",\"position\":1,\"name\":\"Bright\"},{\"@type\":\"ListItem\",\"position\":2,\"name\":\"Light\"}]},"
            + "\"negativeNotes\":{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"ListItem\",\"position\":1,\"name\":\"Dear\"}]}}</script>";
    Review review = Pages.reviews(Pages.review("Storm Lamp review", head, "")).getFirst();
    assertThat(review.pros()).containsExactly("Bright", "Light");
    assertThat(review.cons()).containsExactly("Dear");
    assertThat(review.provenance().get("pros").from()).isEqualTo("json-ld");
  }

  @Test
  void saysWherePointsAreOnlyTold() {
    Review review = review("<p>The acting is superb. The ending is dull and tedious.</p>");
    assertThat(review.pros()).contains("The acting is superb.");
    assertThat(review.cons()).containsExactly("The ending is dull and tedious.");
    assertThat(review.provenance().get("cons").from()).isEqualTo("text");
    assertThat(review.provenance().get("cons").confidence()).isEqualTo(0.5);
  }

  @Test
  void hearsEachSideWithTheSentenceThatShowsIt() {
    Review review =
        review(
            "<p>The acting is superb. The script is dull. The director keeps a steady hand.</p><h3>Music</h3><p>Lovely from the first bar to the last.</p>");
    Map<String, Double> heard = sentiments(review);
    assertThat(heard.get("acting")).isPositive();
    assertThat(heard.get("script")).isNegative();
    assertThat(heard.get("music")).isPositive();
    assertThat(review.aspects())
        .filteredOn(a -> a.name().equals("script"))
        .extracting(Aspect::evidence)
        .containsExactly("The script is dull.");
  }

  @Test
  void knowsTheSidesByTheirNamesInOtherLanguages() {
    Map<String, Double> heard =
        sentiments(
            german(
                "<p>Die Schauspieler sind großartig. Das Drehbuch ist langweilig. Die Kameraführung überzeugt.</p>"));
    assertThat(heard.get("acting")).isPositive();
    assertThat(heard.get("script")).isNegative();
    assertThat(heard.get("cinematography")).isPositive();
  }

  @Test
  void takesTheScoresOfSides() {
    Review review = review("<p>Story: 6/10</p><p>Acting: 9/10</p><p>Overall: 8/10</p>");
    assertThat(review.aspects())
        .filteredOn(a -> a.score() != null)
        .extracting(Aspect::name, Aspect::score)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("story", 60.0),
            org.assertj.core.groups.Tuple.tuple("acting", 90.0));
  }

  private static Map<String, Double> sentiments(Review review) {
    return review.aspects().stream()
        .collect(java.util.stream.Collectors.toMap(Aspect::name, Aspect::sentiment));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<p>The Gazette called it “a stunning, patient film” last week.</p>|The Gazette|a stunning, patient film",
        "<p>“A stunning, patient film,” writes Jo Lind in The Courier.</p>|Jo Lind, The Courier|A stunning, patient film",
        "<p>“A stunning film. A joy.” — Harbour Weekly</p>|Harbour Weekly|A stunning film. A joy.",
        "<p>According to the Harbour Weekly, the plot is thin and dull.</p>|Harbour Weekly|the plot is thin and dull.",
        "<p>Jo Lind of The Courier praised the film's \"gorgeous photography\".</p>|Jo Lind of The Courier|gorgeous photography",
        "<blockquote>A stunning, patient film. <cite>Harbour Weekly</cite></blockquote>|Harbour Weekly|A stunning, patient film.",
        "<p>Die Hafenzeitung nannte ihn „einen brilliant langsamen Film“.</p>|Die Hafenzeitung|einen brilliant langsamen Film",
        "<p>Meanwhile Beacon noted that the direction is weak.</p>|Beacon|the direction is weak."
      })
  void quotesOtherCritics(String ending, String source, String words) {
    assertThat(review(ending).quotes())
        .extracting(Quote::source, Quote::text)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(source, words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>“You are a wonderful man,” says Anna in the third act.</p>",
        "<p>“Great to see you,” she said.</p>",
        "<p>The “great film” of the title is never shown.</p>",
        "<p>He called it “a wonderful film”.</p>",
        "<p>The Gazette said that it rained in March.</p>"
      })
  void whoTellsTheStoryIsNoCritic(String ending) {
    assertThat(review(ending).quotes()).isEmpty();
  }

  @Test
  void whoMadeItIsNoCritic() {
    String head =
        "<script type='application/ld+json'>{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"The Lantern Keeper\",\"director\":{\"name\":\"Ivo Brandt\"}},\"author\":\"Mara Quill\"}</script>";
    String said =
        "<p>“It was a wonderful film to make,” said Ivo Brandt in March. “A superb film”, wrote Mara Quill last year.</p>";
    Review review = Pages.reviews(Pages.review("The Lantern Keeper review", head, said)).getFirst();
    assertThat(review.quotes()).isEmpty();
  }

  @Test
  void whatOthersSayIsNoSideOfTheReview() {
    Review review = review("<p>The Gazette called the music “a terrible, lifeless noise”.</p>");
    assertThat(review.aspects()).extracting(Aspect::name).doesNotContain("music");
  }
}
