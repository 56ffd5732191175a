package dev.revue.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.health.Health;
import dev.revue.common.json.Json;
import dev.revue.common.settings.ElasticSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The stage as a whole: HTTP in front, a genuine Elasticsearch behind.
class SearchServerTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String EVIL =
      "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)> \uE000&lt;b&gt;\uE001";

  @TempDir private static Path home;
  private static TestIndex index;
  private static SearchServer server;

  @BeforeAll
  static void start() {
    index = TestIndex.start(home);
    server = start(new SearchSettings("127.0.0.1", 0, ElasticSettings.local(index.uri())));
    assertSaysThatTheIndexIsMissing();
    index.createIndices();
    Sample.fill(index);
    awaitReady();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    index.close();
  }

  /// Runs first, while there is no index: later tests could not take it away from one another.
  private static void assertSaysThatTheIndexIsMissing() {
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    var page = get("/?q=arrival");
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.headers().firstValue("Retry-After")).contains("5");
    assertThat(Jsoup.parse(page.body()).selectFirst("h1").text()).isEqualTo("The index is away");
    assertThat(get("/api/v1/search?q=arrival").body()).contains("\"status\":503");
  }

  private static void awaitReady() {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (get("/health/ready").statusCode() != 200) {
      assertThat(Instant.now()).as("search becomes ready").isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  // what is found, and in which order

  @ParameterizedTest
  @CsvSource({
    "arrival, Arrival",
    "Arival, Arrival", // a typo in a title
    "villeneuve sound, Arrival", // two words in two fields
    "amelie, Amélie", // without the accent
    "us, Us", // a title that prose is full of
    "the wir, The Wire", // not typed to its end
    "science fiction philosophy, The Matrix", // a synonym of several words
    "keanu reeves matrix, The Matrix",
    "matrix 'lobby scene' action, The Matrix"
  })
  void findsWhatWasMeantFirst(String query, String title) {
    JsonNode first = json("/api/v1/search?q=" + encoded(query)).path("hits").path(0);
    assertThat(first.path("review").path("item").path("title").asString()).isEqualTo(title);
  }

  @Test
  void doesNotGuessAtWordsOfTheText() {
    assertThat(ids(json("/api/v1/search?q=silense"))).isEmpty();
    assertThat(ids(json("/api/v1/search?q=silence"))).containsExactly("arrival-lantern");
  }

  @Test
  void hidesWhatWasRemoved() {
    assertThat(json("/api/v1/search").path("total").path("value").asInt()).isEqualTo(6);
    assertThat(get("/api/v1/reviews/removed").statusCode()).isEqualTo(404);
    assertThat(get("/reviews/removed").statusCode()).isEqualTo(404);
  }

  @Test
  void sortsByScoreAndByDate() {
    assertThat(ids(json("/api/v1/search?sort=score")))
        .containsExactly(
            "matrix-lantern",
            "arrival-lantern",
            "amelie-kino",
            "arrival-reel",
            "us-reel",
            "wire-lantern");
    assertThat(ids(json("/api/v1/search?sort=date")))
        .startsWith("matrix-lantern", "us-reel")
        .endsWith("amelie-kino");
  }

  @Test
  void turnsPagesWithoutRepeatingAHit() {
    var seen = new ArrayList<String>();
    for (int page = 1; page <= 3; page++) {
      seen.addAll(ids(json("/api/v1/search?size=2&page=" + page)));
    }
    assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    assertThat(ids(json("/api/v1/search?size=2&page=4"))).isEmpty();
  }

  @Test
  void narrowsAndStillCountsWhatElseThereIsToChoose() {
    JsonNode answer = json("/api/v1/search?site=reel.example&band=6&band=3");
    assertThat(ids(answer)).containsExactlyInAnyOrder("arrival-reel", "us-reel");
    assertThat(counts(answer, "site")).containsExactly("reel.example=2");
    assertThat(counts(answer, "band")).containsExactly("6=1", "3=1");
    JsonNode english = json("/api/v1/search?language=en");
    assertThat(counts(english, "language")).containsExactly("en=5", "de=1");
    assertThat(counts(english, "site")).containsExactly("lantern.example=3", "reel.example=2");
  }

  @Test
  void marksTheWordsThatWereFound() {
    Document page = page("/?q=villeneuve+sound");
    assertThat(page.select(".snippet mark").eachText()).containsExactly("Villeneuve", "sound");
    JsonNode snippet =
        json("/api/v1/search?q=villeneuve+sound")
            .path("hits")
            .path(0)
            .path("highlight")
            .path("snippet");
    String text = snippet.path("text").asString();
    assertThat(text).doesNotContain("\uE000", "\uE001");
    JsonNode mark = snippet.path("marks").path(1);
    assertThat(text.substring(mark.path("from").asInt(), mark.path("to").asInt()))
        .isEqualTo("sound");
  }

  @Test
  void suggestsTitlesThatBeginSo() {
    assertThat(json("/api/v1/suggest?q=the+m").path("titles").path(0).path("title").asString())
        .isEqualTo("The Matrix");
  }

  // pages

  @Test
  void showsAHitWithEverythingThatPointsToItsSource() {
    Element card = page("/?q=patient+language").selectFirst("article.card");
    assertThat(card.selectFirst(".about").text()).startsWith("Arrival 2016");
    assertThat(card.selectFirst("meter").attr("value")).isEqualTo("90");
    assertThat(card.selectFirst(".raw").text()).endsWith("★★★★½ (4.5/5)");
    assertThat(card.selectFirst("time").attr("datetime")).isEqualTo("2016-11-10");
    assertThat(card.selectFirst("h3").attr("lang")).isEqualTo("en");
    assertThat(card.selectFirst("a.original").attr("href"))
        .isEqualTo("https://lantern.example/reviews/arrival");
    assertThat(card.selectFirst("a.original").attr("rel"))
        .isEqualTo("noopener noreferrer nofollow ugc");
  }

  @Test
  void narrowsByFollowingALinkAndWidensByFollowingItAgain() {
    Document all = page("/?sort=date");
    Document german = page(link(all, ".facet a:contains(German)"));
    assertThat(german.select("article.card h3").eachText())
        .containsExactly("Montmartre als Spieluhr");
    assertThat(german.selectFirst("[role=status]").text()).isEqualTo("1 review");
    Document again = page(link(german, ".facet a[aria-current]"));
    assertThat(again.select("article.card")).hasSize(6);
  }

  @Test
  void greetsWithTheNewestReviewsAndTheBestTitles() {
    Document landing = page("/");
    assertThat(landing.select("section:has(#newest) h3").eachText())
        .startsWith("Green rain, still falling")
        .hasSize(6);
    assertThat(landing.select("ol.best li > a").eachText())
        .containsExactly("The Matrix", "Amélie", "Arrival", "Us");
  }

  @Test
  void showsHowTheScoresOfATitleSpread() {
    Document item = page("/items/tt2543164");
    assertThat(item.selectFirst("h1").text()).isEqualTo("Arrival 2016");
    assertThat(item.select(".spread-count").eachText())
        .containsExactly("1", "0", "0", "1", "0", "0", "0", "0", "0", "0");
    assertThat(item.select("article.card")).hasSize(2);
    assertThat(json("/api/v1/items/tt2543164").path("item").path("score").asDouble())
        .isEqualTo(78.5);
  }

  @Test
  void showsAReviewWithItsPartsAndWhereTheyComeFrom() {
    Document review = page("/reviews/arrival-lantern");
    assertThat(review.select(".prose h2").eachText()).containsExactly("The sound", "The ending");
    assertThat(review.selectFirst(".verdict").text()).contains("4.5 of 5 is 90 of 100");
    assertThat(review.select(".origin tbody tr").eachText())
        .containsExactly(
            "item title json-ld 99 % itemReviewed.name", "rating text 93 % Rating: ★★★★½ (4.5/5)");
  }

  @Test
  void helpsWhereNothingMatches() {
    Document empty = page("/?q=zzyzx+qqq&language=de");
    assertThat(empty.selectFirst("[role=status]").text()).isEqualTo("0 reviews");
    assertThat(empty.select(".empty a").eachText()).contains("Search without narrowing");
  }

  // strangers

  @Test
  void letsNoDocumentBringAnElement() {
    index
        .review(
            "evil",
            "url",
            "javascript:alert(4)",
            "headline",
            EVIL + " hostile",
            "summary",
            EVIL,
            "text",
            EVIL + " hostile " + "x".repeat(1_200_000),
            "item_id",
            "evil-item",
            "item_type",
            "\"><b>",
            "item_title",
            EVIL,
            "author_name",
            List.of(EVIL, "\u202Eesrever"),
            "publisher_domain",
            "\"><i>",
            "rating_raw",
            "<u>5</u>",
            "score",
            50,
            "language",
            "\" onclick=\"alert(5)",
            "published_at",
            "2026-01-01",
            "sections",
            List.of(Map.of("heading", EVIL, "text", EVIL), "odd"),
            "provenance",
            Map.of(EVIL, Map.of("from", EVIL, "evidence", EVIL), "odd", 7))
        .item("evil-item", "item_title", EVIL, "item_type", "<b>", "score", 50, "review_count", 1)
        .refresh();
    try {
      for (String address :
          List.of(
              "/",
              "/?q=hostile",
              "/?sort=date",
              "/items/evil-item",
              "/reviews/evil",
              "/?q=hostile&site=" + encoded("\"><i>"),
              "/?q=" + encoded(EVIL))) {
        assertHarmless(page(address));
      }
      assertThat(page("/?q=hostile").select("article.card")).hasSize(1);
      assertThat(page("/reviews/evil").select("a[href^=javascript]")).isEmpty();
      assertThat(json("/api/v1/reviews/evil").has("url")).isFalse();
    } finally {
      index.review("evil", "deleted", true).item("evil-item", "deleted", true).refresh();
    }
  }

  private static void assertHarmless(Document page) {
    assertThat(page.select("script")).as("only our script").hasSize(1);
    assertThat(page.selectFirst("script").attr("src")).startsWith("/static/revue.js");
    assertThat(page.select("img, iframe, object, style, u, i, [style]")).isEmpty();
    assertThat(page.select("svg").not(".bar")).isEmpty();
    assertThat(
            page.select("b").stream()
                .filter(b -> b.parents().stream().noneMatch(p -> p.is(".score, .verdict"))))
        .isEmpty();
    for (Element element : page.getAllElements()) {
      assertThat(element.attributes())
          .as("%s", element.tagName())
          .noneMatch(attribute -> attribute.getKey().startsWith("on"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "AND OR NOT",
        "item_title:(",
        "*",
        "?",
        "a*~^(){}[]",
        "\\",
        "{\"match_all\":{}}",
        "\u0000",
        "😀",
        "' OR 1=1 --",
        "<script>",
        "%00",
        "..",
        "۞ ﷽",
        "\uE000\uE001"
      })
  void takesEveryQueryAsWords(String query) {
    assertThat(get("/?q=" + encoded(query)).statusCode()).isEqualTo(200);
    assertThat(get("/api/v1/search?q=" + encoded(query)).statusCode()).isEqualTo(200);
    assertThat(get("/api/v1/suggest?q=" + encoded("x" + query)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "page=0, page", "page=x, page", "page=1001, page", "page=201&size=50, page", "size=51, size",
    "sort=best, sort", "band=10, band", "band=x, band", "colour=red, colour", "q=a&q=b, q"
  })
  void namesTheParameterThatIsWrong(String query, String parameter) {
    var answer = get("/api/v1/search?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertThat(problem.path("message").asString()).contains(parameter);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThat(get("/?q=" + "a".repeat(201)).statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/search?q=" + "a".repeat(9_000)).statusCode()).isEqualTo(400);
    assertThat(get("/reviews/" + "a".repeat(65)).statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/search?q=" + encoded("ab ".repeat(66).strip())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void turnsToTheLastPageThatElasticsearchAllows() {
    assertThat(get("/api/v1/search?size=50&page=200").statusCode()).isEqualTo(200);
  }

  // HTTP

  @Test
  void forbidsEverythingFromElsewhere() {
    for (String address : List.of("/", "/reviews/none", "/api/v1/search?page=0")) {
      var headers = get(address).headers();
      assertThat(headers.firstValue("Content-Security-Policy"))
          .get()
          .asString()
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    }
  }

  @Test
  void sendsAStyleSheetOnce() throws Exception {
    String href = page("/").selectFirst("link[rel=stylesheet]").attr("href");
    var first = get(href);
    assertThat(first.headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
    assertThat(first.headers().firstValue("Cache-Control")).get().asString().contains("immutable");
    var again =
        HTTP.send(
            request(href)
                .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(get("/static/..%2f..%2fpom.xml").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyAnswersQuestions() throws Exception {
    var post =
        HTTP.send(
            request("/").POST(HttpRequest.BodyPublishers.ofString("q=x")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(post.statusCode()).isEqualTo(405);
    var head =
        HTTP.send(
            request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(get("/nowhere/at/all").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/nowhere").body()).contains("\"status\":404");
  }

  @Test
  void countsRequestsByKindOfAddressAndStatus() {
    get("/items/who-knows");
    assertThat(get("/metrics").body())
        .contains("revue_search_requests_seconds_bucket{path=\"/items/{}\",status=\"404\"");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhichPortIsTaken() {
    int taken = server.uri().getPort();
    assertThatThrownBy(
            () -> start(new SearchSettings("127.0.0.1", taken, ElasticSettings.local(index.uri()))))
        .isInstanceOfSatisfying(
            PortTakenException.class, e -> assertThat(e.port()).isEqualTo(taken))
        .hasMessageContaining("REVUE_SEARCH_PORT");
  }

  @Test
  void staysUpWhileElasticsearchIsAway() throws Exception {
    var nobody = ElasticSettings.local(URI.create("http://127.0.0.1:9"));
    try (var alone = start(new SearchSettings("127.0.0.1", 0, nobody))) {
      for (String address : List.of("", "reviews/x", "api/v1/items/x")) {
        var answer =
            HTTP.send(
                HttpRequest.newBuilder(alone.uri().resolve(address)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      }
    }
  }

  private static SearchServer start(SearchSettings settings) {
    return SearchServer.start(
        settings,
        new Health(Clock.systemUTC()),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private static String link(Document page, String selector) {
    return page.selectFirst(selector).attr("href");
  }

  private static List<String> ids(JsonNode answer) {
    var ids = new ArrayList<String>();
    for (JsonNode hit : answer.path("hits")) ids.add(hit.path("review").path("id").asString());
    return ids;
  }

  private static List<String> counts(JsonNode answer, String facet) {
    var counts = new ArrayList<String>();
    for (JsonNode each : answer.path("facets").path(facet)) {
      counts.add(each.path("value").asString() + "=" + each.path("count").asInt());
    }
    return counts;
  }

  private static Document page(String address) {
    var answer = get(address);
    assertThat(answer.statusCode()).as(address).isEqualTo(200);
    return Jsoup.parse(answer.body());
  }

  private static JsonNode json(String address) {
    var answer = get(address);
    assertThat(answer.statusCode()).as(address + answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  private static HttpResponse<String> get(String address) {
    try {
      return HTTP.send(request(address).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(address, e);
    }
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(server.uri().resolve(address));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
