package dev.revue.enrich.extract.item;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The Lantern Keeper review|The Lantern Keeper",
        "The Lantern Keeper Movie Review|The Lantern Keeper",
        "Review: The Lantern Keeper|The Lantern Keeper",
        "Film Review: The Lantern Keeper (2025)|The Lantern Keeper",
        "‘The Lantern Keeper’ Review: A light that never goes out|The Lantern Keeper",
        "The Lantern Keeper review – slow and lovely|The Lantern Keeper",
        "Storm: The Long Night review|Storm: The Long Night",
        "Der Leuchtturm im Test: hell genug?|Der Leuchtturm",
        "Kritik zu Der Leuchtturm|Der Leuchtturm",
        "Test Phare 3000 : la lampe du moment|Phare 3000",
        "Recensione: Il faro|Il faro",
        "Crítica de El faro|El faro",
        "Salt - Mara Quill [Rezension]|Salt"
      })
  void findsTheTitleInAHeadline(String headline, String title) {
    assertThat(Titles.inHeadline(headline)).isEqualTo(title);
  }

  @Test
  void aHeadlineThatIsNoReviewsNamesNoTitle() {
    assertThat(Titles.inHeadline("Harbour closed until May")).isNull();
  }
}
