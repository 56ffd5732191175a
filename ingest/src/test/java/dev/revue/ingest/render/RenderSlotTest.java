package dev.revue.ingest.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderSlotTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @CsvSource({"-1, true", "0, true", "34, true", "35, false", "600, false"})
  void noPageIsBegunThatMayOutliveItsLease(int left, boolean late) {
    RenderLimits limits = RenderLimits.standard(); // 30 s, and 5 s for the browser's last answer
    assertThat(RenderSlot.late(NOW.plusSeconds(left), NOW, limits)).isEqualTo(late);
  }
}
