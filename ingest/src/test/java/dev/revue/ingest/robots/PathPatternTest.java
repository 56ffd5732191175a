package dev.revue.ingest.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "/, /a, true",
    "/a, /, false",
    "/a$, /a, true",
    "/a$, /ab, false",
    "/*$, /anything, true",
    "*, /, true",
    "$, /, false",
    "/a*b*c, /axxbxxcxx, true",
    "/a*b*c$, /axxbxxc/xxc, true",
    "/a*b*c$, /axxbxxcx, false",
    "/a**b, /ab, true",
    "/*ab$, /aab, true",
    "/a$b, /a$b/c, true",
    "/*.php$, /x.php?y, false",
    "/ab*ab$, /ab, false",
  })
  void starAndDollarAreSpecial(String pattern, String path, boolean matches) {
    assertThat(new PathPattern(pattern).matches(path)).isEqualTo(matches);
  }

  @Property
  void itIsWhatTheExpressionWouldBe(
      @ForAll @StringLength(max = 8) @Chars({'a', 'b', '*', '$'}) String pattern,
      @ForAll @StringLength(max = 12) @Chars({'a', 'b', '$'}) String path) {
    boolean anchored = pattern.endsWith("$");
    String bare = anchored ? pattern.substring(0, pattern.length() - 1) : pattern;
    String expression =
        Arrays.stream(bare.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    boolean expected = Pattern.matches(expression + (anchored ? "" : ".*"), path);
    assertThat(new PathPattern(pattern).matches(path)).isEqualTo(expected);
  }

  @Test
  void aHostilePatternEndsSoon() {
    var pattern = new PathPattern(("*" + "a".repeat(500) + "b").repeat(30));
    var path = "/" + "a".repeat(16_000);
    for (int i = 0; i < 1_000; i++) assertThat(pattern.matches(path)).isFalse();
  }
}
