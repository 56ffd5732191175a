package dev.revue.enrich.extract.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.enrich.extract.rating.Written.Read;
import dev.revue.enrich.extract.rating.Written.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Ratings that stand by themselves, as critics hand them in.
class WrittenTest {
  private static final int FRESH = 60;

  private static List<String[]> rows(String file) {
    try (InputStream in = WrittenTest.class.getResourceAsStream("/ratings/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String[]> expectations() {
    return rows("critics-expected.tsv");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("expectations")
  void readsEveryStringOfTheCriticsOrSaysWhyNot(String text, String expected) {
    String got =
        switch (Written.read(text)) {
          case Read read ->
              new java.math.BigDecimal(String.valueOf(read.score()))
                  .stripTrailingZeros()
                  .toPlainString();
          case Refused refused -> refused.reason().name();
        };
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void theExpectationsCoverEveryString() {
    assertThat(expectations().stream().map(row -> row[0]).toList())
        .isEqualTo(rows("critics-strings.tsv").stream().map(row -> row[0]).toList())
        .hasSize(186);
  }

  @Test
  void aScoreOfSixtyPartsFreshFromRotten() {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String[] row : expectations())
      if (Written.read(row[0]) instanceof Read read) scores.put(row[0], read.score());
    double all = 0;
    double agreed = 0;
    for (String[] row : rows("critics-strings.tsv")) {
      Double score = scores.get(row[0]);
      if (score == null) continue;
      all += Integer.parseInt(row[1]) + Integer.parseInt(row[2]);
      agreed += Integer.parseInt(row[score >= FRESH ? 1 : 2]);
    }
    assertThat(agreed / all).isGreaterThan(0.93);
  }

  @Test
  void aValueThatLacksOnlyItsScaleIsKept() {
    assertThat(Written.read("7,5"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Written.Reason.NO_SCALE);
              assertThat(refused.unscaled().value()).isEqualTo(7.5);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|EMPTY",
        "4/5 or 9/10|AMBIGUOUS",
        "140 %|ABOVE_ITS_SCALE",
        "05/10/2024|MALFORMED",
        "PG-13|NO_RATING",
        "not rated yet|NO_RATING",
        "the whole paragraph about the harbour with its 4/5 of nothing|NO_RATING"
      })
  void refusesWhatIsNoRating(String text, Written.Reason reason) {
    assertThat(Written.read(text))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4/5|4|5|80",
        "Rating: 7.5 / 10|7.5|10|75",
        "8,5 von 10 Kürbissen|8.5|10|85",
        "★★★☆☆|3|5|60",
        "Rating: ★★★★☆ (4/5)|4|5|80",
        "60%|60|100|60"
      })
  void readsValueScaleAndScore(String text, double value, double best, double score) {
    assertThat(Written.read(text))
        .isInstanceOfSatisfying(
            Read.class,
            read -> {
              assertThat(read.value()).isEqualTo(value);
              assertThat(read.best()).isEqualTo(best);
              assertThat(read.score()).isEqualTo(score);
            });
  }
}
