package dev.revue.enrich.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The Lamp: Part II | Lamp - Part Two",
        "Lamp Vol. 2 | Lamp: Volume II",
        "Lamp, The | The Lamp",
        "Spider-Lamp | Spiderlamp",
        "Lamp & Oil | Lamp and Oil",
        "Ocean's Eleven Lamps | Oceans 11 Lamps",
        "L’Avventura della lampada | Avventura della Lampada",
        "Straße der Lampen | STRASSE DER LAMPEN",
        "Lämpchen | Lampchen",
        "Ørsted | Orsted"
      })
  void writesTheSameNameInOneWay(String one, String other) {
    assertThat(Name.of(one).key()).isEqualTo(Name.of(other).key()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Lamp II | Lamp III", "Lamp 2 | Lamp", "V for Lamp | Five for Lamp", "Lamp | Lump"})
  void keepsApartWhatIsNotTheSame(String one, String other) {
    assertThat(Name.of(one).key()).isNotEqualTo(Name.of(other).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Lamp: Part One | Lamp",
        "Lamp – A Story | Lamp",
        "Lamp: Part Two | ''",
        "Lamp | ''"
      })
  void aSubtitleMayBeLeftOutIfItIsNoNumber(String title, String head) {
    assertThat(Name.head(title)).isEqualTo(head);
  }

  @Property(tries = 300)
  void anyTextHasAName(@ForAll String text) {
    Name name = Name.of(text);
    assertThat(name.key()).doesNotContain(" ").doesNotContain("\0");
    assertThat(Name.head(text).length()).isLessThanOrEqualTo(text.length());
    assertThat(Words.fold(text, 50)).startsWith(" ").endsWith(" ");
  }

  @Property(tries = 500)
  void aSlipIsFoundByWhatIsLeftOut(@ForAll("words") String word, @ForAll("words") String other) {
    if (!Typos.near(word, other)) return;
    assertThat(Typos.shortened(word)).anyMatch(Typos.shortened(other)::contains);
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> words() {
    return net.jqwik.api.Arbitraries.strings().withChars("abc").ofMinLength(4).ofMaxLength(6);
  }
}
