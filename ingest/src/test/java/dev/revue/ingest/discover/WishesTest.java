package dev.revue.ingest.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.discover.Content.Html;
import dev.revue.ingest.discover.Content.Link;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishesTest {
  private static final CanonicalUrl BASE = url("/reviews/");
  private final Documents documents = new Documents("RevueBot");

  /// `/` in a header stands for the end of a line: the header was sent more than once.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<meta name=robots content=noindex>                        |   | true  | false",
        "<meta name=Robots content='NOINDEX, NoFollow'>            |   | true  | true",
        "<META NAME=ROBOTS CONTENT=None>                           |   | true  | true",
        "<meta name=robots content='index,follow'>                 |   | false | false",
        "<meta name=robots content='noindex nofollow'>             |   | true  | true",
        "<meta name=robots content='noindex;nofollow'>             |   | true  | true",
        "<meta name=robots content=index><meta name=robots content=noindex> | | true | false",
        "<meta name=robots content=noindex><meta name=robots content=index> | | true | false",
        "<meta name=robots content=all><meta name=revuebot content=nofollow> | | false | true",
        "<meta name=RevueBot content=noindex>                      |   | true  | false",
        "<meta name=googlebot content=noindex>                     |   | false | false",
        "<meta name=revuebot-news content=noindex>                 |   | false | false",
        "<meta name=description content=noindex>                   |   | false | false",
        "<meta name=robots content='max-image-preview: none'>      |   | false | false",
        "<meta name=robots content='max-snippet:-1, noindex'>      |   | true  | false",
        "<p>    | noindex                                              | true  | false",
        "<p>    | NoIndex, NOFOLLOW                                    | true  | true",
        "<p>    | none                                                 | true  | true",
        "<p>    | all / noindex                                        | true  | false",
        "<p>    | googlebot: noindex, nofollow                         | false | false",
        "<p>    | googlebot: nofollow / noindex                        | true  | false",
        "<p>    | RevueBot: noindex                                    | true  | false",
        "<p>    | revuebot : noindex , nofollow                        | true  | true",
        "<p>    | googlebot: noindex, revuebot: nofollow               | false | true",
        "<p>    | nofollow, googlebot: noindex                         | false | true",
        "<p>    | *: noindex                                           | true  | false",
        "<p>    | max-snippet: 20, max-image-preview: none, nofollow   | false | true",
        "<p>    | unavailable_after: 25 Jun 2030 15:00:00 PST, noindex | true  | false",
        "<p>    | unavailable_after: Tue, 25 Jun 2030 15:00:00 GMT, nofollow | false | true",
        "<p>    | ,,: ,:noindex,                                       | false | false",
      })
  void wishesAreHeardInMetaAndHeader(
      String page, String header, boolean noindex, boolean nofollow) {
    String tag = header == null ? "" : header.replace(" / ", "\n");
    Html html = html(page + "<a href=/x>x</a>", Map.of("x-robots-tag", tag), Map.of());
    assertThat(html.noindex()).isEqualTo(noindex);
    assertThat(html.links().isEmpty()).isEqualTo(nofollow);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<meta name=robots content='unavailable_after: 2030-06-25T15:00:00Z'> |",
        "<meta name=revuebot content='noarchive, unavailable_after: Tue, 25 Jun 2030 15:00:00 GMT'> |",
        "<p> | unavailable_after: 25 Jun 2030 15:00:00 GMT",
        "<p> | Unavailable_After: Tuesday, 25-Jun-30 15:00:00 GMT, noarchive",
        "<p> | revuebot: unavailable_after: 2030-06-25T15:00:00Z",
        "<p> | unavailable_after: 2031-01-01 / unavailable_after: 2030-06-25T15:00:00Z",
        "<meta name=robots content='unavailable_after: 2031-01-01'> | unavailable_after: 2030-06-25T15:00:00Z",
      })
  void theFirstDayOnWhichAPageIsGoneIsKept(String page, String header) {
    String tag = header == null ? "" : header.replace(" / ", "\n");
    Html html = html(page, Map.of("x-robots-tag", tag), Map.of());
    assertThat(html.unavailableAfter()).hasValue(Instant.parse("2030-06-25T15:00:00Z"));
    assertThat(html.noindex()).isFalse();
  }

  @Test
  void anotherCrawlersDateIsNotOurs() {
    String tag = "googlebot: unavailable_after: 2030-06-25";
    assertThat(html("<p>", Map.of("x-robots-tag", tag), Map.of()).unavailableAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<meta name=robots content=noai>                      |          |   | noai=meta",
        "<meta name=robots content='noai, noimageai'>         |          |   | noai=meta,noimageai=meta",
        "<meta name=revuebot content=NoAI>                    |          |   | noai=meta",
        "<meta name=otherbot content=noai>                    |          |   |",
        "<p>  | x-robots-tag: noai, noimageai                 |              | noai=header,noimageai=header",
        "<p>  | x-robots-tag: otherbot: noai                  |              |",
        "<p>  | content-signal: search=yes, ai-train=no       |              | ai-train=header",
        "<p>  | content-signal: Search=No,AI-Input=no         |              | ai-input=header,search=header",
        "<p>  | content-signal: ai-train=maybe, x, use=full   |              |",
        "<p>  | content-signal: ai-train=yes                  | ai-train=robots.txt |",
        "<p>  | content-signal: search=yes                    | ai-train=robots.txt | ai-train=robots.txt",
        "<p>  | tdm-reservation: 1                            |              | tdm=header",
        "<p>  | tdm-reservation: 0                            |              |",
        "<p>  | tdm-reservation: yes                          |              |",
        "<p>  | tdm-reservation: 0                            | tdm=tdmrep.json |",
        "<p>  | tdm-reservation: 2                            | tdm=tdmrep.json | tdm=tdmrep.json",
        "<meta name=tdm-reservation content=1>                |          |   | tdm=meta",
        "<meta name=TDM-Reservation content=' 1 '>            |          |   | tdm=meta",
        "<meta name=tdm-reservation content=0> | tdm-reservation: 1 | tdm=tdmrep.json |",
        "<meta name=tdm-reservation content=1> | tdm-reservation: 0 |      | tdm=meta",
      })
  void whatAPageReservesIsKeptWithWhereItSaysSo(
      String page, String header, String reserved, String usage) {
    Map<String, String> headers =
        header == null ? Map.of() : Map.of(header.split(": ", 2)[0], header.split(": ", 2)[1]);
    assertThat(html(page, headers, map(reserved)).usage()).isEqualTo(map(usage));
  }

  @Test
  void thePolicyOfAReservationComesFromWhereTheReservationDoes() {
    Map<String, String> site = Map.of("tdm", "tdmrep.json", "tdm-policy", "https://example.org/s");
    Map<String, String> headers =
        Map.of("tdm-reservation", "1", "tdm-policy", "https://example.org/h");
    assertThat(html("<p>", Map.of(), site).usage()).isEqualTo(site);
    assertThat(html("<p>", headers, site).usage())
        .isEqualTo(Map.of("tdm", "header", "tdm-policy", "https://example.org/h"));
    assertThat(html("<meta name=tdm-reservation content=1>", headers, site).usage())
        .isEqualTo(Map.of("tdm", "meta"));
    String meta =
        "<meta name=tdm-reservation content=1><meta name=tdm-policy content=javascript:alert(1)>";
    assertThat(html(meta, headers, site).usage()).isEqualTo(Map.of("tdm", "meta"));
  }

  @ParameterizedTest
  @CsvSource({
    "nofollow, false", "NoFollow, false", "ugc, false", "sponsored, false",
    "'noopener  UGC', false", "'external nofollow', false", "noopener, true", "nofollowed, true"
  })
  void linksThatAPageDoesNotVouchForAreLeftAlone(String rel, boolean followed) {
    Html html = html("<a href=/x rel='" + rel + "'>x</a>", Map.of(), Map.of());
    assertThat(html.links().contains(new Link(url("/x"), false))).isEqualTo(followed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<link rel=canonical href=/a>           |                                   | /a",
        "<LINK REL='Canonical' HREF=' /a '>     |                                   | /a",
        "<link rel='shortlink canonical' href=/a> |                                 | /a",
        "<p>  | </a>; rel=\"canonical\"                                             | /a",
        "<p>  | <https://example.org/a>;rel=canonical                               | /a",
        "<p>  | </s.css>; rel=preload; as=style, </a>; title=\"x, y\"; rel=\"canonical\" | /a",
        "<p>  | </a>; rel=\"shortlink canonical\"                                   | /a",
        "<p>  | </a>; REL=Canonical                                                 | /a",
        "<p>  | </s.css>; rel=preload / </a>; rel=canonical                         | /a",
        "<p>  | </a>; rel=preload                                                   |",
        "<p>  | </a>; rel=canonical; anchor=\"/b\"                                  |",
        "<p>  | </a rel=canonical                                                   |",
        "<link rel=canonical href=/a> | </a>; rel=canonical                         | /a",
        "<link rel=canonical href=/a> | </b>; rel=canonical                         |",
        "<link rel=canonical href=/a><link rel=canonical href=/b> |                 |",
        "<link rel=canonical href=/a><link rel=canonical href='/a#x'> |             | /a",
        "<link rel=canonical href='mailto:a@example.org'> |                         |",
      })
  void thePagesOwnAddressIsTakenFromElementOrHeaderWhereTheyAgree(
      String page, String header, String canonical) {
    Map<String, String> headers =
        header == null ? Map.of() : Map.of("link", header.replace(" / ", "\n"));
    Html html = html(page, headers, Map.of());
    assertThat(html.canonical().map(CanonicalUrl::text).orElse(null))
        .isEqualTo(canonical == null ? null : url(canonical).text());
  }

  @Property
  void noHeaderBreaksIt(@ForAll String text) {
    Map<String, String> headers =
        Map.of("x-robots-tag", text, "content-signal", text, "link", text, "tdm-policy", text);
    assertThat(html("<p>", headers, Map.of()).usage()).isNotNull();
  }

  private Html html(String page, Map<String, String> headers, Map<String, String> reserved) {
    return (Html) documents.page(BASE, page, headers, reserved);
  }

  private static Map<String, String> map(String entries) {
    var map = new java.util.TreeMap<String, String>();
    if (entries == null) return map;
    for (String entry : entries.split(",")) map.put(entry.split("=")[0], entry.split("=")[1]);
    return map;
  }

  private static CanonicalUrl url(String path) {
    return CanonicalUrl.parse("https://example.org" + path).orElseThrow();
  }
}
