package dev.revue.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.revue.common.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/// The pages against each other and against `expected.json`: what the sample promises to whoever
/// tests with it.
class SampleContentTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private static final Expected EXPECTED = Expected.read();

  private static SampleSite site;
  private static Map<URI, Document> pages;

  @BeforeAll
  static void start() throws Exception {
    List<Integer> ports = Collections.nCopies(SampleSite.publishers().size(), 0);
    site = SampleSite.start("127.0.0.1", ports);
    pages = new LinkedHashMap<>();
    for (Route route : Route.all()) {
      if (route.status() == 200 && route.contentType().startsWith("text/html")) {
        URI uri = at(route.publisher(), route.path());
        HttpResponse<byte[]> answer = get(uri);
        pages.put(uri, parse(answer));
      }
    }
  }

  @AfterAll
  static void stop() {
    site.close();
    CLIENT.close();
  }

  @Test
  void isAsLargeAndAsMixedAsItClaims() {
    assertThat(SampleSite.publishers()).hasSize(7);
    assertThat(pages).hasSizeGreaterThanOrEqualTo(45);
    Map<String, Long> scoresPerTitle =
        reviews()
            .filter(r -> r.score() != null)
            .collect(Collectors.groupingBy(Expected.Review::title, Collectors.counting()));
    assertThat(scoresPerTitle.values()).filteredOn(n -> n >= 2).hasSizeGreaterThanOrEqualTo(12);
    assertThat(scoresPerTitle.values()).filteredOn(n -> n >= 4).hasSizeGreaterThanOrEqualTo(4);
    assertThat(reviews().map(Expected.Review::type))
        .contains("movie", "game", "book", "tv", "product");
    assertThat(reviews().map(Expected.Review::language)).contains("en", "de", "fr");
    assertThat(reviews().filter(r -> r.score() == null)).hasSizeGreaterThanOrEqualTo(2);
    assertThat(EXPECTED.pages()).anyMatch(p -> p.reviews().size() == 2);
  }

  @Test
  void linksOnlyToPagesThatExistSaveTheDeclaredDeadOnes() throws Exception {
    var dead = new TreeSet<String>();
    for (URI link : links()) {
      HttpResponse<byte[]> answer = get(link);
      assertThat(answer.statusCode()).as("%s", link).isIn(200, 301, 404);
      if (answer.statusCode() == 301) {
        URI target = link.resolve(answer.headers().firstValue("Location").orElseThrow());
        assertThat(get(target).statusCode()).as("%s of %s", target, link).isEqualTo(200);
      }
      if (answer.statusCode() == 404) {
        dead.add(nameOf(link));
      }
    }
    assertThat(dead)
        .containsExactlyInAnyOrder(
            "lantern-row/reviews/battleship-potemkin",
            "gull-and-reel/podcast/",
            "plainframe/2014/the-third-man.html",
            "spulenblatt/archiv/1997.html",
            "shelf-and-socket/tests/hoverboard");
  }

  @Test
  void everyRouteButTheMachineReadableIsLinkedFromAPageFeedOrSitemap() throws Exception {
    Set<URI> linked = links();
    for (Route route : Route.all()) {
      if (Set.of(Route.ANYTHING, "/robots.txt", "/index.html").contains(route.path())
          || route.contentType().contains("xml")) {
        continue;
      }
      assertThat(linked).as("%s", route).contains(at(route.publisher(), route.path()));
    }
  }

  @Test
  void feedsAndSitemapsListPagesThatExist() throws Exception {
    int entries = 0;
    for (Route route : Route.all()) {
      if (route.contentType().contains("xml") && !route.contentType().contains("svg")) {
        Document xml = xml(route);
        for (Element item : xml.select("item > link, entry > id, loc")) {
          assertThat(get(URI.create(item.text())).statusCode()).as(item.text()).isEqualTo(200);
          entries++;
        }
      }
    }
    assertThat(entries).isGreaterThan(40);
  }

  @Test
  void offersRssAtomSitemapAndSitemapIndex() throws Exception {
    var roots = new TreeSet<String>();
    for (Route route : Route.all()) {
      if (route.contentType().contains("xml")) {
        roots.add(xml(route).child(0).tagName());
      }
    }
    assertThat(roots).contains("rss", "feed", "urlset", "sitemapindex");
  }

  @Test
  void isValidHtmlThatLoadsNothingFromElsewhere() throws Exception {
    for (URI uri : pages.keySet()) {
      Parser parser = Parser.htmlParser().setTrackErrors(10);
      HttpResponse<byte[]> answer = get(uri);
      Document page =
          Jsoup.parse(new String(answer.body(), encoding(answer)), uri.toString(), parser);
      assertThat(parser.getErrors()).as("%s", uri).isEmpty();
      for (Element e : page.select("[src], link[href]")) {
        String loaded = e.hasAttr("src") ? e.absUrl("src") : e.absUrl("href");
        assertThat(URI.create(loaded).getAuthority())
            .as("%s in %s", e, uri)
            .isEqualTo(uri.getAuthority());
      }
    }
  }

  @Test
  void germanPagesInLatin1ReallyAre() throws Exception {
    HttpResponse<byte[]> byHeader = get(at("spulenblatt", "/kritiken/das-leben-der-anderen.html"));
    HttpResponse<byte[]> byMeta = get(at("spulenblatt", "/kritiken/lola-rennt.html"));

    assertThat(byHeader.headers().firstValue("Content-Type"))
        .contains("text/html; charset=ISO-8859-1");
    assertThat(text(byHeader)).doesNotContain("charset=").contains("Ulrich Mühe");
    assertThat(byMeta.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(text(byMeta)).contains("charset=iso-8859-1").contains("fragt sich");
    for (HttpResponse<byte[]> answer : List.of(byHeader, byMeta)) {
      assertThatThrownBy(
              () -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer.body())))
          .isInstanceOf(CharacterCodingException.class);
      assertThat(text(answer)).contains("für").doesNotContain("Ã").doesNotContain("Wert?");
    }
  }

  @Test
  void losesNoCharacterToAnEncoding() {
    Route.all().stream()
        .filter(route -> route.file().isPresent())
        .forEach(route ->
            assertThat(
                    route
                        .encoding()
                        .newEncoder()
                        .canEncode(Resources.text(route.file().orElseThrow())))
                .as("%s", route)
                .isTrue());
  }

  @Test
  void exactlyOneJsonLdIsBroken() {
    var broken = new TreeSet<String>();
    pages.forEach((uri, page) -> {
      for (Element script : page.select("script[type=application/ld+json]")) {
        try {
          Json.MAPPER.readTree(script.data());
        } catch (JacksonException e) {
          broken.add(nameOf(uri));
        }
      }
    });
    assertThat(broken).containsExactly("lantern-row/reviews/arrival");
  }

  @Test
  void expectationsCoverEveryPageOnce() {
    var stated = new TreeMap<String, Integer>();
    EXPECTED.pages().forEach(p -> stated.merge(p.publisher() + p.path(), 1, Integer::sum));
    EXPECTED.none().forEach(n -> stated.merge(n.publisher() + n.path(), 1, Integer::sum));
    var served = new TreeSet<String>();
    pages.forEach((uri, page) -> {
      if (canonical(uri, page).equals(uri)) {
        served.add(nameOf(uri));
      }
    });
    assertThat(stated.values()).containsOnly(1);
    assertThat(stated.keySet()).isEqualTo(served);
  }

  @Test
  void whatIsExpectedIsOnThePage() {
    for (Expected.Page expected : EXPECTED.pages()) {
      Document page = page(expected.publisher(), expected.path());
      String text = page.text().replace('’', '\'');
      for (Expected.Review review : expected.reviews()) {
        assertThat(text).as(expected.path()).contains(review.onThePage(), review.author());
        assertThat(page.selectXpath("/html").attr("lang")).isEqualTo(review.language());
        if (review.year() != null && !expected.publisher().equals("lantern-row")) {
          assertThat(text).as(expected.path()).contains(String.valueOf(review.year()));
        }
        if (review.director() != null) {
          assertThat(page.html()).as(expected.path()).contains(review.director());
        }
        if (review.score() != null) {
          assertThat(review.score()).isBetween(0.0, 100.0);
        }
      }
      assertThat(text.split(" ").length).as(expected.path()).isBetween(150, 700);
    }
  }

  @Test
  void scoresAreThePrintedValueOfThePrintedBest() {
    assertScore("lantern-row", "/reviews/heat", "9.5", 95);
    assertScore("gull-and-reel", "/reviews/the-grand-budapest-hotel.html", "4.5 out of 5", 90);
    assertScore("parallax-post", "/film/oppenheimer", "7 out of 10", 70);
    assertScore("plainframe", "/2025/ballerina.html", "Rating: ★★★★☆ (4/5)", 80);
    assertScore("plainframe", "/2015/mad-max-fury-road.html", "3½ out of 4", 87.5);
    assertScore("plainframe", "/2020/parasite.html", "Grade: A-", 91);
    assertScore("plainframe", "/2022/battlefield-earth.html", "Grade: F", 0);
    assertScore("spulenblatt", "/kritiken/toni-erdmann.html", "8,5 von 10", 85);
    assertScore("spulenblatt", "/kritiken/lola-rennt.html", "85 %", 85);
    assertScore("la-bobine-bleue", "/critiques/mad-max-fury-road", "Note : 15/20", 75);
    assertScore("la-bobine-bleue", "/critiques/parasite", "4,5 sur 5", 90);
    assertScore("shelf-and-socket", "/tests/hades", "92%", 92);
    assertThat(
            page("shelf-and-socket", "/films/blade-runner-2049").select("main img").eachAttr("alt"))
        .containsExactly("3.5 out of 5 stars");
  }

  @Test
  void readersAndSideBarsDisagreeWithTheCritic() {
    Document oppenheimer = page("lantern-row", "/reviews/oppenheimer");
    assertThat(oppenheimer.select(".comment .stars")).hasSize(3);
    assertThat(oppenheimer.select(".comments").text()).contains("3.9/5");
    assertThat(page("gull-and-reel", "/reviews/ballerina.html").select("aside").text())
        .contains("Heat ★★★★☆ 4/5")
        .contains("Readers' average: 3.9/5");
    assertThat(page("shelf-and-socket", "/films/oppenheimer").select(".comment img")).hasSize(2);
  }

  @Test
  void duplicatesSayWhereTheOriginalIs() {
    URI print = at("plainframe", "/print/ballerina.html");

    assertThat(canonical(print, pages.get(print)))
        .isEqualTo(at("plainframe", "/2025/ballerina.html"));
    assertThat(pages.values().stream().flatMap(p -> p.select("a[href*=utm_source]").stream()))
        .isNotEmpty();
    assertThat(pages.values().stream().flatMap(p -> p.select("a[rel~=nofollow]").stream()))
        .isNotEmpty();
  }

  @Test
  void robotsForbidPagesThatPublicPagesLinkTo() throws Exception {
    Map<String, SimpleRobotRules> rules = new TreeMap<>();
    for (String publisher : SampleSite.publishers()) {
      URI robots = at(publisher, "/robots.txt");
      rules.put(
          publisher,
          new SimpleRobotRulesParser()
              .parseContent(
                  robots.toString(), get(robots).body(), "text/plain", List.of("revuebot")));
    }
    for (Expected.Page page : EXPECTED.pages()) {
      assertThat(
              rules.get(page.publisher()).isAllowed(at(page.publisher(), page.path()).toString()))
          .as("%s", page)
          .isTrue();
    }
    Set<URI> linked = links();
    List<Expected.Nothing> forbidden =
        EXPECTED.none().stream().filter(n -> n.reason().contains("robots.txt")).toList();
    assertThat(forbidden).hasSizeGreaterThanOrEqualTo(2);
    for (Expected.Nothing page : forbidden) {
      URI uri = at(page.publisher(), page.path());
      assertThat(rules.get(page.publisher()).isAllowed(uri.toString())).as("%s", page).isFalse();
      assertThat(linked).contains(uri);
    }
    assertThat(rules.get("gull-and-reel").getCrawlDelay()).isBetween(1L, 1000L);
  }

  @Test
  void exactlyOnePageAsksNotToBeIndexed() {
    List<String> asking =
        pages.entrySet().stream()
            .filter(e -> !e.getValue().select("meta[name=robots][content*=noindex]").isEmpty())
            .map(e -> nameOf(e.getKey()))
            .toList();

    assertThat(asking).containsExactly("gull-and-reel/reviews/battlefield-earth.html");
    assertThat(EXPECTED.none())
        .filteredOn(n -> n.reason().equals("noindex"))
        .singleElement()
        .matches(n -> asking.contains(n.publisher() + n.path()));
  }

  private static void assertScore(String publisher, String path, String printed, double score) {
    assertThat(page(publisher, path).text()).contains(printed);
    assertThat(EXPECTED.pages())
        .filteredOn(p -> p.publisher().equals(publisher) && p.path().equals(path))
        .singleElement()
        .satisfies(p ->
            assertThat(p.reviews().getFirst().score())
                .isCloseTo(Double.valueOf(score), within(0.001)));
  }

  private static Stream<Expected.Review> reviews() {
    return EXPECTED.pages().stream().flatMap(p -> p.reviews().stream());
  }

  /// Every address of the sample that a page, feed or sitemap names, without fragment.
  private static Set<URI> links() throws Exception {
    Set<URI> links = new TreeSet<>();
    pages.values().stream()
        .flatMap(p -> p.select("a[href], link[href], [src]").stream())
        .map(e -> e.hasAttr("src") ? e.absUrl("src") : e.absUrl("href"))
        .forEach(link -> links.add(URI.create(link)));
    for (Route route : Route.all()) {
      if (route.contentType().contains("xml")) {
        xml(route).select("item > link, loc").eachText().forEach(l -> links.add(URI.create(l)));
      }
    }
    links.removeIf(link -> !isOfTheSample(link));
    return links;
  }

  private static boolean isOfTheSample(URI link) {
    return site.origins().values().stream()
        .anyMatch(o -> o.getAuthority().equals(link.getAuthority()));
  }

  private static URI canonical(URI uri, Document page) {
    Element canonical = page.selectFirst("link[rel=canonical]");
    return canonical == null ? uri : URI.create(canonical.absUrl("href"));
  }

  private static Document page(String publisher, String path) {
    Document page = pages.get(at(publisher, path));
    assertThat(page).as(publisher + path).isNotNull();
    return page;
  }

  private static String nameOf(URI uri) {
    return site.origins().entrySet().stream()
        .filter(e -> e.getValue().getAuthority().equals(uri.getAuthority()))
        .map(e -> e.getKey() + uri.toString().substring(e.getValue().toString().length()))
        .findFirst()
        .orElseThrow();
  }

  private static Document xml(Route route) throws Exception {
    URI uri = at(route.publisher(), route.path());
    return Jsoup.parse(
        new ByteArrayInputStream(get(uri).body()), "UTF-8", uri.toString(), Parser.xmlParser());
  }

  private static Document parse(HttpResponse<byte[]> answer) throws IOException {
    String charset =
        answer
            .headers()
            .firstValue("Content-Type")
            .filter(t -> t.contains("charset="))
            .map(t -> t.substring(t.indexOf('=') + 1))
            .orElse(null);
    return Jsoup.parse(new ByteArrayInputStream(answer.body()), charset, answer.uri().toString());
  }

  private static Charset encoding(HttpResponse<byte[]> answer) throws IOException {
    return parse(answer).charset();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.ISO_8859_1);
  }

  private static URI at(String publisher, String path) {
    return URI.create(site.origins().get(publisher) + path);
  }

  private static HttpResponse<byte[]> get(URI uri) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }
}
