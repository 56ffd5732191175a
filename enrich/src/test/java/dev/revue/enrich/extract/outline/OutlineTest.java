package dev.revue.enrich.extract.outline;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class OutlineTest {
  private static final Document DOCUMENT =
      Jsoup.parse(
          "<body><div id=a><p>One <a href=x>two</a></p></div><div id=b>three<script>var x;</script></div></body>");
  private static final Outline OUTLINE = Outline.of(DOCUMENT);

  private static int place(String selector) {
    Element element = DOCUMENT.selectFirst(selector);
    return OUTLINE.indexOf(element);
  }

  @Test
  void tellsWhatHoldsWhatByNumbers() {
    assertThat(place("a")).isBetween(place("#a"), OUTLINE.end(place("#a")) - 1);
    assertThat(place("#b")).isEqualTo(OUTLINE.end(place("#a")));
    assertThat(OUTLINE.parent(place("p"))).isEqualTo(place("#a"));
    assertThat(OUTLINE.end(0)).isEqualTo(OUTLINE.size());
  }

  @Test
  void countsCharactersAndThoseInLinks() {
    assertThat(OUTLINE.chars(place("#a"))).isEqualTo(6);
    assertThat(OUTLINE.linkChars(place("#a"))).isEqualTo(3);
    assertThat(OUTLINE.chars(place("#b"))).isEqualTo(5);
    assertThat(OUTLINE.chars(place("body"))).isEqualTo(11);
  }

  @Test
  void doesNotKnowElementsOfOtherPages() {
    assertThat(OUTLINE.indexOf(new Element("p"))).isEqualTo(-1);
    assertThat(OUTLINE.indexOf(null)).isEqualTo(-1);
  }
}
