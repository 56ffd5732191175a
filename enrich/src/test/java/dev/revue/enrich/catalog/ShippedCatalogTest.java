package dev.revue.enrich.catalog;

import static dev.revue.enrich.catalog.Titles.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.enrich.catalog.Catalog.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedCatalogTest {
  private static final Catalog CATALOG = new ShippedCatalog();
  private static final List<Entry> ENTRIES = ShippedCatalog.entries();

  @Test
  void everyTitleIsFoundByEachOfItsNamesWithItsYearAndMaker() {
    var lost = new ArrayList<String>();
    for (Entry entry : ENTRIES)
      for (String title : entry.titles())
        for (String maker : entry.makers()) {
          Query query = ask(title, entry.type(), entry.year(), maker, "");
          if (!id(CATALOG.link(query)).equals(entry.id())) lost.add(title + " " + entry.id());
        }
    assertThat(lost).isEmpty();
  }

  @Test
  void aNameAloneNeverLeadsToAnotherTitle() {
    var wrong = new ArrayList<String>();
    for (Entry entry : ENTRIES)
      for (String title : entry.titles()) {
        var bare = new Query(title, entry.type(), null, List.of(), Map.of(), "", null);
        String found = id(CATALOG.link(bare));
        if (!found.equals("none") && !found.equals(entry.id())) wrong.add(title + " → " + found);
      }
    assertThat(wrong).isEmpty();
  }

  @Test
  void withAnotherYearAndMakerATitleIsLinkedToNothing() {
    var wrong = new ArrayList<String>();
    for (Entry entry : ENTRIES)
      for (String title : entry.titles()) {
        Query query = ask(title, entry.type(), 1899, "Nobody Atall", "");
        CATALOG.link(query).ifPresent(link -> wrong.add(title + " → " + link.entry().id()));
      }
    assertThat(wrong).isEmpty();
  }

  @Test
  void thePeopleInTheTextTellRemakesApart() {
    String text = "John Carpenter made his best film here, and Kurt Russell never was better.";
    assertThat(id(CATALOG.link(ask("The Thing", "movie", null, null, text))))
        .isEqualTo("tt0084787");
    assertThat(id(CATALOG.link(ask("The Thing", "movie", null, null, "A film in the ice."))))
        .isEqualTo("none");
    assertThat(id(CATALOG.link(ask("The Thing", "movie", 2011, null, "")))).isEqualTo("tt0905372");
    assertThat(id(CATALOG.link(ask("It", "movie", 2017, null, "")))).isEqualTo("tt1396484");
    assertThat(id(CATALOG.link(ask("It", "tv", 1990, null, "")))).isEqualTo("tt0099864");
    assertThat(id(CATALOG.link(ask("Dune", "movie", 1984, null, "")))).isEqualTo("tt0087182");
    assertThat(id(CATALOG.link(ask("Dune", "book", 1965, null, "")))).isEqualTo("book-dune-1965");
  }

  @ParameterizedTest
  @CsvSource({
    "Squid Game: The Challenge, tv, 2023, none",
    "Money Heist: Korea – Joint Economic Area, tv, 2022, none",
    "Attack on Titan: Junior High, tv, 2015, none",
    "Breaking Bad: Ozymandias, tv, 2013, none",
    "Oppenheimer: The Real Story, movie, 2023, none",
    "Bloodborne: The Old Hunters, game, 2015, none",
    "The Last of Us: Left Behind, game, 2014, none",
    "The Witcher 3: Wild Hunt – Blood and Wine, game, 2016, none",
    "Secret in Their Eyes, movie, , none",
    "Secret in Their Eyes, movie, 2015, movie-secret-in-their-eyes-2015",
    "Avatar: The Last Airbender, tv, , none",
    "Avatar: The Last Airbender, tv, 2024, tv-avatar-the-last-airbender-2024",
    "La vie est belle, movie, , none",
    "La vie est belle, movie, 1997, tt0118799",
    "The Bridge, tv, 2012, tt1733785",
    "Little Women, movie, 1949, movie-little-women-1949",
    "King Kong, movie, 1976, movie-king-kong-1976",
    "The Thing from Another World, movie, 1951, movie-the-thing-from-another-world-1951"
  })
  void spinOffsAndRemakesAreTitlesOfTheirOwn(
      String title, String type, Integer year, String expected) {
    assertThat(id(CATALOG.link(ask(title, type, year, null, "")))).isEqualTo(expected);
  }

  @Test
  void namesInOtherLanguagesAreOneTitle() {
    Set<String> ids = new HashSet<>();
    for (String title : List.of("Lola rennt", "Run Lola Run", "Cours, Lola, cours"))
      ids.add(id(CATALOG.link(ask(title, "movie", 1998, null, ""))));
    assertThat(ids).containsExactly("tt0130827");
  }

  @Test
  void idsAreUniqueAndImdbsAreWellFormed() {
    assertThat(ENTRIES).hasSizeGreaterThan(300).extracting(Entry::id).doesNotHaveDuplicates();
    assertThat(ENTRIES)
        .allSatisfy(
            e -> assertThat(e.ids().getOrDefault("imdb", "tt0000000")).matches("tt\\d{7,8}"))
        .allSatisfy(e -> assertThat("c-" + e.id()).hasSizeLessThanOrEqualTo(64))
        .allSatisfy(e -> assertThat(e.makers()).isNotEmpty())
        .allSatisfy(e -> assertThat(e.year()).isBetween(1600, 2026));
  }

  private static Query ask(String title, String type, Integer year, String maker, String text) {
    List<String> makers = maker == null ? List.of() : List.of(maker);
    return new Query(title, type, year, makers, Map.of(), text, null);
  }
}
