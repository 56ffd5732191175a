package dev.revue.enrich.extract.outline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameWordsTest {
  private static final NameWords WORDS =
      new NameWords().with(1, "share médias").with(2, "author-bio share");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "share",
        "post-share",
        "post_share_2",
        "postShare",
        "a SHARE b",
        "x médias",
        "share2"
      })
  void findsWordsHoweverTheyAreJoined(String name) {
    assertThat(WORDS.kinds(name) & 1).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shared", "preshare", "author", "bio-author", "author bio", "-", "é"})
  void findsNoPartsOfWords(String name) {
    assertThat(WORDS.kinds(name)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"author-bio", "the-author-bio-box", "authorBio", "author_bio"})
  void findsPairsWithinOneName(String name) {
    assertThat(WORDS.kinds(name)).isEqualTo(2);
  }

  @Test
  void tellsAllKindsThatAWordSpeaksFor() {
    assertThat(WORDS.kinds("share")).isEqualTo(3);
  }

  @Test
  void looksAtTheBeginningOfEndlessNamesOnly() {
    assertThat(WORDS.kinds("x".repeat(1_000_000) + " share")).isZero();
  }
}
