package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeapMarkTest {
  private double used;

  @Test
  void isHighUntilThereIsSomeRoomAgain() {
    var mark = new HeapMark(() -> used);
    List<Double> course = List.of(0.5, 0.9, 0.93, 0.9, 0.86, 0.84, 0.9, 0.99);
    assertThat(course)
        .extracting(now -> {
          used = now;
          return mark.high();
        })
        .containsExactly(false, false, true, true, true, false, false, true);
  }
}
