package dev.revue.enrich.embed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BgeEmbedderTest {
  private static final Embedder EMBEDDER = new BgeEmbedder();

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @Test
  void vectorsOfTextsThatMeanTheSameAreCloser() {
    float[] one = EMBEDDER.embed("A slow, beautiful film about grief in a fishing village.");
    float[] same =
        EMBEDDER.embed("This quiet movie on mourning by the sea takes its time and looks lovely.");
    float[] other = EMBEDDER.embed("The vacuum cleaner's battery lasts forty minutes on carpet.");

    assertThat(cosine(one, same)).isGreaterThan(cosine(one, other) + 0.1);
  }

  @Test
  void vectorsHaveLengthOneAndAreTheSameEveryTime() {
    float[] one = EMBEDDER.embed("The lantern keeper");

    assertThat(one).hasSize(Embedder.DIMENSIONS);
    assertThat(cosine(one, one)).isBetween(0.9999, 1.0001);
    assertThat(EMBEDDER.embed("The lantern keeper")).isEqualTo(one);
  }

  @Test
  void whatDoesNotFitIsLeftOutAtTheEnd() {
    String long_ = "The story takes its time and the harbour is lovely. ".repeat(400);

    assertThat(EMBEDDER.embed(long_ + "Batteries are not included."))
        .isEqualTo(EMBEDDER.embed(long_));
  }

  @Test
  void readsEnglishOnly() {
    assertThat(EMBEDDER.reads("en")).isTrue();
    assertThat(EMBEDDER.reads("de")).isFalse();
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
