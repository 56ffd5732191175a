package dev.revue.ingest.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimhashTest {
  /// Fingerprints are kept for years: should this fail, all of them are worthless.
  @Test
  void theFingerprintOfATextNeverChanges() {
    assertThat(of(text(1, 200))).isEqualTo(-7915035445834155800L);
  }

  @Test
  void fewWordsHaveNone() {
    assertThat(of(text(1, Simhash.FEWEST_WORDS - 1))).isZero();
    assertThat(of(text(1, Simhash.FEWEST_WORDS))).isNotZero();
    assertThat(of("12 34 5.6 ".repeat(500))).isZero();
  }

  @Test
  void caseNumbersAndPunctuationDoNotCount() {
    String text = text(1, 100);
    assertThat(of("«" + text.toUpperCase(java.util.Locale.ROOT).replace(" ", ", 2026! ") + "»"))
        .isEqualTo(of(text));
  }

  /// The digits in one word do what 64 counters would.
  @Property(tries = 100)
  void itIsTheMajorityOfAllPairs(@ForAll long seed, @ForAll @IntRange(min = 50, max = 900) int n) {
    long print = of(text(seed, n));
    assertThat(print).isNotZero();
    // Twice the same text, end to end, has each pair twice and one more.
    assertThat(Long.bitCount(print ^ of(text(seed, n) + " " + text(seed, n)))).isLessThan(12);
  }

  @Property(tries = 100)
  void aWordInAHundredChangesFewBitsAndAnotherTextHalf(@ForAll long seed) {
    String[] words = text(seed, 400).split(" ");
    var random = new Random(seed);
    for (int i = 0; i < 4; i++) words[random.nextInt(400)] = "changed" + i;
    long print = of(text(seed, 400));
    assertThat(Long.bitCount(print ^ of(String.join(" ", words)))).isLessThan(16);
    assertThat(Long.bitCount(print ^ of(text(~seed, 400)))).isGreaterThan(12);
  }

  private static String text(long seed, int words) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int i = 0; i < words; i++)
      text.append("word")
          .append((char) ('a' + random.nextInt(26)))
          .append(random.nextInt(500))
          .append(i == words - 1 ? "" : " ");
    return text.toString();
  }

  private static long of(String text) {
    var simhash = new Simhash();
    simhash.add(text);
    return simhash.value();
  }
}
