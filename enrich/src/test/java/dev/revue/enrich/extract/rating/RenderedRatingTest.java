package dev.revue.enrich.extract.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Pages;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A rating that is written in any notation reads back as the same score, whatever prose stands
/// around it.
class RenderedRatingTest {
  private static final String[] WORDS = {"zero", "one", "two", "three", "four", "five"};

  /// By name, how so many halves of five are written.
  private static final Map<String, IntFunction<String>> OF_FIVE =
      Map.ofEntries(
          Map.entry("fraction", halves -> number(halves, '.') + "/5"),
          Map.entry("spaced fraction", halves -> "Rating: " + number(halves, ',') + " / 5"),
          Map.entry("of ten", halves -> "Score: " + halves + "/10"),
          Map.entry("of a hundred", halves -> "Score: " + 10 * halves + "/100"),
          Map.entry("English", halves -> number(halves, '.') + " out of 5 stars"),
          Map.entry("English words", halves -> words(halves) + " stars out of five"),
          Map.entry("German", halves -> "Wertung: " + number(halves, ',') + " von 5 Sternen"),
          Map.entry("house unit", halves -> number(halves, ',') + " von 5 Kürbissen"),
          Map.entry("French", halves -> "Note : " + number(halves, ',') + " sur 5"),
          Map.entry("Italian", halves -> "Voto: " + number(halves, ',') + " su 5"),
          Map.entry("Spanish", halves -> "Nota: " + number(halves, ',') + " de 5"),
          Map.entry("Dutch", halves -> "Cijfer: " + number(halves, ',') + " van 5"),
          Map.entry("Swedish", halves -> "Betyg: " + number(halves, ',') + " av 5"),
          Map.entry("stars", halves -> "Rating: " + runs("★", "½", halves)),
          Map.entry("stars with empties", halves -> padded("★", "⯪", "☆", halves)),
          Map.entry("reversed stars", halves -> reversed(halves)),
          Map.entry("asterisks", halves -> "Rating: " + runs("*", "½", halves) + " out of *****"),
          Map.entry("percent", halves -> "Overall: " + 10 * halves + "%"));

  private static final Map<String, Integer> LETTERS =
      Map.ofEntries(
          Map.entry("A", 100),
          Map.entry("A-", 91),
          Map.entry("B+", 83),
          Map.entry("B", 75),
          Map.entry("B-", 67),
          Map.entry("C+", 58),
          Map.entry("C", 50),
          Map.entry("C-", 42),
          Map.entry("D+", 33),
          Map.entry("D", 25),
          Map.entry("D-", 16),
          Map.entry("F", 0));

  private static final List<String> PROSE =
      List.of(
          "The harbour is quiet, and nobody speaks for a long while.",
          "The second act takes us inland, past the mill and over the pass.",
          "It runs for 118 minutes and was shot in 2019 on both sides of the river.",
          "She pays 20 dollars for the boat; it is not worth half of that.",
          "The third of his films since 2011, it is also the shortest.",
          "A gull cries, twice, and that is the music.",
          "Tickets went on sale on 9/11, a day that everybody there remembers.");

  @Property(tries = 400)
  void aRatingReadsBackAsWritten(
      @ForAll("notations") String notation,
      @ForAll("halves") int halves,
      @ForAll("prose") List<String> before,
      @ForAll("prose") List<String> after) {
    String written = OF_FIVE.get(notation).apply(halves);

    assertThat(scoreOf(written, before, after))
        .as(notation + ": " + written)
        .isCloseTo(halves * 10.0, within(0.01));
  }

  @Property(tries = 100)
  void aLetterReadsBackAsWritten(
      @ForAll("letters") String letter,
      @ForAll("prose") List<String> before,
      @ForAll("prose") List<String> after) {
    assertThat(scoreOf("Grade: " + letter, before, after)).isEqualTo(LETTERS.get(letter) * 1.0);
  }

  private static double scoreOf(String written, List<String> before, List<String> after) {
    String page = paragraphs(before) + "<p>" + written + "</p>" + paragraphs(after);
    List<Review> reviews = Pages.reviews(Pages.review(page));
    Rating rating = reviews.isEmpty() ? null : reviews.getFirst().rating();
    assertThat(rating).as(written).isNotNull();
    assertThat(rating.score()).as(written).isNotNull();
    return rating.score();
  }

  private static String paragraphs(List<String> prose) {
    var out = new StringBuilder();
    prose.forEach(one -> out.append("<p>").append(one).append("</p>"));
    return out.toString();
  }

  @Provide
  Arbitrary<String> notations() {
    return Arbitraries.of(OF_FIVE.keySet().stream().sorted().toList());
  }

  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.of(LETTERS.keySet().stream().sorted().toList());
  }

  /// Half a star to five stars.
  @Provide
  Arbitrary<Integer> halves() {
    return Arbitraries.integers().between(2, 10);
  }

  @Provide
  Arbitrary<List<String>> prose() {
    return Arbitraries.of(PROSE).list().ofMaxSize(3);
  }

  private static String number(int halves, char point) {
    return halves % 2 == 0 ? String.valueOf(halves / 2) : halves / 2 + "" + point + "5";
  }

  private static String words(int halves) {
    return WORDS[halves / 2] + (halves % 2 == 0 ? "" : " and a half");
  }

  private static String runs(String full, String half, int halves) {
    return full.repeat(halves / 2) + (halves % 2 == 0 ? "" : half);
  }

  private static String padded(String full, String half, String empty, int halves) {
    return runs(full, half, halves) + empty.repeat(5 - (halves + 1) / 2);
  }

  private static String reversed(int halves) {
    int whole = halves / 2 * 2;
    return whole == halves
        ? "☆".repeat(5 - halves / 2) + "★".repeat(halves / 2)
        : padded("★", "⯪", "☆", halves);
  }
}
