package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.health.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
  private static final Instant BEGAN = Instant.parse("2026-11-29T15:51:44Z");

  private final Health health = new Health(Clock.systemUTC());
  private Instant now = BEGAN;

  @Test
  void saysSinceWhenItStandsStillAndWhoKnowsWhy() {
    try (var progress = progress()) {
      now = BEGAN.plusSeconds(10);
      progress.at(188, 207);
      now = BEGAN.plusSeconds(60);
      progress.at(188, 207);
      assertThat(said()).isEqualTo("restoring what is known of the web: 188 of 207 records, 3/s");
      now = BEGAN.plusSeconds(80);
      progress.at(188, 207);
      assertThat(said())
          .endsWith("still since 2026-11-29T15:51:54Z: `revue doctor` says what holds it up");
      now = BEGAN.plusSeconds(82);
      progress.at(190, 207);
      assertThat(said()).doesNotContain("still");
    }
    assertThat(health.obstacles()).isEmpty();
  }

  private RestoreProgress progress() {
    Health.Loop pulse = health.loop("ingest", Duration.ofMinutes(2));
    return new RestoreProgress(() -> now, pulse, health, "restore");
  }

  private String said() {
    return String.valueOf(health.obstacles().get("restore"));
  }
}
