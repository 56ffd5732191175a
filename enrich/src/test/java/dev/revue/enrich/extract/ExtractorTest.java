package dev.revue.enrich.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Ids;
import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.common.event.ReviewEvent.Review;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractorTest {
  private static final String MARKED =
      "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@type\":\"Review\",\"author\":{\"@type\":\"Person\",\"name\":\"Mara Quill\"},"
          + "\"datePublished\":\"2025-06-07T09:30:00+02:00\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"The Lantern Keeper\",\"dateCreated\":\"2025\","
          + "\"director\":{\"name\":\"Ivo Brandt\"},\"actor\":[{\"name\":\"Ada Finch\"}],\"sameAs\":\"https://www.imdb.com/title/tt0000001/\"},"
          + "\"reviewRating\":{\"ratingValue\":\"4\",\"bestRating\":\"5\"}}</script>";

  @Test
  void readsAMarkedUpReviewWhole() {
    Review review = Pages.reviews(Pages.review("The Lantern Keeper review", MARKED, "")).getFirst();
    assertThat(review.id()).isEqualTo(Ids.review(Pages.URL));
    assertThat(review.version().revision()).isZero();
    assertThat(review.authors()).containsExactly("Mara Quill");
    assertThat(review.publishedAt()).isEqualTo("2025-06-07T09:30:00+02:00");
    assertThat(review.language()).isEqualTo("en");
    assertThat(review.item()).isNotNull();
    assertThat(review.item().title()).isEqualTo("The Lantern Keeper");
    assertThat(review.item().type()).isEqualTo("movie");
    assertThat(review.item().year()).isEqualTo(2025);
    assertThat(review.item().directors()).containsExactly("Ivo Brandt");
    assertThat(review.item().cast()).containsExactly("Ada Finch");
    assertThat(review.item().ids()).containsEntry("imdb", "tt0000001");
    assertThat(review.itemId()).isEqualTo(Ids.item("movie", "The Lantern Keeper", 2025));
    assertThat(review.rating().score()).isEqualTo(80);
    assertThat(review.provenance().get("rating").from()).isEqualTo("json-ld");
    assertThat(review.text())
        .startsWith("The film opens on a quiet harbour")
        .doesNotContain("About");
  }

  @Test
  void readsAReviewThatIsProseAndStarsOnly() {
    String ending =
        "<p>Directed by Ivo Brandt and starring Ada Finch and Per Olsen, the film never hurries.</p>"
            + "<h2>Weaknesses</h2><p>Sadly the second act drags and the score is dull.</p>"
            + "<h2>What others say</h2><p>The Gazette called it “a stunning, patient film” last week.</p>"
            + "<h2>Final Verdict</h2><p>The Lantern Keeper is a beautiful and moving film with superb performances. It may be slow.</p><p>Rating: ★★★★☆ (4/5)</p>";
    Review review =
        Pages.reviews(Pages.review("The Lantern Keeper Movie Review", "", ending)).getFirst();
    assertThat(review.item().title()).isEqualTo("The Lantern Keeper");
    assertThat(review.item().type()).isEqualTo("movie");
    assertThat(review.item().directors()).containsExactly("Ivo Brandt");
    assertThat(review.item().cast()).containsExactly("Ada Finch", "Per Olsen");
    assertThat(review.rating().score()).isEqualTo(80);
    assertThat(review.verdict())
        .isEqualTo("The Lantern Keeper is a beautiful and moving film with superb performances.");
    assertThat(review.cons()).containsExactly("Sadly the second act drags and the score is dull.");
    assertThat(review.pros()).isNotEmpty();
    assertThat(review.quotes()).extracting(Quote::source).containsExactly("The Gazette");
    assertThat(review.aspects()).extracting(Aspect::name).contains("acting", "music");
    assertThat(review.aspects()).allSatisfy(a -> assertThat(review.text()).contains(a.evidence()));
    assertThat(review.sections()).hasSize(3);
    assertThat(review.sentiment()).isPositive();
  }

  @Test
  void listsProsAndConsUnderTheirHeadings() {
    Review review =
        Pages.reviews(
                Pages.review(
                    "<h3>Pros</h3><ul><li>Lovely coast</li><li>Patient leads</li></ul><h3>Cons</h3><ul><li>Too long</li></ul>"))
            .getFirst();
    assertThat(review.pros()).containsExactly("Lovely coast", "Patient leads");
    assertThat(review.cons()).containsExactly("Too long");
  }

  @Test
  void givesTwoReviewsOfOnePageIdsThatSurviveAChangeOfOrder() {
    String one = marked("Salt", 3);
    String two = marked("Harbour Lights", 4);
    List<Review> reviews = Pages.reviews(Pages.review("Two films review", one + two, ""));
    List<Review> turned = Pages.reviews(Pages.review("Two films review", two + one, ""));
    assertThat(reviews).extracting(r -> r.item().title()).containsExactly("Salt", "Harbour Lights");
    assertThat(reviews).extracting(r -> r.rating().score()).containsExactly(60.0, 80.0);
    assertThat(reviews).extracting(Review::id).doesNotHaveDuplicates();
    assertThat(turned)
        .extracting(Review::id)
        .containsExactly(reviews.get(1).id(), reviews.get(0).id());
  }

  private static String marked(String title, int stars) {
    return "<script type='application/ld+json'>{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\""
        + title
        + "\"},\"reviewBody\":\"A film.\",\"reviewRating\":{\"ratingValue\":"
        + stars
        + "}}</script>";
  }

  @Test
  void readersReviewsAreTheirs() {
    String html =
        "<html><head><script type='application/ld+json'>{\"@type\":\"Product\",\"name\":\"Storm Lamp\",\"aggregateRating\":{\"ratingValue\":4.8,\"reviewCount\":12},"
            + "\"review\":[{\"@type\":\"Review\",\"author\":\"Jo\",\"reviewBody\":\"Bright.\",\"reviewRating\":{\"ratingValue\":5}},"
            + "{\"@type\":\"Review\",\"author\":\"Kim\",\"reviewBody\":\"Broke at once.\",\"reviewRating\":{\"ratingValue\":1}}]}</script></head>"
            + "<body><h1>Storm Lamp</h1><p>A lamp.</p></body></html>";
    List<Review> reviews = Pages.reviews(html);
    assertThat(reviews).extracting(Review::authorType).containsExactly("user", "user");
    assertThat(reviews).extracting(r -> r.rating().score()).containsExactly(100.0, 20.0);
    assertThat(reviews).extracting(Review::id).doesNotHaveDuplicates();
    assertThat(reviews).allSatisfy(r -> assertThat(r.item().title()).isEqualTo("Storm Lamp"));
  }

  @Test
  void theReadersAverageIsNobodysRating() {
    String head =
        "<script type='application/ld+json'>{\"@type\":\"Movie\",\"name\":\"The Lantern Keeper\",\"aggregateRating\":{\"ratingValue\":9,\"bestRating\":10}}</script>";
    assertThat(
            Pages.reviews(Pages.review("The Lantern Keeper review", head, "")).getFirst().rating())
        .isNull();
  }

  @Test
  void factChecksAndRecipesAreNoReviews() {
    String claim =
        "<script type='application/ld+json'>{\"@type\":\"ClaimReview\",\"claimReviewed\":\"x\",\"reviewRating\":{\"ratingValue\":1,\"bestRating\":5}}</script>";
    String recipe =
        "<script type='application/ld+json'>{\"@type\":\"Recipe\",\"name\":\"Soup\",\"review\":{\"@type\":\"Review\",\"reviewBody\":\"Good\",\"reviewRating\":{\"ratingValue\":5}}}</script>";
    assertThat(Pages.reviews(Pages.review("Did it happen?", claim, ""))).isEmpty();
    assertThat(Pages.reviews(Pages.review("Soup", recipe, ""))).isEmpty();
  }

  @Test
  void aPageThatReviewsNothingGivesItsTextOnly() {
    Extraction page =
        new Extractor()
            .extract(
                Pages.page(
                    "https://docs.example/install",
                    Pages.review("How to install", "", ""),
                    Map.of()));
    assertThat(page.reviews()).isEmpty();
    assertThat(page.page().title()).isEqualTo("How to install");
    assertThat(page.text()).contains("quiet harbour");
  }

  @Test
  void listsOfReviewsAreNoReviews() {
    String entry =
        "<div class=entry><h2><a href=/r/%d>Salt and storm, part %d: our review</a></h2><p><a href=/r/%d>The harbour is quiet in this one too, and we liked it ★★★★</a></p></div>";
    var list =
        new StringBuilder("<html lang=en><title>Film Reviews</title><body><h1>Film Reviews</h1>");
    for (int i = 0; i < 20; i++) list.append(entry.formatted(i, i, i));
    var page = Pages.page("https://papers.example/reviews/", list + "</body></html>", Map.of());
    assertThat(new Extractor().extract(page).reviews()).isEmpty();
  }

  @Test
  void roundupsAndPreviewsAreNoReviewOfOneTitle() {
    assertThat(Pages.reviews(Pages.review("The 10 best storm lamps", "", "<p>Rating: 4/5</p>")))
        .isEmpty();
    assertThat(Pages.reviews(Pages.review("Storm Lamp preview", "", "<p>Out in May.</p>")))
        .isEmpty();
  }

  @Test
  void selectorsOfTheSourceLead() {
    String html = Pages.review("<div class=box>8.2</div><p>Rating: 3/10</p>");
    var page =
        Pages.page(
            Pages.URL,
            html,
            Map.of("rating", ".box", "title", "h1", "text", "article", "author", ":::"));
    Review review = new Extractor().extract(page).reviews().getFirst();
    assertThat(review.rating().value()).isEqualTo(8.2);
    assertThat(review.provenance().get("rating").from()).isEqualTo("selector");
  }

  @Test
  void theSamePageAlwaysGivesTheSame() {
    String html = Pages.review("<p>Rating: 7/10</p>");
    assertThat(Pages.reviews(html)).isEqualTo(Pages.reviews(html));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>x</b>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;img src=x onerror=alert(1)&#62;"
      })
  void noStringThatLeavesOpensATag(String evil) {
    String json =
        evil.replace("&lt;", "<").replace("&gt;", ">").replace("&#60;", "<").replace("&#62;", ">");
    String head =
        "<meta property=og:site_name content='"
            + evil
            + "'><script type='application/ld+json'>{\"@type\":\"Review\",\"author\":\""
            + json.replace("</", "<\\/")
            + "\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"Salt "
            + json.replace("</", "<\\/")
            + "\"},\"reviewRating\":{\"ratingValue\":3}}</script>";
    List<Review> reviews =
        Pages.reviews(
            Pages.review(
                "Salt review",
                head,
                "<h2>Verdict</h2><p>A superb film " + evil + " and more.</p>"));
    assertThat(reviews).isNotEmpty();
    assertThat(dev.revue.common.json.Json.text(reviews)).doesNotContainPattern("<[\\p{L}!/?]");
  }
}
