package dev.revue.enrich.extract.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.enrich.extract.outline.Outline;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class MainTextTest {
  private static final String PARAGRAPH =
      "<p>The harbour lies still in the morning, and nobody on the pier has spoken a word since the boats came back from the sea.</p>";

  private static String text(String body) {
    return MainText.of(Outline.of(Jsoup.parse("<body>" + body + "</body>")), PageKind.ARTICLE)
        .text();
  }

  @Test
  void leavesTheFrameOut() {
    String text =
        text(
            "<nav><a href=/>Home</a></nav><article><h1>Still water</h1>"
                + PARAGRAPH.repeat(3)
                + "<div class=share-buttons>Share this with your friends today.</div><figure><figcaption>The pier at dawn, by a friend.</figcaption></figure>"
                + "<h2>Inland</h2>"
                + PARAGRAPH
                + "</article><div class=related-posts>"
                + PARAGRAPH
                + "</div><footer>All rights reserved by us.</footer>");
    assertThat(text)
        .startsWith("The harbour")
        .contains("Inland")
        .doesNotContain("Home", "Share", "dawn", "rights", "Still water");
  }

  @Test
  void leavesReadersCommentsOutOfAnArticle() {
    String comments =
        "<div id=comments>"
            + "<div class=comment><p>I was there too and I did not like the harbour at all, it was cold and the fish was old.</p></div>"
                .repeat(8)
            + "</div>";
    assertThat(text("<article>" + PARAGRAPH.repeat(4) + "</article>" + comments))
        .doesNotContain("fish");
  }

  @Test
  void aNameDoesNotMakeTheWholePageAFrame() {
    assertThat(text("<div class='sidebar-layout social'>" + PARAGRAPH.repeat(5) + "</div>"))
        .contains("harbour");
  }

  @Test
  void keepsListsQuotesAndTables() {
    String text =
        text(
            "<article>"
                + PARAGRAPH.repeat(3)
                + "<ul><li>One boat for all of us.</li></ul><blockquote>The sea keeps its own books.</blockquote><table><tr><td>Length of the pier</td><td>90 m</td></tr></table>"
                + PARAGRAPH
                + "</article>");
    assertThat(text).contains("One boat", "own books", "90 m");
  }

  @Test
  void keepsParagraphsBesideTheLargestPart() {
    String text =
        text(
            "<article>"
                + PARAGRAPH.replace("harbour", "opening")
                + "<div>"
                + PARAGRAPH.repeat(9)
                + "</div></article>");
    assertThat(text).contains("opening");
  }

  @Test
  void findsTheTextOfPagesThatNeedScripts() {
    assertThat(
            text("<div id=app></div><noscript><main>" + PARAGRAPH.repeat(4) + "</main></noscript>"))
        .contains("harbour");
  }

  @Test
  void anEmptyPageHasNoText() {
    assertThat(text("")).isEmpty();
  }
}
