package dev.revue.index.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WatermarkTest {
  @Property
  void neverPassesARecordThatIsNotDone(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 5) Integer> gaps, @ForAll long seed) {
    List<Long> offsets = offsets(gaps);
    var watermark = new Watermark(100);
    offsets.forEach(watermark::received);
    var open = new HashSet<>(offsets);
    long before = watermark.committable();
    for (long offset : shuffled(offsets, seed)) {
      watermark.done(offset);
      open.remove(offset);
      long now = watermark.committable();
      assertThat(now).isGreaterThanOrEqualTo(before);
      assertThat(open).allMatch(left -> left >= now);
      before = now;
    }
    assertThat(watermark.open()).isZero();
    assertThat(watermark.committable()).isEqualTo(offsets.isEmpty() ? 100 : offsets.getLast() + 1);
  }

  @Property
  void endsAtTheSamePlaceWhateverTheOrder(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 5) Integer> gaps,
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int notDone) {
    List<Long> offsets = offsets(gaps);
    long left = offsets.get(notDone % offsets.size());
    var watermark = new Watermark(100);
    var order = new ArrayList<>(offsets);
    order.remove(left);
    offsets.forEach(watermark::received);
    shuffled(order, seed).forEach(watermark::done);
    assertThat(watermark.committable()).isEqualTo(left);
  }

  @Test
  void passesWhatIsNoRecord() {
    var watermark = new Watermark(5);
    watermark.received(5);
    watermark.readTo(8); // a transaction's marker
    assertThat(watermark.committable()).isEqualTo(5);
    watermark.done(5);
    assertThat(watermark.committable()).isEqualTo(8);
  }

  private static List<Long> offsets(List<Integer> gaps) {
    var offsets = new ArrayList<Long>();
    long at = 99;
    for (int gap : gaps) offsets.add(at += gap);
    return offsets;
  }

  private static List<Long> shuffled(List<Long> offsets, long seed) {
    var order = new ArrayList<>(offsets);
    Collections.shuffle(order, new Random(seed));
    return order;
  }
}
