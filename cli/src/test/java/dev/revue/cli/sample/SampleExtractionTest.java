package dev.revue.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Ids;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.Version;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.helper.DataUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the extractor reads in the sample site is what its authors meant.
class SampleExtractionTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Extractor EXTRACTOR = new Extractor();
  private static SampleSite site;

  @BeforeAll
  static void start() throws Exception {
    site = SampleSite.start("127.0.0.1", Collections.nCopies(SampleSite.publishers().size(), 0));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  static Stream<Expected.Page> pages() {
    return Expected.read().pages().stream();
  }

  static Stream<Expected.Nothing> nothing() {
    // That a page must not be indexed is for the crawler to see.
    return Expected.read().none().stream().filter(none -> !none.reason().equals("noindex"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void readsEveryReviewOfThePage(Expected.Page page) throws Exception {
    List<Review> critics =
        reviews(page.publisher(), page.path()).stream()
            .filter(r -> r.authorType().equals("critic"))
            .toList();

    assertThat(critics)
        .extracting(SampleExtractionTest::summary)
        .containsExactlyInAnyOrderElementsOf(
            page.reviews().stream().map(SampleExtractionTest::summary).toList());
  }

  /// The catalogue may write a title otherwise; who made it and when tells that it is the same.
  @ParameterizedTest
  @MethodSource("pages")
  void linksToTheTitleThatIsMeantOrToNone(Expected.Page page) throws Exception {
    if (page.reviews().size() != 1) return;
    Expected.Review meant = page.reviews().getFirst();
    for (Review review : reviews(page.publisher(), page.path())) {
      Item item = review.item();
      if (item == null || !item.id().startsWith("c-")) continue;
      assertThat(item.type()).isEqualTo(meant.type());
      if (meant.year() != null) assertThat(item.year()).isEqualTo(meant.year());
      if (meant.director() != null)
        assertThat(item.directors()).map(Ids::fold).contains(Ids.fold(meant.director()));
    }
  }

  @Test
  void knowsTheBestKnownTitlesOfTheSite() throws Exception {
    var linked = new HashSet<String>();
    for (Expected.Page page : Expected.read().pages())
      for (Review review : reviews(page.publisher(), page.path()))
        if (review.itemId() != null && review.itemId().startsWith("c-"))
          linked.add(review.itemId());
    assertThat(linked).contains("c-tt0113277", "c-tt0130827", "c-tt0405094").hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("nothing")
  void findsNoReviewWhereThereIsNone(Expected.Nothing none) throws Exception {
    assertThat(reviews(none.publisher(), none.path()))
        .as(none.reason())
        .extracting(SampleExtractionTest::summary)
        .isEmpty();
  }

  private static String summary(Review review) {
    Item item = review.item();
    Rating rating = review.rating();
    Double score = rating == null ? null : rating.score();
    return (item == null ? "no title" : item.title() + " (" + item.type() + ")") + " " + score;
  }

  private static String summary(Expected.Review review) {
    Double score = review.score() == null ? null : review.score().doubleValue();
    return review.title() + " (" + review.type() + ") " + score;
  }

  private static List<Review> reviews(String publisher, String path) throws Exception {
    URI uri = Optional.ofNullable(site.origins().get(publisher)).orElseThrow().resolve(path);
    var answer = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
    String type = answer.headers().firstValue("Content-Type").orElse("");
    String charset =
        type.contains("charset=") ? type.substring(type.indexOf("charset=") + 8) : null;
    String html = DataUtil.load(answer.body(), charset, uri.toString()).outerHtml();
    var page =
        new Page(
            uri.toString(),
            html,
            Version.next(Instant.EPOCH, Version.none()),
            Instant.EPOCH,
            null,
            Map.of(),
            Map.of());
    return EXTRACTOR.extract(page).reviews();
  }
}
