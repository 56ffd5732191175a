package dev.revue.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternTest {
  @ParameterizedTest
  @CsvSource({
    "/reviews/, https://a.example/reviews/1, true, false",
    "https://a\\.example/, https://a.example/reviews/1, true, true",
    "https://a\\.example/, https://aXexample/, false, false",
    "\\?print=, https://a.example/x?print=1, true, false",
    "/\\d{4}/, https://a.example/2026/x, true, false",
    "^https://a, https://a.example/, true, true",
    "/$, https://a.example/, true, false",
    "(?i)/REVIEW, https://a.example/review, true, false",
  })
  void itMatchesSomewhereOrFromTheScheme(
      String pattern, String url, boolean within, boolean begins) {
    assertThat(UrlPattern.parse(pattern).within(url)).isEqualTo(within);
    assertThat(UrlPattern.parse(pattern).begins(url)).isEqualTo(begins);
  }

  /// With the JDK's expressions each of these would take longer than the universe has existed.
  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(aa?)+$", "(.*a){40}$", "([a-zA-Z]+)*a$"})
  void noUrlMakesAPatternTakeForever(String pattern) {
    String url = "https://a.example/" + "a".repeat(1_900) + "!";
    assertThat(UrlPattern.parse(pattern).within(url)).isFalse();
  }

  @Property
  void textIsFoundAsTheJdkFindsIt(
      @ForAll @Chars({'a', '.', '/', '?', '\\', '-'}) @StringLength(min = 1, max = 6) String text,
      @ForAll @Chars({'a', '.', '/', '?', '\\', '-', 'b'}) @StringLength(max = 12) String url) {
    String quoted = text.replaceAll("([.?\\\\])", "\\\\$1");
    var jdk = Pattern.compile(quoted).matcher(url);
    assertThat(UrlPattern.parse(quoted).within(url)).isEqualTo(jdk.find());
    assertThat(UrlPattern.parse(quoted).begins(url)).isEqualTo(jdk.reset().lookingAt());
  }
}
