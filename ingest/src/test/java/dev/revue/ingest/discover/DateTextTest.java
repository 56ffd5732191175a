package dev.revue.ingest.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "25 Jun 2030 15:00:00 PST       | 2030-06-25T23:00:00Z",
        "25 June 2030 15:00:00 PDT      | 2030-06-25T22:00:00Z",
        "Tue, 25 Jun 2030 15:00:00 GMT  | 2030-06-25T15:00:00Z",
        "25 Jun 30 15:00 +0200          | 2030-06-25T13:00:00Z",
        "Tuesday, 25-Jun-30 15:00:00 EST| 2030-06-25T20:00:00Z",
        "25-Aug-2007 15:00:00 EST       | 2007-08-25T20:00:00Z",
        "25-Jun-99 15:00:00 UTC         | 1999-06-25T15:00:00Z",
        "2030-06-25                     | 2030-06-26T00:00:00Z",
        "2030-06-25T15:00:00Z           | 2030-06-25T15:00:00Z",
        "2030-06-25T15:00:00.250+02:00  | 2030-06-25T13:00:00Z",
        "2030-06-25 15:00               | 2030-06-25T15:00:00Z",
        "2030-06-25T15:00:00 CEST       | 2030-06-25T13:00:00Z",
        "2030-06-25T15:00:00 XYZ        | 2030-06-25T15:00:00Z",
      })
  void datesAreReadInAllTheirForms(String text, Instant at) {
    assertThat(DateText.parse(text).map(DateText::end)).hasValue(at);
  }

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "2026-11, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    "2026-11-29, 2026-11-29T00:00:00Z, 2026-11-30T00:00:00Z",
    "2026-11-29T16:37+01:00, 2026-11-29T15:37:00Z, 2026-11-29T15:37:00Z",
    "2026-11-29T16:37:51.123456Z, 2026-11-29T16:37:51Z, 2026-11-29T16:37:51Z",
    "' 2026-11-29t16:37:51z ', 2026-11-29T16:37:51Z, 2026-11-29T16:37:51Z",
    "'Sun, 29 Nov 2026', 2026-11-29T00:00:00Z, 2026-11-30T00:00:00Z",
  })
  void whatIsNotExactHasABeginAndAnEnd(String text, Instant begin, Instant end) {
    assertThat(DateText.parse(text)).hasValue(new DateText(begin, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "never",
        "25 Foo 2030",
        "31 Feb 2030 15:00:00 GMT",
        "2030-13-01",
        "2030-13",
        "203",
        "2030-06-25T25:00:00Z",
        "25 Jun 2030 15:00:00 +9999",
        "1767225600"
      })
  void whatIsNoDateIsNone(String text) {
    assertThat(DateText.parse(text)).isEmpty();
  }

  @Test
  void whatIsTooLongIsNotLookedThrough() {
    assertThat(DateText.parse("2030-06-25T15:00:00Z " + "x".repeat(1_000))).isEmpty();
  }

  @Property
  void noTextBreaksIt(@ForAll String text) {
    assertThat(DateText.parse("25 Jun 2030 " + text)).isNotNull();
    assertThat(DateText.parse(text)).isNotNull();
  }
}
