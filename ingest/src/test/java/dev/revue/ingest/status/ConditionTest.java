package dev.revue.ingest.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.status.Condition.Signs;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // sites, unvisited, published, held, due, last outcome, renderer, typical, condition
    "0, 0,  0, ,     ,      ,               false, 0,    ELSEWHERE",
    "1, 1,  0, ,     0,     ,               false, 0,    NOTHING_YET",
    "1, 0,  0, ,     600,   page,           false, 100,  NOTHING_YET",
    "1, 5,  9, ,     2,     page,           false, 100,  FINE",
    "1, 5,  9, ,     2,     not-modified,   false, 4000, SLOW",
    "1, 0,  9, ,     90000, not-modified,   false, 100,  RESTING",
    "1, 0,  9, ,     ,      page,           false, 100,  RESTING",
    "1, 5,  9, 60,   60,    busy,           false, 100,  BUSY",
    "1, 5,  9, -60,  0,     busy,           false, 100,  FINE",
    "1, 5,  9, 60,   60,    failed-timeout, false, 100,  IN_TROUBLE",
    "1, 5,  9, ,     2,     failed-timeout, false, 100,  IN_TROUBLE",
    "1, 5,  0, ,     2,     failed-dns,     false, 100,  IN_TROUBLE",
    "1, 5,  0, ,     600,   robots.txt,     false, 0,    FORBIDDEN",
    "1, 5,  0, ,     600,   robots.txt-failed-status, false, 0, FORBIDDEN",
    "1, 5,  9, ,     2,     robots.txt,     false, 100,  FINE",
    "1, 5,  9, ,     2,     page,           true,  100,  WAITS_FOR_RENDERER",
  })
  void oneWordSaysHowASourceIs(
      int sites,
      long unvisited,
      long published,
      Long held,
      Long due,
      String outcome,
      boolean renderer,
      long millis,
      Condition condition) {
    var signs =
        new Signs(
            sites,
            unvisited + published,
            unvisited,
            published,
            Optional.ofNullable(held).map(NOW::plusSeconds),
            Optional.ofNullable(due).map(NOW::plusSeconds),
            outcome == null ? "" : outcome,
            renderer,
            Duration.ofMillis(millis));
    assertThat(Condition.of(signs, NOW)).isEqualTo(condition);
  }
}
