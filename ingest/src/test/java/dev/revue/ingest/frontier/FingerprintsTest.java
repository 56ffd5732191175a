package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  @Test
  void theNearestIsFoundAndTheLowestOfEquals() {
    var fingerprints = new Fingerprints();
    fingerprints.put(3, 0b1111L << 8);
    fingerprints.put(5, 0b1111L << 8);
    fingerprints.put(1, 0b111L << 8);
    assertThat(fingerprints.like(0b1111L << 8, page -> true)).isEqualTo(3);
    assertThat(fingerprints.like(0b1111L << 8, page -> page != 3)).isEqualTo(5);
    assertThat(fingerprints.like(0b1111L << 8, page -> page == 1)).isEqualTo(1);
    assertThat(fingerprints.like(-1L, page -> true)).isEqualTo(Fingerprints.NONE);
    assertThat(fingerprints.like(0, page -> true)).isEqualTo(Fingerprints.NONE);
  }

  @Test
  void whatHasNoFingerprintAnyMoreIsNotFound() {
    var fingerprints = new Fingerprints();
    fingerprints.put(0, 7);
    fingerprints.put(0, 0);
    assertThat(fingerprints.like(7, page -> true)).isEqualTo(Fingerprints.NONE);
  }

  /// However many there are and whatever was taken away, the answer is that of a look at all.
  @Property(tries = 60)
  void theIndexFindsWhatALookAtAllFinds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000) int pages) {
    var random = new Random(seed);
    var fingerprints = new Fingerprints();
    var all = new HashMap<Integer, Long>();
    long[] centres = random.longs(20).toArray();
    for (int i = 0; i < 2 * pages; i++) {
      int page = random.nextInt(pages);
      long print = random.nextInt(5) == 0 ? 0 : near(centres[random.nextInt(20)], random);
      fingerprints.put(page, print);
      all.put(page, print);
    }
    for (int i = 0; i < 50; i++) {
      long print = near(centres[random.nextInt(20)], random);
      int found = fingerprints.like(print, page -> page % 3 != 0);
      assertThat(found).isEqualTo(like(all, print));
    }
  }

  private static int like(Map<Integer, Long> all, long print) {
    int best = Fingerprints.NONE;
    int least = Fingerprints.MOST_DIFFERENT + 1;
    for (int page : all.keySet().stream().sorted().toList()) {
      long other = all.get(page);
      int distance = Long.bitCount(other ^ print);
      if (other == 0 || page % 3 == 0 || distance >= least) continue;
      best = page;
      least = distance;
    }
    return best;
  }

  private static long near(long centre, Random random) {
    long print = centre;
    for (int i = random.nextInt(7); i > 0; i--) print ^= 1L << random.nextInt(64);
    return print == 0 ? 1 : print;
  }
}
