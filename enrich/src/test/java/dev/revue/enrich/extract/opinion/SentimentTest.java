package dev.revue.enrich.extract.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "The acting is superb.",
        "It is not bad at all.",
        "Not just a worthy film but a stunning one.",
        "Slow at first, but the ending is brilliant.",
        "Die Bilder sind großartig.",
        "Une mise en scène magnifique."
      })
  void hearsPraise(String sentence) {
    assertThat(Sentiment.sentence(sentence)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The acting is terrible.",
        "It is not good.",
        "Lovely to look at, but the story is dull and lifeless.",
        "Die Handlung ist langweilig.",
        "Never funny."
      })
  void hearsBlame(String sentence) {
    assertThat(Sentiment.sentence(sentence)).isNegative();
  }

  @Test
  void aPlainSentenceSaysNothing() {
    assertThat(Sentiment.sentence("The film opens in a harbour.")).isZero();
  }

  @Test
  void aRatingOutweighsTheWords() {
    assertThat(Sentiment.review("The acting is superb.", 10.0)).isNegative();
    assertThat(Sentiment.review("The film opens in a harbour.", null)).isNull();
  }
}
