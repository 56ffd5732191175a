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
        "Posted on Tue, 05 Mar 2024 10:30|2024-03-05",
        "Tue Mar 05 2024 11:52:19 GMT+0000 (Coordinated Universal Time)|2024-03-05",
        "March 5th, 2024|2024-03-05",
        "Mar. 5, 2024|2024-03-05",
        "the 5th of March 2024|2024-03-05",
        "5 marzo 2024|2024-03-05",
        "5 maart 2024|2024-03-05",
        "5 de março de 2024|2024-03-05",
        "den 5 mars 2024|2024-03-05",
        "5. mars 2024|2024-03-05",
        "5. marts 2024|2024-03-05",
        "5 marca 2024|2024-03-05",
        "5. března 2024|2024-03-05",
        "5 Mart 2024|2024-03-05",
        "5. maaliskuuta 2024|2024-03-05",
        "5 марта 2024 г.|2024-03-05",
        "2024年3月5日|2024-03-05",
        "2024년 3월 5일|2024-03-05",
        "05.03.2024, 10:30 Uhr|2024-03-05",
        "4/24/2000 12:00:00 AM|2000-04-24",
        "24/4/2000|2000-04-24"
      })
  void readsDates(String text, String iso) {
    assertThat(Dates.iso(text, DateOrder.UNKNOWN)).isEqualTo(iso);
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
        "99999999",
        "3/4/2024",
        "Top 10 films of May 2024",
        "5 stars, March, and 2024 reasons",
        "call 555-12-2024",
        "version 3.10.2024.1.7"
      })
  void inventsNone(String text) {
    assertThat(Dates.iso(text, DateOrder.UNKNOWN)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, com, 2024-03-04",
    "en, com, 2024-03-04",
    "en-GB, com, 2024-04-03",
    "en, co.uk, 2024-04-03",
    "de, com, 2024-04-03",
    "'', fr, 2024-04-03",
    "'', com, "
  })
  void whetherDayOrMonthComesFirstIsAMatterOfLanguageAndCountry(
      String language, String top, String iso) {
    assertThat(Dates.iso("3/4/2024", DateOrder.of(language, "papers." + top))).isEqualTo(iso);
  }
}
