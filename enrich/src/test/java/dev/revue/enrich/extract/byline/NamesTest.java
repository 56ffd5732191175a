package dev.revue.enrich.extract.byline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "By Mara Quill|Mara Quill",
        "by Mara Quill and Tom Reed|Mara Quill;Tom Reed",
        "Written by: Mara Quill, Senior Editor|Mara Quill",
        "Von Mara Quill und Tom Reed|Mara Quill;Tom Reed",
        "Écrit par Mara Quill|Mara Quill",
        "Texto: Mara Quill y Tom Reed|Mara Quill;Tom Reed",
        "By José Ortega y Gasset|José Ortega y Gasset",
        "By Mara Quill, MD, PhD|Mara Quill",
        "Autor: Mara Quill|Mara Quill",
        "Abby Nord|Abby Nord",
        "Bylle Nord|Bylle Nord"
      })
  void readsNamesWithoutLabelsRolesAndDegrees(String text, String names) {
    assertThat(Names.of(List.of(text))).containsExactly(names.split(";"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "Mara Quill | Senior Writer | July 2, 2025=Mara Quill",
        "By Mara Quill March 5, 2024=Mara Quill",
        "By Mara Quill Tue, 5 March 2024=Mara Quill",
        "by Mara Quill on 5 March=Mara Quill",
        "Mara Quill · 4 min read=Mara Quill",
        "Mara de la Quill – 5 March 2024=Mara de la Quill"
      })
  void aNameEndsWhereDatesAndRolesBegin(String line, String name) {
    assertThat(Names.people(line)).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "By admin",
        "Redaktion",
        "Email the author",
        "Follow Mara Quill",
        "https://papers.example/authors/mara",
        "mara@papers.example",
        "12345",
        "Staff Writer",
        "View all posts",
        "By the author of many books about harbours and the people in them"
      })
  void whatIsNobodysNameGivesNone(String text) {
    assertThat(Names.of(List.of(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Press Release",
        "Read More",
        "The Best Guide",
        "mara quill",
        "Mara",
        "Photo Gallery 3",
        "How To Choose"
      })
  void notEveryLineIsAPerson(String text) {
    assertThat(Names.people(text)).isEmpty();
  }
}
