package dev.revue.enrich.extract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>",
        "</p>",
        "<!--",
        "<?php",
        "<\u200Bimg",
        "<\uFEFFa href=x>",
        "<\u00ADb>"
      })
  void leavesNoOpenableTag(String text) {
    assertThat(Clean.block("a " + text + " b")).contains("‹").doesNotContain("<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a < b", "1 <2", "I <3 this"})
  void leavesALoneSignAsItIs(String text) {
    assertThat(Clean.line(text)).isEqualTo(text);
  }

  @Property
  void whateverComesInIsSafeWhenItLeaves(@ForAll String text) {
    String out = Clean.block(text);
    assertThat(out).doesNotContainPattern("<[\\p{L}!/?]");
    assertThat(Normalizer.isNormalized(out, Normalizer.Form.NFC)).isTrue();
    assertThat(
            out.chars()
                .filter(c -> c < ' ' && c != '\n' || c == 0x7F || (c >= 0x80 && c < 0xA0))
                .count())
        .isZero();
  }

  @Property
  void cleaningTwiceChangesNothingMore(@ForAll String text) {
    String once = Clean.block(text);
    assertThat(Clean.block(once)).isEqualTo(once);
  }

  @Test
  void composesWhatADroppedCharacterHeldApart() {
    assertThat(Clean.block("e\u200B\u0301")).isEqualTo("\u00e9");
    assertThat(Clean.block("x\u0300\uFEFF\u0316")).isEqualTo("x\u0316\u0300");
  }

  @Test
  void letsOnlyWebAddressesThrough() {
    assertThat(Clean.url("/a.png", "https://papers.example/x/y"))
        .isEqualTo("https://papers.example/a.png");
    assertThat(Clean.url("javascript:alert(1)", "https://papers.example/")).isNull();
    assertThat(Clean.url("data:text/html,x", "https://papers.example/")).isNull();
    assertThat(Clean.url("/a\uD83D.png", "https://papers.example/")).isNull();
    assertThat(Clean.url("http://[broken", "https://papers.example/")).isNull();
    assertThat(Clean.url("//cdn.example/a b.png", "https://papers.example/"))
        .isEqualTo("https://cdn.example/a%20b.png");
  }
}
