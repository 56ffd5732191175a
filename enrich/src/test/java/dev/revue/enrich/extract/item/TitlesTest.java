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
        "Salt - Mara Quill [Rezension]|Salt",
        "[Review] The Lantern Keeper|The Lantern Keeper",
        "REVIEW — The Lantern Keeper|The Lantern Keeper",
        "The Lantern Keeper – Film Review|The Lantern Keeper",
        "Film Review – The Lantern Keeper|The Lantern Keeper",
        "The Lantern Keeper (2025) Review|The Lantern Keeper",
        "The Lantern Keeper: Season 2 Review|The Lantern Keeper: Season 2",
        "A Review of The Lantern Keeper|The Lantern Keeper",
        "My Review of The Lantern Keeper by Mara Quill|The Lantern Keeper",
        "Book Review: Salt and Storm by Mara Quill|Salt and Storm",
        "Book review – Salt and Storm, by Mara Quill|Salt and Storm",
        "Review: ‘The Lantern Keeper’ shines|The Lantern Keeper",
        "Ada Finch is ‘magnificent’ in The Lantern Keeper: review|Ada Finch is ‘magnificent’ in The Lantern Keeper",
        "Stand by Me review|Stand by Me",
        "Death by Lightning review|Death by Lightning",
        "Review: Stand by Me|Stand by Me",
        "Rezension: Salz und Sturm von Mara Quill|Salz und Sturm",
        "[Rezension] Salz und Sturm von Mara Quill|Salz und Sturm",
        "Salz und Sturm von Mara Quill – Rezension|Salz und Sturm",
        "Mara Quill: Salz und Sturm – Buchrezension|Salz und Sturm",
        "Filmkritik: Der Leuchtturm|Der Leuchtturm",
        "Der Leuchtturm (2025) – Kritik|Der Leuchtturm",
        "Der Leuchtturm: Kritik zum Film|Der Leuchtturm",
        "Critique : Le Phare|Le Phare",
        "Le Phare : critique du film|Le Phare",
        "Le Phare, la critique|Le Phare",
        "Test du Phare 3000|Phare 3000",
        "[Test] Phare 3000|Phare 3000",
        "Test : Phare 3000|Phare 3000",
        "Phare 3000 : notre test complet|Phare 3000",
        "Il faro, la recensione|Il faro",
        "Il faro – Recensione|Il faro",
        "Recensione di Il faro|Il faro",
        "Il faro, recensione del film di Ivo Brandt|Il faro",
        "Reseña: El faro|El faro",
        "Reseña de El faro, de Mara Quill|El faro",
        "Análisis de El faro para PS5|El faro",
        "Crítica: El faro|El faro",
        "Crítica ‘El faro’|El faro",
        "Análise – O farol|O farol",
        "Anmeldelse: Fyret|Fyret",
        "Fyret – anmeldelse|Fyret",
        "Recension: Fyren|Fyren",
        "Recensie: De vuurtoren|De vuurtoren",
        "Latarnia – recenzja filmu|Latarnia",
        "Recenze: Maják|Maják",
        "Рецензия на фильм «Маяк»|Маяк",
        "Storm Lamp 3000 review: bright, light and cheap|Storm Lamp 3000",
        "Storm Lamp 3000 Review - Is It Worth It?|Storm Lamp 3000",
        "Storm Lamp 3000 im Test: hell und leicht|Storm Lamp 3000",
        "Storm Lamp 3000 hands-on review|Storm Lamp 3000",
        "We tested the Storm Lamp 3000 review|We tested the Storm Lamp 3000",
        "The Lantern Keeper movie review (2025)|The Lantern Keeper",
        "The Lantern Keeper Blu-ray Review|The Lantern Keeper",
        "Movie Review: The Lantern Keeper (2025)|The Lantern Keeper",
        "The Lantern Keeper Review: 9/10|The Lantern Keeper",
        "The Lantern Keeper (PS5) Review|The Lantern Keeper",
        "The Lantern Keeper Review (Switch)|The Lantern Keeper",
        "Game Review: The Lantern Keeper for PC|The Lantern Keeper",
        "Album Review: The Gulls - Harbour Songs|Harbour Songs",
        "The Gulls: Harbour Songs Album Review|Harbour Songs",
        "The Gulls – Harbour Songs (Album Review)|Harbour Songs"
      })
  void findsTheTitleInAHeadline(String headline, String title) {
    assertThat(Titles.inHeadline(headline)).isEqualTo(title);
  }

  @Test
  void aHeadlineThatIsNoReviewsNamesNoTitle() {
    assertThat(Titles.inHeadline("Harbour closed until May")).isNull();
  }
}
