package dev.revue.enrich.extract.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.enrich.extract.outline.Outline;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class MainTextTest {
  private static final String PARAGRAPH =
      "<p>The harbour lies still in the morning, and nobody on the pier has spoken a word since the boats came back from the sea.</p>";

  private static String text(String body) {
    return text(body, PageKind.ARTICLE);
  }

  private static String text(String body, PageKind kind) {
    return MainText.of(Outline.of(Jsoup.parse("<body>" + body + "</body>")), kind).text();
  }

  @Test
  void leavesTheFrameOut() {
    String text =
        text(
            "<nav><a href=/>Home</a></nav><article><h1>Still water</h1>"
                + PARAGRAPH.repeat(3)
                + "<div class=share-buttons>Share this with your friends today.</div><figure><figcaption>The pier at dawn, by a friend.</figcaption></figure>"
                + "<h2>Inland</h2>"
                + PARAGRAPH.replace("harbour", "meadow")
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

  @Test
  void keepsWhatAClickOpens() {
    String text =
        text(
            "<article>"
                + PARAGRAPH.repeat(3)
                + "<div role=region style='display:none'><p>The pier was built by four brothers.</p></div>"
                + "<div class=accordion-body aria-hidden=true><p>The light was added much later.</p></div>"
                + "<div style='display: none'><p>Nobody ever sees this sentence of ours.</p></div></article>");
    assertThat(text).contains("four brothers", "much later").doesNotContain("Nobody ever sees");
  }

  @Test
  void aLayoutThatMentionsASideBarIsNone() {
    assertThat(
            text(
                "<div class=page>"
                    + PARAGRAPH.repeat(3)
                    + "<div class=content-sidebar-wrap><p>The boats are painted every spring.</p></div></div>"))
        .contains("painted");
  }

  @Test
  void anIdMadeOfAHeadingIsNoName() {
    assertThat(
            text(
                "<article>"
                    + PARAGRAPH.repeat(3)
                    + "<div id=how-to-share-a-small-boat><p>Two people row and one sings.</p></div></article>"))
        .contains("one sings");
  }

  @Test
  void saysCopiesOnce() {
    String text =
        text(
            PARAGRAPH.repeat(2)
                + "<p>The blue kettle holds two litres of water.</p>".repeat(2)
                + PARAGRAPH,
            PageKind.PRODUCT);
    assertThat(text).containsOnlyOnce("blue kettle").containsOnlyOnce("harbour");
  }

  @Test
  void keepsShortLinesThatAnArticleRepeats() {
    String text = text(PARAGRAPH + "<ul><li>One cup of rice</li></ul>".repeat(2) + PARAGRAPH);
    assertThat(text.split("One cup", -1)).hasSize(3);
  }

  @Test
  void keepsThePostsOfAForumWithoutWhatStandsBesideThem() {
    var posts = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      posts.append("<div class=post><div class=who>Member no. ").append(i).append("</div>");
      posts.append("<div class=body>").append(PARAGRAPH.replace("boats", i + " boats"));
      posts.append("</div><div class=signature>Sails like a stone.</div></div>");
    }
    assertThat(text(posts.toString(), PageKind.FORUM))
        .contains("0 boats", "4 boats")
        .doesNotContain("Member", "stone");
  }

  @Test
  void keepsTheCardsOfAList() {
    String cards =
        "<li class=card><a href=/a>Red lantern for small boats</a></li><li class=card><a href=/b>Blue lantern for large ships</a></li>";
    String text =
        text(
            "<main><div class=about>" + PARAGRAPH + "</div><ul>" + cards + "</ul></main>",
            PageKind.LIST);
    assertThat(text).contains("harbour", "Red lantern", "Blue lantern");
  }

  @Test
  void leavesBuyersReviewsOutOfAProduct() {
    String text =
        text(
            "<main>"
                + PARAGRAPH.repeat(2)
                + "<div id=reviews><p>Broke after a week, would not buy it again.</p></div></main>",
            PageKind.PRODUCT);
    assertThat(text).contains("harbour").doesNotContain("Broke");
  }

  @Test
  void rowsOfCardsAreContentOnlyWhereAPageLeadsOn() {
    String body =
        "<main>"
            + PARAGRAPH.repeat(3)
            + "<div class=swiper><p>Our boats carry forty people a day.</p></div></main>";
    assertThat(text(body, PageKind.OTHER)).contains("forty");
    assertThat(text(body)).doesNotContain("forty");
  }

  @Test
  void leavesCaptionsOfPicturesOut() {
    String text =
        text(
            "<article>"
                + PARAGRAPH
                + "<img src=a.jpg alt='The keeper of the light on her pier'><p>The keeper of the light on her pier</p>"
                + "<p>Nets hung up to dry behind the sheds. (Photo: A. Friend)</p>"
                + "<p>Every boat came home (all nine of them).</p></article>");
    assertThat(text).contains("all nine").doesNotContain("keeper", "Nets");
  }

  @Test
  void endsWhereTheWriterAsksToBeFollowed() {
    String text =
        text(
            "<article>"
                + PARAGRAPH
                + "<p>So the harbour sleeps.</p><p>Follow her on Twitter for more.</p><p>mara@example.org</p></article>");
    assertThat(text).endsWith("So the harbour sleeps.");
  }

  @Test
  void sectionsThatLeadAwayAreNoPart() {
    String text =
        text(
            "<article>"
                + PARAGRAPH
                + PARAGRAPH.replace("boats", "nets")
                + PARAGRAPH.replace("boats", "gulls")
                + "<h3>About the author</h3><p>Mara Quill has written about boats for ten years.</p>"
                + "<h3>Related posts</h3><p>Nine knots that everybody ought to know.</p>"
                + "<h2>The last boat</h2><p>It came in long after dark.</p></article>");
    assertThat(text).contains("after dark").doesNotContain("ten years", "knots");
  }

  @Test
  void saysACopyOfTheWholePageOnce() {
    var story = new StringBuilder();
    for (int i = 0; i < 25; i++)
      story.append("<p>Boat no. ").append(i).append(" left ").append(PARAGRAPH.substring(3));
    String text = text("<main><div>" + story + "</div><div class=small>" + story + "</div></main>");
    assertThat(text).containsOnlyOnce("Boat no. 7 ").containsOnlyOnce("Boat no. 24 ");
  }

  @Test
  void keepsTheRatingBelowAPicture() {
    String text =
        text(
            "<article>"
                + PARAGRAPH
                + "<div class=caption>4 of 5 anchors</div><div class=caption>The old crane, which nobody has used in years.</div></article>");
    assertThat(text).contains("4 of 5 anchors").doesNotContain("crane");
  }

  @Test
  void keepsTheRatingInTheLastLine() {
    assertThat(
            text(
                "<article>"
                    + PARAGRAPH
                    + "<p>Rating: 4/5. Follow us on Twitter for more.</p></article>"))
        .contains("4/5");
  }

  @Test
  void readsTheArticleThatThePageIsNamedAfter() {
    String html =
        "<title>A still and quiet harbour - The Pier</title><body><main>"
            + article("Nets and how to mend them", "nets", 3)
            + article("A still and quiet harbour", "boats", 9)
            + article("Gulls are not your friends", "gulls", 12)
            + "</main>";
    String text = MainText.of(Outline.of(Jsoup.parse(html)), PageKind.ARTICLE).text();
    assertThat(text).contains("the boats came").doesNotContain("the gulls came", "the nets came");
  }

  private static String article(String headline, String who, int paragraphs) {
    var out = new StringBuilder("<article><h2>" + headline + "</h2>");
    for (int i = 0; i < paragraphs; i++)
      out.append("<p>")
          .append(i)
          .append(" o'clock. ")
          .append(PARAGRAPH.substring(3).replace("boats", who));
    return out.append("</article>").toString();
  }
}
