package dev.revue.enrich.extract.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentimentTest {
  /// A sentence and what a reader takes it for: `+`, `-` or `0`.
  private record Labelled(String language, String sign, String sentence) {
    private String heard() {
      double sentiment = Sentiment.sentence(sentence, language);
      return sentiment > 0 ? "+" : sentiment < 0 ? "-" : "0";
    }
  }

  private static List<Labelled> labelled() {
    List<Labelled> out = new ArrayList<>();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                SentimentTest.class.getResourceAsStream("/opinion/sentences.tsv"),
                StandardCharsets.UTF_8))) {
      for (String line : reader.readAllLines()) {
        if (line.startsWith("#")) continue;
        String[] parts = line.split("\t");
        out.add(new Labelled(parts[0], parts[1], parts[2]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"en", "de", "fr", "es", "it", "nl"})
  void hearsNineOfTenSentencesAsAReaderDoes(String language) {
    List<Labelled> all = labelled().stream().filter(l -> l.language.equals(language)).toList();
    List<Labelled> wrong = all.stream().filter(l -> !l.heard().equals(l.sign)).toList();
    assertThat(all).hasSizeGreaterThanOrEqualTo(15);
    assertThat(wrong)
        .as("%d of %d are heard otherwise", wrong.size(), all.size())
        .hasSizeLessThanOrEqualTo(all.size() / 10);
  }

  @ParameterizedTest
  @CsvSource({
    "It is funny., It is very funny.",
    "It is somewhat funny., It is funny.",
    "It is good but dull., It is dull but good.",
    "It is not funny., It is funny.",
    "Is it any good?, It is good.",
    "If you love the sea go., You will love the sea so go.",
    "Could have been brilliant., It is brilliant."
  })
  void hearsMorePraiseInTheSecond(String less, String more) {
    assertThat(Sentiment.sentence(less, "en")).isLessThan(Sentiment.sentence(more, "en"));
  }

  @Test
  void aNegationEndsWithItsClause() {
    assertThat(Sentiment.sentence("It is not for children, and it is brilliant.", "en"))
        .isPositive();
  }

  @Test
  void aTitleIsNoOpinion() {
    List<String> title = Words.of("Terrible Beauty");
    assertThat(
            Said.of("Terrible Beauty opens in a harbour.", Lexicon.of("en"), title, 0).sentiment())
        .isZero();
  }

  @Test
  void wordsOfOneLanguageSayNothingInAnother() {
    assertThat(Sentiment.sentence("Er ist fast da.", "de")).isZero();
    assertThat(Sentiment.sentence("The men sale off the coast.", "en")).isZero();
    assertThat(Sentiment.sentence("Хороший good фильм", "ru")).isZero();
  }

  @Test
  void aRatingOutweighsTheWords() {
    assertThat(Sentiment.review("The acting is superb.", "en", 10.0)).isNegative();
    assertThat(Sentiment.review("The film opens in a harbour.", "en", null)).isNull();
  }
}
