package dev.revue.enrich.extract.byline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-03-05|2024-03-05",
        "2024-03-05T10:00:00Z|2024-03-05T10:00:00Z",
        "2024-03-05T10:00:00+0100|2024-03-05T10:00:00+01:00",
        "2024-03-05T10:00:00.000Z|2024-03-05T10:00:00Z",
        "2024-03-05 10:00:00|2024-03-05",
        "20240305|2024-03-05",
        "March 5, 2024|2024-03-05",
        "5 March 2024|2024-03-05",
        "5. März 2024|2024-03-05",
        "5 de marzo de 2024|2024-03-05",
        "le 5 août 2024|2024-08-05",
        "Posted on Tue, 05 Mar 2024 10:30|2024-03-05"
      })
  void readsDates(String text, String iso) {
    assertThat(Dates.iso(text)).isEqualTo(iso);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2024-13-45",
        "2024-02-30",
        "31 February 2024",
        "0000-00-00",
        "12:30",
        "March 2024",
        "1899-01-01",
        "99999999"
      })
  void inventsNone(String text) {
    assertThat(Dates.iso(text)).isNull();
  }
}
