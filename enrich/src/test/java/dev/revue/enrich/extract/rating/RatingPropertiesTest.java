package dev.revue.enrich.extract.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RatingPropertiesTest {
  private static final List<String> CONNECTORS =
      List.of(
          "%s/%d",
          "%s / %d",
          "%s out of %d",
          "Wertung: %s von %d",
          "Note : %s sur %d",
          "Voto: %s su %d",
          "Nota: %s de %d");

  private static double scoreOf(String text) {
    var own = TextRatings.read(List.of(text), "").own();
    assertThat(own).as(text).isNotEmpty();
    return own.getFirst().value().score();
  }

  @Property
  void aRatingReadsBackAsWritten(
      @ForAll @IntRange(max = 20) int halves,
      @ForAll @IntRange(max = 6) int notation,
      @ForAll boolean comma) {
    String value =
        halves % 2 == 0
            ? String.valueOf(halves / 2)
            : String.format(Locale.ROOT, "%.1f", halves / 2.0);
    String text =
        String.format(CONNECTORS.get(notation), comma ? value.replace('.', ',') : value, 10);
    assertThat(scoreOf("Score: " + text)).as(text).isCloseTo(halves * 5, within(0.01));
  }

  @Property
  void starsWithEmptiesReadBackAsDrawn(
      @ForAll @IntRange(min = 1, max = 5) int filled,
      @ForAll @IntRange(max = 4) int empty,
      @ForAll boolean reversed) {
    if (filled + empty != 4 && filled + empty != 5) return;
    String full = "★".repeat(filled);
    String none = "☆".repeat(empty);
    double best = empty == 0 ? 5 : filled + empty;
    assertThat(scoreOf(reversed ? none + full : full + none))
        .isCloseTo(100.0 * filled / best, within(0.01));
  }

  @Property
  void unrelatedProseNeverChangesALabelledRating(
      @ForAll @Size(max = 5) List<@IntRange(max = 3) Integer> choice) {
    List<String> prose =
        List.of(
            "The harbour is quiet.",
            "Nobody speaks for a long while.",
            "The second act takes us inland, past the mill.",
            "A gull cries.");
    var text = new StringBuilder();
    for (int i : choice) text.append(prose.get(i)).append(' ');
    assertThat(scoreOf(text + "Rating: 7/10")).isEqualTo(70);
  }

  @Property
  void noTextMakesTheGrammarFail(@ForAll String text) {
    assertThatCode(() -> TextRatings.read(List.of(text, text), text)).doesNotThrowAnyException();
  }

  @Property
  void noRunOfRatingSymbolsMakesTheGrammarFail(
      @ForAll @Size(max = 200) List<@IntRange(max = 17) Integer> picks) {
    List<String> parts =
        List.of(
            "★", "☆", "½", "/", "5", "10", " ", "*", "out of", "stars", ":", ".", ",", "%", "B",
            "+", "Rating", "1/2");
    var text = new StringBuilder();
    for (int i : picks) text.append(parts.get(i));
    assertThatCode(() -> TextRatings.read(List.of(text.toString()), "")).doesNotThrowAnyException();
    for (var one : TextRatings.read(List.of(text.toString()), "").own()) {
      if (one.value().score() != null) assertThat(one.value().score()).isBetween(0.0, 100.0);
    }
  }
}
