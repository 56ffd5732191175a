package dev.revue.enrich.extract.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Pages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a page reviews, found without mark-up.
class ItemTest {
  private static final String PUBLISHED =
      "<meta property='article:published_time' content='2025-06-07T09:30:00Z'>";

  private static Item item(String headline, String head, String ending) {
    List<Review> reviews = Pages.reviews(Pages.review(headline, head, ending));
    assertThat(reviews).hasSize(1);
    return reviews.getFirst().item();
  }

  @Test
  void theNameThatTheTextRepeatsEndsALongHeadline() {
    String prose =
        "<p>The Storm Lamp 3000 is bright.</p><p>We carried the Storm Lamp 3000 all week.</p><p>Nobody who tried the Storm Lamp 3000 gave it back.</p>"
            + "<p>The battery, the display and the charging are good at the price; the device has a warranty and little weight.</p>";
    assertThat(
            item("Storm Lamp 3000 Foldable Camping Light and Power Bank review", "", prose).title())
        .isEqualTo("Storm Lamp 3000");
  }

  @Test
  void aNameThatTheTextSaysWholeStaysWhole() {
    String prose = "<p>The Storm Lamp 3000 Pro is bright.</p><p>A Storm Lamp 3000 is not.</p>";
    assertThat(item("Storm Lamp 3000 Pro review", "", prose).title())
        .isEqualTo("Storm Lamp 3000 Pro");
  }

  @Test
  void whereHeadlinesGoOnDifferentlyTheNameIsWhatTheyShare() {
    String page =
        Pages.review(
                "Storm Lamp 3000: The lamp for campers review",
                "",
                "<p>The Storm Lamp 3000 is bright.</p><p>A good price.</p>")
            .replaceFirst("<h1>.*?</h1>", "<h1>Storm Lamp 3000: how bright is it?</h1>");
    assertThat(Pages.reviews(page).getFirst().item().title()).isEqualTo("Storm Lamp 3000");
  }

  @Test
  void theNameMayStandBehindTheColon() {
    String prose =
        "<p>The Storm Lamp shines.</p><p>A Storm Lamp is light.</p><p>Buy the Storm Lamp.</p>";
    assertThat(item("Camping light tested in review: the Storm Lamp", "", prose).title())
        .isEqualTo("Storm Lamp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>Release date: 12 May 2019</p>|2019",
        "<table><tr><td>Year</td><td>1984</td></tr></table>|1984",
        "<p>Erscheinungsjahr: 2011</p>|2011",
        "<p>The Lantern Keeper (Ivo Brandt, 2017) opens well.</p>|2017",
        "<p>In 2016’s The Lantern Keeper nobody speaks.</p>|2016",
        "<p>Sortie en salles : 3 avril 2022</p>|2022"
      })
  void readsTheYear(String ending, int year) {
    assertThat(item("The Lantern Keeper review", PUBLISHED, ending).year()).isEqualTo(year);
  }

  @Test
  void aFilmThatIsReviewedWithoutLookingBackIsOfTheYearOfItsReview() {
    String ending = "<p>Directed by Ivo Brandt, the film is set in 1938.</p>";
    assertThat(item("The Lantern Keeper film review", PUBLISHED, ending).year()).isEqualTo(2025);
  }

  @Test
  void anOlderFilmIsNotOfTheYearOfItsReview() {
    String ending = "<p>Directed by Ivo Brandt, the film was released in 1962.</p>";
    assertThat(item("The Lantern Keeper film review", PUBLISHED, ending).year()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>Regie: Ivo Brandt</p>|Ivo Brandt",
        "<table><tr><th>Director</th><td>Ivo Brandt</td></tr></table>|Ivo Brandt",
        "<p>Réalisateur : Ivo Brandt</p>|Ivo Brandt",
        "<p>Directed by Ivo Brandt, the film never hurries.</p>|Ivo Brandt"
      })
  void readsWhoDirected(String ending, String director) {
    assertThat(item("The Lantern Keeper film review", "", ending).directors())
        .containsExactly(director);
  }

  @Test
  void readsRowsOfFacts() {
    Item item =
        item(
            "The Lantern Keeper film review",
            "",
            "<p>Director: Ivo Brandt</p><p>Cast: Ada Finch, Per Olsen and Eva Frey</p><p>Genre: Drama, Mystery</p>");
    assertThat(item.type()).isEqualTo("movie");
    assertThat(item.cast()).containsExactly("Ada Finch", "Per Olsen", "Eva Frey");
    assertThat(item.genres()).containsExactly("Drama", "Mystery");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>Verlag: Hafen</p><p>Seiten: 320</p><p>ISBN: 978-3-16-148410-0</p>|book",
        "<p>Developer: Gull Works</p><p>Platforms: PC, Switch</p>|game",
        "<p>Künstler: The Gulls</p><p>Label: Tide</p>|music",
        "<p>Created by Mara Quill, the TV series has six episodes a season.</p>|tv"
      })
  void factsTellTheKind(String ending, String type) {
    assertThat(item("The Lantern Keeper review", "", ending).type()).isEqualTo(type);
  }

  @Test
  void aTitleThatASentenceSpeaksOfIsNotTheOneReviewed() {
    for (String opening :
        List.of("Alien (1979) made his name.", "The director of Alien (1979) returns.")) {
      String page =
          Pages.review("Marrow Bay review", "", "")
              .replaceFirst("<h1>(.*?)</h1>", "<h1>$1</h1><p>" + opening + "</p>");
      assertThat(Pages.reviews(page).getFirst().item().title()).as(opening).isEqualTo("Marrow Bay");
    }
  }

  @Test
  void takesIdsFromLinksThatLeadToOneTitle() {
    Item item =
        item(
            "The Lantern Keeper film review",
            "",
            "<p>See <a href='https://www.imdb.com/title/tt0000001/'>its page</a> and <a href='https://www.themoviedb.org/movie/42-lantern'>that</a>.</p>"
                + "<p>Like <a href='https://letterboxd.com/film/salt/'>Salt</a> and <a href='https://letterboxd.com/film/gull/'>Gull</a>.</p>"
                + "<p>ISBN: 978-3-16-148410-0</p>");
    assertThat(item.ids())
        .containsEntry("imdb", "tt0000001")
        .containsEntry("tmdb", "42")
        .containsEntry("isbn", "9783161484100")
        .doesNotContainKey("letterboxd");
  }
}
