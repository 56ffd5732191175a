package dev.revue.enrich.catalog;

import static dev.revue.enrich.catalog.Titles.entry;
import static dev.revue.enrich.catalog.Titles.film;
import static dev.revue.enrich.catalog.Titles.id;
import static dev.revue.enrich.catalog.Titles.inText;
import static dev.revue.enrich.catalog.Titles.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.enrich.catalog.Catalog.Query;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogIndexTest {
  private static final CatalogIndex CATALOG =
      Titles.catalog(
          entry(
              "harbour",
              "movie",
              List.of("Harbour Lights of Ostrava", "Světla přístavu"),
              1994,
              "Jana Nováková"),
          film("gift-1", "The Gift", 2000, "Ada Finch"),
          film("gift-2", "The Gift", 2015, "Per Olsen"),
          film("keeper-1", "The Keeper: Part II", 1978, "Ivo Brandt"),
          film("keeper-0", "The Keeper", 1975, "Ivo Brandt"),
          film("walk", "2001: A Walk", 1968, "Ida Kess"),
          film("lamps", "Some Quiet Lamplighters of Northern Bohemia", 1999, "Ida Kess"),
          new Entry(
              "clock-famous",
              "movie",
              List.of("Salt Clock Tower"),
              2002,
              null,
              List.of("C. Three"),
              List.of(),
              List.of(),
              Map.of(),
              200_000),
          film("storm", "Grey Storm: The Last Winter on Earth", 2011, "Mara Quill"),
          film("amelie", "L'Étrange Élise Marchand", 2001, "Luc Moreau"),
          film("schindler", "Schumacher's Clockwork Orchestra", 1983, "Bo Kim"),
          film("nine", "Nine", 2009, "Rob Ames"),
          film("9", "9", 2009, "Shane Bell"),
          film("wall", "Fast & Curious", 2008, "Anne Wu"),
          entry("dust-film", "movie", List.of("Dust Walkers of Arran"), 2021, "Denis Valle"),
          entry("dust-book", "book", List.of("Dust Walkers of Arran"), 1965, "Frank Hobart"),
          new Entry(
              "bridge",
              "tv",
              List.of("The Bridgekeepers"),
              2011,
              2018,
              List.of("Hans Roth"),
              List.of(),
              List.of(),
              Map.of("imdb", "tt7700001"),
              0),
          new Entry(
              "alone-famous",
              "movie",
              List.of("Alone at Sea"),
              2020,
              null,
              List.of("A. One"),
              List.of(),
              List.of(),
              Map.of(),
              90_000),
          new Entry(
              "alone-short",
              "movie",
              List.of("Alone at Sea"),
              2020,
              null,
              List.of("B. Two"),
              List.of(),
              List.of(),
              Map.of(),
              12),
          entry("kaze", "movie", List.of("Kaze no uta", "風の歌"), 1988, "Kenji Sato"));

  @ParameterizedTest
  @CsvSource({
    "Harbour Lights of Ostrava, 1994, harbour",
    "HARBOUR LIGHTS OF OSTRAVA, 1994, harbour",
    "Harbor Lights of Ostrava, 1994, harbour", // a letter less
    "Harbour Lihgts of Ostrava, 1994, harbour", // two turned round
    "Harbour Lights of Ostrawa, 1994, harbour",
    "Svetla pristavu, 1994, harbour", // its other name, without accents
    "Harbour Lights of Ostrava, 1995, harbour",
    "Harbour Lights of Ostrava, 1993, harbour",
    "Harbour Lights of Ostrava, 1996, none",
    "Harbour Lights of Ostrava, , none", // another title may have that name
    "Some Quiet Lamplighters of Northern Bohemia, , lamps", // none has that
    "Some Quiet Lamplighters, , none",
    "Grey Storm: The Last Winter on Earth, , storm",
    "Salt Clock Tower, , clock-famous", // so well known that nobody means the other
    "2001: A Walk, , none",
    "2001: A Walk, 1968, walk",
    "Harbour Lights of Ostrava: The Real Story, 1994, none", // a film about it
    "Harbour Lights of Ostrava – Remastered, 1994, harbour",
    "Harbour Nights of Ostrava, , none",
    "The Gift, 2000, gift-1",
    "Gift, 2015, gift-2",
    "'Gift, The', 2015, gift-2",
    "The Gift, , none",
    "The Gift, 2008, none",
    "The Lift, 2015, none",
    "The Keeper Part 2, 1978, keeper-1",
    "'The Keeper, Part Two', 1978, keeper-1",
    "The Keeper Pt. II, 1978, keeper-1",
    "The Keeper, 1975, keeper-0",
    "The Keeper: Part III, 1978, none",
    "The Keeper: Part One, 1975, keeper-0",
    "Grey Storm, 2011, storm",
    "Storm, 2011, none", // many a film may be called so
    "Grey Storm, , none",
    "Grey Storm: The First Summer on Mars, 2011, none",
    "Harbour Lights of Ostrava: Director's Cut, 1994, harbour",
    "L’etrange Elise Marchand, 2001, amelie",
    "Schumachers Clockwork Orchestra, 1983, schindler",
    "Fast and Curious, 2008, wall",
    "9, 2009, 9",
    "Nine, 2009, nine",
    "Alone at Sea, 2020, alone-famous",
    "風の歌, 1988, kaze",
    "'', 2000, none",
    "'...', 2000, none",
    "A Film That Nobody Has Made, 2000, none"
  })
  void findsTheTitleThatIsMeantOrNone(String title, Integer year, String expected) {
    assertThat(id(CATALOG.link(query(title, year)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "The Bridgekeepers: The Challenge, tv, 2012, Hans Roth, none", // another series, or an episode
    "The Bridgekeepers: Season One, tv, 2012, Hans Roth, bridge",
    "The Bridgekeepers, tv, 2013, Hans Roth, bridge",
    "The Bridgekeepers, tv, 2013, Ed Rowe, none", // remade with its own creators
    "Harbour Lights of Ostrava: Unknown Tale, movie, 1994, Jana Nováková, harbour",
    "Dust Walkers of Arran, other, , Frank Hobart, dust-book",
    "The Keeper, movie, 1975, Eve Brandt, none",
    "Ring Walkers, book, , JRR Tolling, ring",
    "Ring Walkers, book, , J.R.R. Tolling, ring",
    "Ring Walkers, book, , Tolling, none",
    "Left Shore, book, , Una Le Guern, shore",
    "Left Shore, book, , Una K. Le Guern, shore",
    "Left Shore, book, , Una Kay Le Guern Jr., shore",
    "Left Shore, book, , Le Guern, shore",
    "Left Shore, book, , Una Le, none"
  })
  void makersThatAreNamedDecide(
      String title, String type, Integer year, String maker, String expected) {
    CatalogIndex catalog = CATALOG;
    if (type.equals("book"))
      catalog =
          Titles.catalog(
              entry("ring", "book", List.of("Ring Walkers"), 1954, "J. R. R. Tolling"),
              entry("shore", "book", List.of("Left Shore"), 1969, "Una K. Le Guern"));
    assertThat(id(catalog.link(query(title, type, year, maker)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Dust Walkers of Arran, book, Frank Hobart wrote it., dust-book",
    "Dust Walkers of Arran, other, Frank Hobart wrote it., none", // or a film of his book
    "Clear Squares, music, All the Squares meet in Paris., none", // a word of every page
    "Ada Lorn, music, An album by Ada Lorn., none" // the title itself
  })
  void makersInTheTextCountWhereTheKindIsKnown(
      String title, String type, String text, String expected) {
    CatalogIndex catalog =
        Titles.catalog(
            entry("dust-book", "book", List.of("Dust Walkers of Arran"), 1965, "Frank Hobart"),
            entry("squares", "music", List.of("Clear Squares"), 1980, "Squares"),
            entry("ada", "music", List.of("Ada Lorn"), 1981, "Ada Lorn"));
    assertThat(id(catalog.link(inText(title, type, null, text)))).isEqualTo(expected);
  }

  @Test
  void aBetterKnownTitleWithASubtitleIsNoRivalOfTheNameItself() {
    Entry famous =
        new Entry(
            "famous",
            "movie",
            List.of("Iron Weather: A Long Beginning"),
            1977,
            null,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            90_000);
    CatalogIndex both = Titles.catalog(famous, film("itself", "Iron Weather", 1978, "Ada Finch"));
    assertThat(id(both.link(query("Iron Weather", 1978)))).isEqualTo("itself");
  }

  @Test
  void aLinkDecidesOnlyForATitleOfThatName() {
    assertThat(id(CATALOG.link(linking("The Bridgekeepers", "tt7700001")))).isEqualTo("bridge");
    assertThat(id(CATALOG.link(linking("Bridgekeepers", "tt7700001")))).isEqualTo("bridge");
    assertThat(id(CATALOG.link(linking("The Bridgekeepers 2049", "tt7700001")))).isEqualTo("none");
    assertThat(id(CATALOG.link(linking("The Bridgekeepers: Home", "tt7700001")))).isEqualTo("none");
    var toAnother =
        new Query(
            "The Bridgekeepers",
            "tv",
            2011,
            List.of(),
            Map.of(),
            Map.of("imdb", "tt7700002"),
            "",
            null);
    assertThat(id(CATALOG.link(toAnother))).isEqualTo("bridge");
  }

  private static Query linking(String title, String imdb) {
    return new Query(title, "tv", null, List.of(), Map.of(), Map.of("imdb", imdb), "", null);
  }

  @Test
  void aClosedCatalogueSaysThatItCannotBeRead() {
    CatalogIndex closed = Titles.catalog(film("one", "The Gift", 2000, "Ada Finch"));
    closed.close();
    assertThatThrownBy(() -> closed.link(query("The Gift", 2000)))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void thePeopleDecideWhereTheYearDoesNot() {
    assertThat(id(CATALOG.link(query("The Gift", null, "Per Olsen")))).isEqualTo("gift-2");
    assertThat(id(CATALOG.link(query("The Gift", null, "Olsen Per")))).isEqualTo("gift-2");
    assertThat(id(CATALOG.link(query("The Gift", null, "Somebody Else")))).isEqualTo("none");
    assertThat(id(CATALOG.link(query("The Gift", 2015, "Somebody Else")))).isEqualTo("none");
    assertThat(id(CATALOG.link(query("Alone at Sea", 2020, "B. Two")))).isEqualTo("alone-short");
  }

  @Test
  void looksForThePeopleInTheTextToo() {
    String text = "Mara Quill has made a film that waits. Nobody else could have.";
    Query said = inText("Grey Storm: The Last Winter on Earth", "movie", null, text);
    assertThat(id(CATALOG.link(said))).isEqualTo("storm");
    Query byOneWord = inText("Nine", "movie", null, "In it, Ames and Bell meet.");
    assertThat(id(CATALOG.link(byOneWord))).isEqualTo("none");
  }

  @Test
  void theKindMustAgree() {
    String title = "Dust Walkers of Arran";
    assertThat(id(CATALOG.link(query(title, "book", 1965)))).isEqualTo("dust-book");
    assertThat(id(CATALOG.link(query(title, "movie", 2021)))).isEqualTo("dust-film");
    assertThat(id(CATALOG.link(query(title, "other", 1965)))).isEqualTo("none");
    assertThat(id(CATALOG.link(query(title, "game", 2021)))).isEqualTo("none");
    assertThat(id(CATALOG.link(query(title, "other", 2021)))).isEqualTo("dust-film");
    assertThat(id(CATALOG.link(query(title, "other", null)))).isEqualTo("none");
    assertThat(id(CATALOG.link(query(title, "product", 2021)))).isEqualTo("none");
    assertThat(id(CATALOG.link(query(title, "product", null, "Frank Hobart"))))
        .isEqualTo("dust-book");
  }

  @Test
  void betweenNeighbouringYearsTheBetterKnownMustNotBeTheOther() {
    Entry known =
        new Entry(
            "known",
            "movie",
            List.of("Ferrymen of Ostrava"),
            2019,
            null,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            80_000);
    Entry other =
        new Entry(
            "other",
            "movie",
            List.of("Ferrymen of Ostrava"),
            2020,
            null,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            30);
    CatalogIndex both = Titles.catalog(known, other);
    assertThat(id(both.link(query("Ferrymen of Ostrava", 2019)))).isEqualTo("known");
    assertThat(id(both.link(query("Ferrymen of Ostrava", 2020)))).isEqualTo("none");
    assertThat(id(both.link(query("Ferrymen of Ostrava", 2021)))).isEqualTo("other");
  }

  @Test
  void anyYearOfASeriesIsItsYear() {
    assertThat(id(CATALOG.link(query("The Bridgekeepers", "tv", 2015)))).isEqualTo("bridge");
    assertThat(id(CATALOG.link(query("The Bridgekeepers", "tv", 2021)))).isEqualTo("none");
  }

  @Test
  void aNamedIdDecides() {
    var named =
        new Query("Bridgekeepers", "tv", null, List.of(), Map.of("imdb", "tt7700001"), "", null);
    assertThat(id(CATALOG.link(named))).isEqualTo("bridge");
    var another =
        new Query(
            "The Bridgekeepers", "tv", 2011, List.of(), Map.of("imdb", "tt7700002"), "", null);
    assertThat(id(CATALOG.link(another))).isEqualTo("none");
  }

  @Test
  void noTitleIsYoungerThanItsReviews() {
    String title = "Harbour Lights of Ostrava";
    var makers = List.of("Jana Nováková");
    var early = new Query(title, "movie", null, makers, Map.of(), "", 1980);
    assertThat(id(CATALOG.link(early))).isEqualTo("none");
    var late = new Query(title, "movie", null, makers, Map.of(), "", 2020);
    assertThat(id(CATALOG.link(late))).isEqualTo("harbour");
  }

  @Test
  void theFingerprintIsThatOfTheContent() {
    Entry one = film("a", "One", 2000, "Ann Bell");
    Entry two = film("b", "Two", 2001, "Cid Dorn");
    Entry other = film("b", "Two", 2002, "Cid Dorn");
    assertThat(Titles.catalog(one, two).fingerprint())
        .isEqualTo(Titles.catalog(one, two).fingerprint())
        .isNotEqualTo(Titles.catalog(one, other).fingerprint())
        .isNotEqualTo(Titles.catalog(one).fingerprint())
        .isNotEqualTo(Catalog.NONE.fingerprint());
  }

  @Test
  void manyThreadsAskAtOnce() {
    var answers =
        java.util.stream.IntStream.range(0, 4_000)
            .parallel()
            .mapToObj(i -> id(CATALOG.link(query(i % 2 == 0 ? "The Gift" : "The Giftt", 2015))))
            .distinct()
            .toList();
    assertThat(answers).contains("gift-2").hasSizeLessThanOrEqualTo(2);
  }
}
