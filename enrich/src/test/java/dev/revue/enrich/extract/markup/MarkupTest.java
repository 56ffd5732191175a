package dev.revue.enrich.extract.markup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.enrich.extract.outline.Outline;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
  private static final String REVIEW =
      "{\"@type\":\"Review\",\"author\":{\"@type\":\"Person\",\"name\":\"Mara Quill\"},\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"Salt\"},\"reviewRating\":{\"@type\":\"Rating\",\"ratingValue\":\"4\",\"bestRating\":\"5\"}}";

  private static List<MarkedReview> read(String html) {
    return MarkedReview.of(Markup.of(Outline.of(Jsoup.parse(html))));
  }

  private static void assertTheReview(List<MarkedReview> reviews) {
    assertThat(reviews).hasSize(1);
    MarkedReview review = reviews.getFirst();
    assertThat(review.itemName()).isEqualTo("Salt");
    assertThat(review.authors()).containsExactly("Mara Quill");
    assertThat(review.rating()).isNotNull();
    assertThat(review.rating().value()).isEqualTo("4");
    assertThat(review.rating().best()).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "/* <![CDATA[ */ %s /* ]]> */",
        "//<![CDATA[\n%s\n//]]>",
        "<![CDATA[%s]]>",
        "<!-- %s -->",
        "%s;",
        "[%s]",
        "{\"@graph\":[%s]}",
        "// a comment\n%s",
        "[%s,]",
        "{\"@context\":\"https://schema.org\",\"@type\":\"WebPage\",\"mainEntity\":%s}"
      })
  void readsJsonHoweverItIsWrapped(String wrap) {
    assertTheReview(
        read("<script type='application/ld+json'>" + wrap.formatted(REVIEW) + "</script>"));
  }

  @Test
  void readsJsonWithControlCharactersAndTrailingCommas() {
    assertTheReview(
        read(
            "<script type='application/ld+json'>"
                + REVIEW
                    .replace("\"author\"", "\"reviewBody\":\"line\none\ttwo\",\"author\"")
                    .replace("\"5\"}", "\"5\",}")
                + "</script>"));
  }

  @Test
  void keepsWhatStoodBeforeTheFault() {
    assertTheReview(
        read(
            "<script type='application/ld+json'>"
                + REVIEW.substring(0, REVIEW.length() - 2)
                + "</script>"));
    assertTheReview(
        read(
            "<script type='application/ld+json'>"
                + REVIEW.substring(0, REVIEW.length() - 1)
                + ",\"url\": oh no</script>"));
  }

  @Test
  void oneBrokenScriptDoesNotSpoilTheNext() {
    assertTheReview(
        read(
            "<script type='application/ld+json'>{{{</script><script type='application/ld+json'>"
                + REVIEW
                + "</script>"));
  }

  @Test
  void joinsTheGraphById() {
    assertTheReview(
        read(
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Review\",\"author\":{\"@id\":\"#m\"},\"itemReviewed\":{\"@id\":\"#s\"},\"reviewRating\":{\"ratingValue\":4,\"bestRating\":5}},"
                + "{\"@id\":\"#m\",\"@type\":\"Person\",\"name\":\"Mara Quill\"},{\"@id\":\"#s\",\"@type\":\"Movie\",\"name\":\"Salt\"}]}</script>"));
  }

  @Test
  void readsMicrodata() {
    assertTheReview(
        read(
            "<div itemscope itemtype='https://schema.org/Review'><span itemprop=author itemscope itemtype='https://schema.org/Person'><b itemprop=name>Mara Quill</b></span>"
                + "<div itemprop=itemReviewed itemscope itemtype='https://schema.org/Movie'><h1 itemprop=name>Salt</h1></div>"
                + "<div itemprop=reviewRating itemscope itemtype='https://schema.org/Rating'><meta itemprop=ratingValue content=4>of <span itemprop=bestRating>5</span></div></div>"));
  }

  @Test
  void readsRdfa() {
    assertTheReview(
        read(
            "<div vocab='https://schema.org/' typeof=Review><span property=author typeof=Person><b property=name>Mara Quill</b></span><div property=itemReviewed typeof=schema:Movie><h1 property='schema:name'>Salt</h1></div>"
                + "<div property=reviewRating typeof=Rating><span property=ratingValue>4</span>/<span property=bestRating>5</span></div></div>"));
  }

  @Test
  void readsHReview() {
    assertTheReview(
        read(
            "<div class=hreview><div class=item><b class=fn>Salt</b></div><span class='reviewer vcard'><i class=fn>Mara Quill</i></span><span class=rating><b class=value>4</b> of <b class=best>5</b></span></div>"));
  }

  @Test
  void ratingsOfSingleSidesGoWithTheReviewOfTheWhole() {
    List<MarkedReview> reviews =
        read(
            script(
                "["
                    + REVIEW
                    + ",{\"@type\":\"Review\",\"itemReviewed\":{\"name\":\"Salt\"},\"reviewAspect\":\"Sound\",\"reviewRating\":{\"ratingValue\":2}}]"));
    assertTheReview(reviews);
    assertThat(reviews.getFirst().sides())
        .containsExactly(new MarkedReview.Side("Sound", new MarkedReview.Marked("2", null, null)));
  }

  @Test
  void ratingsOfSingleSidesAreNotTheReviews() {
    assertThat(
            read(
                "<script type='application/ld+json'>{\"@type\":\"Review\",\"reviewAspect\":\"Sound\",\"reviewRating\":{\"ratingValue\":2}}</script>"))
        .isEmpty();
  }

  private static String script(String json) {
    return "<script type='application/ld+json'>" + json + "</script>";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s %s",
        "%s, %s",
        "%s; %s;",
        "<!-- %s -->\n<!-- %s -->",
        "{\"@type\":\"WebPage\",\"name\":\"The \"new\" page\"} %s %s"
      })
  void readsSeveralRootsHoweverTheyAreParted(String wrap) {
    String other = "{\"@type\":\"WebSite\",\"name\":\"Papers\"}";
    assertTheReview(read(script(wrap.formatted(other, REVIEW))));
  }

  @Test
  void mendsQuotationMarksThatATemplateForgotToEscape() {
    List<MarkedReview> reviews =
        read(
            script(
                REVIEW.replace(
                    "\"author\"", "\"reviewBody\":\"He said \"salt\" twice\",\"author\"")));
    assertTheReview(reviews);
    assertThat(reviews.getFirst().body()).isEqualTo("He said \"salt\" twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@value\":\"Salt\"}",
        "{\"@value\":\"Salt\",\"@language\":\"en\"}",
        "{\"en\":\"Salt\",\"de\":\"Salz\"}",
        "{\"@list\":[\"Salt\",\"Salz\"]}",
        "[{\"@language\":\"en\",\"@value\":\"Salt\"},{\"@language\":\"de\",\"@value\":\"Salz\"}]",
        "[\"Salt\"]",
        "\"S&#97;lt\""
      })
  void readsValuesInEveryForm(String name) {
    assertTheReview(read(script(REVIEW.replace("\"Salt\"", name))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://schema.org/",
        "https://schema.org/",
        "schema:",
        "https://schema.org/docs/#"
      })
  void namesMayHaveAPrefix(String prefix) {
    assertTheReview(
        read(
            script(
                REVIEW
                    .replace("\"Review\"", "[\"" + prefix + "Review\",\"Thing\"]")
                    .replace("\"itemReviewed\"", "\"" + prefix + "itemReviewed\""))));
  }

  @Test
  void whatIsSaidOfOneIdInSeveralPlacesComesTogether() {
    String graph =
        "{\"@graph\":[{\"@type\":\"Movie\",\"@id\":\"#s\",\"review\":{\"@id\":\"#r\"}},"
            + "{\"@id\":\"#s\",\"name\":\"Salt\"},"
            + "{\"@id\":\"#r\",\"@type\":\"Review\",\"author\":{\"@id\":\"#m\",\"@type\":\"Person\"},\"itemReviewed\":{\"@id\":\"#s\"},\"reviewRating\":{\"ratingValue\":4,\"bestRating\":5}}]}";
    String later =
        "{\"@id\":\"#m\",\"@type\":\"Person\",\"name\":\"Mara Quill\",\"knows\":{\"@id\":\"#m\"}}";
    assertTheReview(read(script(graph) + script(later)));
  }

  @Test
  void anIdThatDifferentThingsShareJoinsNone() {
    String two =
        "[{\"@id\":\"#x\",\"@type\":\"Review\",\"reviewBody\":\"One\",\"author\":\"Mara Quill\"},{\"@id\":\"#x\",\"@type\":\"Review\",\"reviewBody\":\"Two\",\"author\":\"Tom Reed\"}]";
    assertThat(read(script(two))).extracting(MarkedReview::body).containsExactly("One", "Two");
  }

  @Test
  void aReadersAverageIsNoRatingOfTheReview() {
    List<MarkedReview> reviews =
        read(
            "<div itemscope itemtype=https://schema.org/Review><b itemprop=name>Salt</b>"
                + "<div itemprop=aggregateRating><i itemprop=ratingValue>4.9</i> of <i itemprop=ratingCount>17</i></div></div>");
    assertThat(reviews).hasSize(1);
    assertThat(reviews.getFirst().rating()).isNull();
  }

  @Test
  void anAuthorWithoutANamePropertyIsCalledWhatStandsThere() {
    List<MarkedReview> reviews =
        read(
            "<div itemscope itemtype=https://schema.org/Review><span itemprop=author itemscope><a itemprop=url href=/u/mara>mara77</a></span></div>");
    assertThat(reviews.getFirst().authors()).containsExactly("mara77");
  }

  @Test
  void wordsBehindThousandsOfEmptyElementsAreNotLookedFor() {
    Element body = Jsoup.parse("<i>a</i>" + "<br>".repeat(100_000) + "word").body();
    assertThat(Texts.of(body, 60)).isEqualTo("a");
    assertThat(Texts.own(body, 60)).isEmpty();
    Element line = Jsoup.parse("<p>By <b>Mara</b> on <br> Monday").body().child(0);
    assertThat(Texts.of(line, 60)).isEqualTo("By Mara on Monday");
    assertThat(Texts.own(line, 60)).isEqualTo("By on Monday");
  }

  @Test
  void readsRelationsAndSubjectsOfRdfa() {
    assertTheReview(
        read(
            "<div vocab='https://schema.org/'><div about='#s' typeof=Movie><b property=name>Salt</b></div>"
                + "<div typeof=Review><link property=itemReviewed resource='#s'>"
                + "<div rel='schema:author'><p><span typeof=Person><b property=name>Mara Quill</b></span></p></div>"
                + "<div property=reviewRating typeof=Rating><i property=ratingValue>4</i><i property=bestRating>5</i></div></div></div>"));
  }
}
