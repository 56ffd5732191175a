package dev.revue.enrich.extract.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Ids;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkingTest {
  private static final String LOLA =
      "<p>Tom Tykwer lässt Franka Potente dreimal durch die Stadt rennen, und der Film rennt mit.</p>"
          + "<p>Regie: Tom Tykwer. Wertung: 8/10</p>";

  @Test
  void aLinkedTitleIsOneItemUnderAllOfItsNames() {
    Review german = review("Lola rennt (1998) – Filmkritik", "", LOLA);
    Review english =
        review(
            "Run Lola Run movie review",
            "",
            "<p>Directed by Tom Tykwer and starring Franka Potente, the film runs. Rating: 4/5</p>");
    assertThat(german.itemId()).isEqualTo("c-tt0130827").isEqualTo(english.itemId());
    assertThat(german.item().title()).isEqualTo("Run Lola Run").isEqualTo(english.item().title());
    assertThat(german.item().directors()).containsExactly("Tom Tykwer");
    assertThat(german.item().ids()).containsEntry("imdb", "tt0130827");
    assertThat(german.rating().score()).isEqualTo(80);
  }

  @Test
  void theYearThatThePageLeavesOutComesFromTheCatalogue() {
    Review review =
        review(
            "Run Lola Run movie review",
            "",
            "<p>Directed by Tom Tykwer and starring Franka Potente, the film runs. Rating: 4/5</p>");
    assertThat(review.item().year()).isEqualTo(1998);
    assertThat(review.provenance().get("item.year").from()).isEqualTo("catalogue");
    assertThat(review.provenance().get("item.id").from()).isEqualTo("catalogue");
    assertThat(review.provenance().get("item.id").evidence()).contains("Tom Tykwer");
    assertThat(review.provenance().get("item").from()).isNotEqualTo("catalogue");
  }

  @Test
  void whatIsNotSureKeepsThePagesOwnItem() {
    Review review =
        review("The Thing movie review", "", "<p>A film about a thing in a hut. Rating: 3/5</p>");
    assertThat(review.itemId()).isEqualTo(Ids.item("movie", "The Thing", null));
    assertThat(review.provenance()).doesNotContainKey("item.id");
  }

  @Test
  void aRemakeOfAnotherYearIsNotTheOriginal() {
    Review review =
        review(
            "Suspiria (2031) movie review",
            "",
            "<p>Directed by Ivo Brandt. Dario Argento made the first film of the name. Rating: 3/5</p>");
    assertThat(review.itemId()).startsWith("t-");
  }

  @Test
  void aLinkToTheFirstFilmDoesNotMakeAReviewOfTheSecondOneOfIt() {
    Review review =
        review(
            "Blade Runner 2049 (2017) movie review",
            "",
            "<p>It follows <a href='https://www.imdb.com/title/tt0083658/'>the first one</a> well."
                + " Rating: 4/5</p>");
    assertThat(review.itemId()).isNotEqualTo("c-tt0083658");
  }

  @Test
  void aTitleThatBeginsWithAYearIsNotOfThatYear() {
    Review review =
        review(
            "2001: A Space Odyssey movie review",
            "",
            "<p>Directed by Stanley Kubrick, the film is a slow waltz. Rating: 5/5</p>");
    assertThat(review.itemId()).isEqualTo("c-tt0062622");
    assertThat(review.item().year()).isEqualTo(1968);
  }

  @Test
  void theYearOfAReviewIsNotAskedFor() {
    var asked = new ArrayList<Catalog.Query>();
    String dated =
        Pages.review(
            "Salt Harbour movie review",
            "<meta property='article:published_time' content='2024-03-05T10:00:00Z'>",
            "<p>Now in cinemas: a film about salt. Rating: 3/5</p>");
    Review review = new Extractor(listening(asked)).extract(Pages.page(dated)).reviews().getFirst();
    assertThat(review.item().year()).isEqualTo(2024);
    assertThat(asked)
        .isNotEmpty()
        .allSatisfy(query -> {
          assertThat(query.year()).isNull();
          assertThat(query.published()).isEqualTo(2024);
        });
  }

  private static Catalog listening(List<Catalog.Query> asked) {
    return new Catalog() {
      @Override
      public Optional<Link> link(Query query) {
        asked.add(query);
        return Optional.empty();
      }

      @Override
      public String fingerprint() {
        return "a test's";
      }

      @Override
      public int size() {
        return 0;
      }
    };
  }

  @Test
  void withoutCatalogueThePageSpeaksAlone() {
    String page = Pages.review("Lola rennt (1998) – Filmkritik", "", LOLA);
    Review review = new Extractor(Catalog.NONE).extract(Pages.page(page)).reviews().getFirst();
    assertThat(review.itemId()).isEqualTo(Ids.item("movie", "Lola rennt", 1998));
  }

  @Test
  void theIdOfAReviewDoesNotDependOnTheCatalogue() {
    String page =
        Pages.review(
            "Two films review", marked("Lola rennt", 1998) + marked("Salt Harbour", 2001), "");
    var alone = new Extractor(Catalog.NONE).extract(Pages.page(page)).reviews();
    var linked = new Extractor().extract(Pages.page(page)).reviews();
    assertThat(linked)
        .extracting(Review::id)
        .containsExactlyElementsOf(alone.stream().map(Review::id).toList());
    assertThat(linked.getFirst().item().title()).isEqualTo("Run Lola Run");
  }

  private static String marked(String title, int year) {
    return "<script type='application/ld+json'>{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\""
        + title
        + "\",\"dateCreated\":\""
        + year
        + "\"},\"reviewBody\":\"A film.\",\"reviewRating\":{\"ratingValue\":4}}</script>";
  }

  private static Review review(String headline, String head, String ending) {
    return Pages.reviews(Pages.review(headline, head, ending)).getFirst();
  }
}
