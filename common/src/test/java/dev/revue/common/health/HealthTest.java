package dev.revue.common.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void obstaclesMayComeAndGoWhileSomebodyAsks() throws Exception {
    var health = new Health(Clock.systemUTC());
    health.obstacle("always", "there");
    Thread toggling =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 100_000; i++) {
                health.obstacle("sometimes", "there");
                health.clear("sometimes");
              }
            });
    while (toggling.isAlive()) assertThat(health.obstacles()).containsKey("always");
    toggling.join();
    assertThat(health.obstacles()).containsOnlyKeys("always");
  }
}
