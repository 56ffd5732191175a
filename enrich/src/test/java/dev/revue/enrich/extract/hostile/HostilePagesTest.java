package dev.revue.enrich.extract.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Extraction;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Pages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages that mean harm end soon, with or without a review. The limits are generous: machines are
/// shared.
class HostilePagesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static void assertEndsSoon(String html) {
    Assertions.assertTimeoutPreemptively(
        SOON, () -> assertThat(new Extractor().extract(Pages.page(html))).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div>",
        "<p class=rating>",
        "<ul><li>",
        "<a href=x>",
        "<b>",
        "<table><tr><td>",
        "<article class=comment>",
        "<div itemscope itemtype='https://schema.org/Review' itemprop=review>",
        "<div class='hreview rating'>",
        "<span property=name typeof=Review>"
      })
  void depthOfAHundredThousand(String tag) {
    assertEndsSoon(tag.repeat(100_000) + "Rating: 4/5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "★",
        "4/5 ",
        "a ",
        "9",
        "<",
        "*",
        "“",
        "rating: ",
        "★☆",
        "1/2 ",
        "<br>",
        "&#60;",
        ". ",
        "Best 4 out of 5, "
      })
  void fiveMegabytesOfOneThing(String part) {
    assertEndsSoon("<h1>Film review</h1><p>" + part.repeat(5_000_000 / part.length()));
  }

  @Test
  void aMillionAttributes() {
    var html = new StringBuilder("<div");
    for (int i = 0; i < 1_000_000; i++) html.append(" a").append(i).append("=x");
    assertEndsSoon(html.append("><p>Rating: 4/5</p></div>").toString());
  }

  @Test
  void aHundredThousandSmallElements() {
    assertEndsSoon(
        "<h1>Film review</h1>"
            + "<div class='star rating' title='4 out of 5'><i class=full></i></div>"
                .repeat(100_000));
  }

  @Test
  void aForumWhoseEveryLineStandsInAnEndlessName() {
    assertEndsSoon(
        "<meta name=generator content=phpBB><div class='"
            + "x".repeat(1_000_000)
            + "'>"
            + "a line<br><br>".repeat(100_000));
  }

  @Test
  void anEndlessTitleAboveAHundredThousandHeadings() {
    assertEndsSoon(
        "<title>"
            + "a still harbour ".repeat(60_000)
            + "</title><meta property=og:type content=article>"
            + "<h2>the still harbour of all</h2><p>Text.</p>".repeat(100_000));
  }

  @Test
  void aMillionSiblings() {
    assertEndsSoon("<h1>Film review</h1>" + "<p>x</p>".repeat(1_000_000));
  }

  @Test
  void jsonThatNeverEnds() {
    assertEndsSoon(
        "<script type='application/ld+json'>"
            + "{\"@type\":\"Review\",\"review\":[".repeat(50_000)
            + "</script>");
  }

  @Test
  void jsonThatRefersToItself() {
    assertEndsSoon(
        "<script type='application/ld+json'>{\"@graph\":[{\"@id\":\"#a\",\"@type\":\"Review\",\"itemReviewed\":{\"@id\":\"#a\"},\"author\":{\"@id\":\"#a\"}}]}</script><h1>Film review</h1>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<h2>Verdict</h2>",
        "<h3>Pros</h3>",
        "<h2>Verdict: and what else there is to say of it</h2><p>x",
        "<li>a short entry",
        "<li>+ plus - minus",
        "<p>“a great film of it”, says Anna. </p>",
        "<blockquote>A great film <cite>Harbour Weekly</cite>",
        "<p>According to the Harbour Weekly, not never without a great great bad film",
        "<p class='verdict pros'>A great film about the sea.",
        "<td>Pros<td>Cons",
        "<span style='width:80%' class=stars>x</span>",
        "<time datetime=2024-02-30>x</time>",
        "<a rel=author href=x>Mara Quill</a>",
        "<meta property=article:author content=x>"
      })
  void aHundredThousandOfOneThing(String part) {
    assertEndsSoon(
        "<title>Salt (2020) review</title><h1>Salt (2020) review</h1>" + part.repeat(100_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not ", "great but ", "no, ", "“great ", "n'", "ne que ", "great, "})
  void aSentenceWithoutEnd(String part) {
    assertEndsSoon(
        "<title>Salt (2020) review</title><h1>Salt (2020) review</h1><p>" + part.repeat(800_000));
  }

  @Test
  void tenMegabytesOfMarkUp() {
    String one =
        "{\"@type\":\"Review\",\"author\":\"Jo\",\"reviewBody\":\"A great film about the sea, and not a bad one.\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"Salt\"},\"reviewRating\":{\"ratingValue\":4}},";
    assertEndsSoon(
        "<script type='application/ld+json'>["
            + one.repeat(10_000_000 / one.length())
            + "{}]</script><h1>Salt review</h1>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\uD83D", "\uDE00", "\uFFFF", "\u202E", "\u0301", "\u200B"})
  void charactersThatAreNone(String part) {
    Extraction extraction =
        new Extractor()
            .extract(
                Pages.page(
                    Pages.review(
                        "Salt" + part + " review",
                        "",
                        "<p>" + part + "A great film" + part.repeat(1_000) + "</p>Rating: 4/5")));
    Harmless.check(extraction, part);
    assertThat(extraction.reviews()).isNotEmpty();
  }

  private static String described(String json) {
    return "<script type='application/ld+json'>" + json + "</script><h1>Film review</h1>";
  }

  @Test
  void aValueThatIsTheValueOfItself() {
    assertEndsSoon(
        described(
            "{\"@type\":\"Article\",\"author\":{\"@id\":\"a\",\"x\":1,\"@value\":{\"@id\":\"a\"}}}"));
  }

  @Test
  void oneIdForThousandsOfThingsWhoseNamesSayNothing() {
    assertEndsSoon(
        described(
            "[{\"@id\":\"x\",\"y\":1,\"z\":1,\"name\":["
                + "\"\",".repeat(600_000)
                + "\"\"]}"
                + ",{\"@id\":\"x\",\"name\":\"a\"}".repeat(5_000)
                + "]"));
  }

  @Test
  void sixtyThousandRatingsWithoutAScale() {
    assertEndsSoon("<h1>Film review</h1>" + "<p>Rating: 4</p>".repeat(60_000));
  }

  @Test
  void datesInElementsOfAnEndlessName() {
    assertEndsSoon(
        "<h1>Film review</h1><div class='"
            + "a".repeat(4_000_000)
            + "'>"
            + "<time datetime=2024-01-01></time>".repeat(300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class=rating>",
        "<div class=author>",
        "<div class=sidebar>",
        "<div class=date>",
        "<ul><li><b aria-label='4 out of 5'></b>"
      })
  void deepNamesAroundAMillionEmptyElements(String name) {
    assertEndsSoon(
        "<h1>Film review</h1>" + name.repeat(400) + "<br>".repeat(1_000_000) + "<main></main>");
  }

  @Test
  void quotationMarksWithoutEndInTheTitle() {
    assertEndsSoon("<title>" + "“".repeat(2_000_000) + "</title><h1>Film review</h1><p>4/5</p>");
  }

  @Test
  void aHundredReadersBelowALinkOverAllLines() {
    assertEndsSoon(
        described(
                "["
                    + "{\"@type\":\"UserReview\",\"author\":\"Jo\",\"reviewBody\":\"Fine.\",\"itemReviewed\":{\"name\":\"Salt\"}},"
                        .repeat(100)
                    + "{}]")
            + "<div><a href=x><div>"
            + "some words of prose here.<br><br>".repeat(100_000));
  }

  @Test
  void theReviewsOfOneThingShareItsFewRatedSides() {
    String sides =
        "{\"@type\":\"Review\",\"reviewAspect\":\"Sound\",\"itemReviewed\":{\"name\":\"Salt\"},\"reviewRating\":{\"ratingValue\":4}},";
    String review =
        "{\"@type\":\"UserReview\",\"author\":\"Jo %d\",\"reviewBody\":\"Fine.\",\"itemReviewed\":{\"name\":\"Salt\"}},";
    var json = new StringBuilder("[").append(sides.repeat(5_000));
    for (int i = 0; i < 100; i++) json.append(review.replace("%d", "" + i));
    List<Review> reviews = Pages.reviews(described(json + "{}]"));
    assertThat(reviews).hasSize(100);
    assertThat(reviews).allSatisfy(r -> assertThat(r.aspects()).hasSizeBetween(1, 30));
  }

  @Test
  void ratedSidesOfNothingBelongToNoReview() {
    List<Review> reviews =
        Pages.reviews(
            described(
                "[{\"@type\":\"Review\",\"author\":\"Mara Quill\",\"reviewBody\":\"Fine.\",\"reviewRating\":{\"ratingValue\":4}},{\"@type\":\"Review\",\"reviewAspect\":\"Staff\",\"reviewRating\":{\"ratingValue\":1}}]"));
    assertThat(reviews).isNotEmpty();
    assertThat(reviews).allSatisfy(r -> assertThat(r.aspects()).isEmpty());
  }

  /// Every place that a field may be read from says the same script.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;script&amp;gt;",
        "&#60;img src=x onerror=alert(1)&#62;",
        "<\u0000script>",
        "&lt;\u200Bscript&gt;",
        "<\uFEFF/b>",
        "javascript:alert(1)//<b>",
        "＜script＞"
      })
  void aScriptInEveryField(String evil) {
    String quoted = evil.replace("\"", "&quot;");
    String json =
        evil.replace("\"", "\\\"")
            .replace("</", "<\\/")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("\u0000", "\\u0000");
    String head =
        "<meta name=author content=\"Q %s\"><meta property=og:site_name content=\"Q %s\"><meta property=og:image content=\"%s\"><meta property=article:published_time content=\"2025 %s\"><link rel=canonical href=\"%s\">"
                .replace("%s", quoted)
            + "<script type='application/ld+json'>{\"@type\":\"Review\",\"name\":\"Q %s\",\"image\":\"%s\",\"publisher\":{\"name\":\"Q %s\"},\"author\":{\"name\":\"Q %s\"},\"datePublished\":\"2025-01-01%s\",\"reviewBody\":\"A great film %s\",\"positiveNotes\":[\"good %s\"],\"negativeNotes\":[\"bad %s\"],\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"Salt %s\",\"genre\":[\"x %s\"],\"director\":{\"name\":\"D %s\"},\"actor\":[{\"name\":\"A %s\"}],\"sameAs\":[\"https://www.imdb.com/title/tt0000001/%s\"]},\"reviewRating\":{\"ratingValue\":\"4 %s\",\"bestRating\":\"5\"}}</script>"
                .replace("%s", json);
    String body =
        "<p class=byline>By Mara %s Quill</p><h2>Music %s</h2><p>The music is great %s.</p><p>The Gazette %s called it “a great film %s”.</p><h3>Pros</h3><ul><li>good %s</li></ul><h3>Cons</h3><ul><li>bad %s</li></ul><p>Story %s: 4/5</p><h2>Verdict %s</h2><p>A great film %s about the sea.</p><p>Rating: 4/5 %s</p>"
            .replace("%s", evil);
    Extraction extraction =
        new Extractor().extract(Pages.page(Pages.review("Salt " + evil + " review", head, body)));
    Harmless.check(extraction, evil);
    assertThat(extraction.reviews()).isNotEmpty();
    for (String poster :
        List.of("<span class=username>%s</span>", "<div data-author='%s'>A thread</div>")) {
      String thread = Pages.review("Salt review", "", poster.replace("%s", evil));
      Harmless.check(
          new Extractor()
              .extract(Pages.page("https://papers.example/forum/salt", thread, Map.of())),
          evil);
    }
  }
}
