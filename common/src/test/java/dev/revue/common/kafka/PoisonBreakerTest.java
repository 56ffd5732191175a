package dev.revue.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PoisonBreakerTest {
  private final Hand clock = new Hand();
  private final PoisonBreaker breaker = new PoisonBreaker(clock);

  @Test
  void letsFewRecordsFail() {
    assertThat(breaker.trips(49, 49)).isFalse();
  }

  @Test
  void letsOneInTwentyFail() {
    assertThat(breaker.trips(1000, 50)).isFalse();
  }

  @Test
  void tripsAboveOneInTwenty() {
    assertThat(breaker.trips(100, 6)).isTrue();
  }

  @Test
  void addsUpTheBatchesOfAMinute() {
    assertThat(breaker.trips(30, 2)).isFalse();
    breaker.took(30, 2);
    clock.forward(Duration.ofSeconds(30));
    assertThat(breaker.trips(30, 2)).isTrue();
  }

  @Test
  void forgetsWhatIsOlderThanAMinute() {
    breaker.took(100, 5);
    clock.forward(Duration.ofSeconds(61));
    assertThat(breaker.trips(40, 30)).isFalse();
  }

  @Test
  void letsACleanBatchPassAfterBadOnes() {
    breaker.took(100, 50);
    assertThat(breaker.trips(10, 0)).isFalse();
  }

  @Test
  void doesNotCountABatchAgainThatIsTriedAgain() {
    for (int attempt = 0; attempt < 10; attempt++) assertThat(breaker.trips(10, 1)).isFalse();
  }

  @Test
  void doesNotLetTheFirstFewThroughAgainEveryMinute() {
    breaker.took(49, 49);
    for (int minute = 0; minute < 10; minute++) {
      clock.forward(Duration.ofSeconds(50));
      assertThat(breaker.trips(1, 1)).isTrue();
    }
    breaker.took(1_000, 0);
    assertThat(breaker.trips(1, 1)).isFalse();
  }

  private static final class Hand extends Clock {
    private Instant now = Instant.EPOCH;

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
