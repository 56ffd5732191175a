package dev.revue.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void isTheStartOfTheBase32OfTheSha256() {
    // printf '' | sha256sum | xxd -r -p | base32 | tr A-Z a-z | cut -c1-32
    assertThat(Ids.hash("")).isEqualTo("4oymiquy7qobjgx36tejs35zeqt24qpe");
  }

  @Property
  void fitsEveryIndexAndEveryUrl(@ForAll String text) {
    assertThat(Ids.review(text)).matches("[a-z2-7]{32}");
  }

  @Test
  void doesNotMindHowATitleIsPrinted() {
    assertThat(Ids.item("movie", "Amélie", 2001)).isEqualTo(Ids.item("movie", "  AMELIE ", 2001));
    assertThat(Ids.item("movie", "WALL·E", 2008)).isEqualTo(Ids.item("movie", "Wall E", 2008));
    assertThat(Ids.item("movie", "Solaris", 1972)).isNotEqualTo(Ids.item("movie", "Solaris", 2002));
  }

  @Test
  void tellsTheReviewsOfAPageApartByWhatTheyAre() {
    String url = "https://example.org/double-bill";

    assertThat(Ids.review(url, "Heat"))
        .isNotEqualTo(Ids.review(url, "Ronin"))
        .isNotEqualTo(Ids.review(url));
  }

  /// Ids hang on it, so it may never change for any character.
  @Test
  void foldsEveryCharacterAsItAlwaysDid() {
    var text = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      text.append('a').appendCodePoint(c);
      if (c % 3 == 0) text.append('B');
      if (c % 4096 != 4095) continue;
      String one = text.toString();
      text.setLength(0);
      String lower = Normalizer.normalize(one, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
      String before = lower.replaceAll("\\p{M}+", "").replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
      assertThat(Ids.fold(one)).isEqualTo(before);
    }
  }
}
