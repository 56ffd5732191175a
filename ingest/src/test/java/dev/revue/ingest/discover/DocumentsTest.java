package dev.revue.ingest.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.discover.Content.Html;
import dev.revue.ingest.discover.Content.Link;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.url.CanonicalUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  private static final CanonicalUrl BASE = url("/reviews/");
  private final Documents documents = new Documents("RevueBot");

  @Test
  void linksAreResolvedOnceEachAndOnlyThoseVouchedFor() {
    Html html =
        html(
            """
            <base href="/films/"><link rel=canonical href="/reviews/">
            <link rel="alternate" type="application/rss+xml" href="/feed.xml">
            <link rel="alternate" hreflang="de" href="/de/">
            <link rel="next" href="?page=2">
            <a href="one#comments">1</a><a href="one">1</a><a href="two" rel="nofollow">2</a>
            <a href="three" rel="ugc">3</a><a href="mailto:a@example.org">m</a><a href="">self</a>
            <a href="http://[broken">b</a><a name="x">no</a>
            """);
    assertThat(html.links())
        .containsExactly(
            new Link(url("/films/?page=2"), true),
            new Link(url("/films/one"), false),
            new Link(url("/films/"), false));
    assertThat(html.feeds()).containsExactly(url("/feed.xml"));
    assertThat(html.canonical()).hasValue(url("/reviews/"));
  }

  @ParameterizedTest
  @CsvSource({
    "'<a rel=next href=/more>2</a>', true",
    "'<a class=\"btn load-more\" href=/more>2</a>', true",
    "'<a href=/more><span> Next › </span></a>', true",
    "'<a href=/more aria-label=\"Next page\"><svg></svg></a>', true",
    "'<a href=/more>Nächste Seite</a>', true",
    "'<a href=/more>The next big film</a>', false",
    "'<a class=next-door href=/more>2</a>', false",
  })
  void aListGoesOnWhereALinkSaysSo(String link, boolean next) {
    assertThat(html(link).links()).containsExactly(new Link(url("/more"), next));
  }

  @Test
  void feedsSitemapsAndPagesAreNamedInHeadersToo() {
    String header =
        "</feed>; rel=alternate; type=\"application/atom+xml\", </map.xml>; rel=sitemap, </p/2>; rel=\"next\"\n"
            + "</other>; rel=next; anchor=\"/x\"";
    String page = "<link rel=sitemap href=/map2.xml><p>";
    var html = (Html) documents.page(BASE, page, Map.of("link", header), Map.of());
    assertThat(html.feeds()).containsExactly(url("/feed"));
    assertThat(html.sitemaps()).containsExactlyInAnyOrder(url("/map.xml"), url("/map2.xml"));
    assertThat(html.links()).containsExactly(new Link(url("/p/2"), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rss version='2.0'><channel><title>T</title><item><title>A</title><link>/a</link></item></channel></rss>",
        "<?xml version='1.0'?><rss><channel><title>T</title><item><title>A</title><link>https://example.org/a",
        "<rdf:RDF xmlns:rdf='r' xmlns='n'><channel><title>T</title></channel><item rdf:about='/a'><title>A</title></item></rdf:RDF>",
        "<rss><channel><title>T</title><item><title><![CDATA[<b>A</b>]]></title><guid>https://example.org/a</guid></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title type='html'>&lt;i>A&lt;/i></title><link rel='edit' href='/e'/><link href='/a'/></entry></feed>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xml:base='https://example.org/'><a:title>T</a:title><a:entry><a:title>A</a:title><a:link rel='alternate' href='a'/></a:entry></a:feed>",
        "\uFEFF <!-- hello --><rss><channel><title>T</title><item><title>A</title><link>\n https://example.org/a \n</link></item></channel></rss>",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"url\":\"/a\",\"title\":\"A\"},{\"id\":\"no address\"}]}"
      })
  void feedsOfAllKindsAreRead(String text) {
    assertThat(Documents.list(BASE, text))
        .isInstanceOfSatisfying(
            Feed.class,
            feed -> {
              assertThat(feed.title()).isEqualTo("T");
              assertThat(feed.entries())
                  .filteredOn(entry -> entry.url() != null)
                  .extracting(Entry::url, Entry::title, Entry::published)
                  .containsExactly(tuple(url("/a"), "A", ""));
            });
  }

  @Test
  void aFeedNeitherFetchesNorExpandsEntities() {
    String text =
        """
        <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">
        <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
        <rss><channel><item><title>&x;&b;</title><link>/a</link></item></channel></rss>
        """;
    var feed = (Feed) Documents.list(BASE, text);
    assertThat(feed.entries()).hasSize(1);
    assertThat(feed.entries().getFirst().title()).doesNotContain("root:").doesNotContain("aaaa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"items\": []}", "<html><body>no feed", "<svg/>", "nothing"})
  void whatIsNoListIsUnknown(String text) {
    assertThat(Documents.list(BASE, text)).isInstanceOf(Unknown.class);
  }

  private Html html(String text) {
    return (Html) documents.page(BASE, text, Map.of(), Map.of());
  }

  private static CanonicalUrl url(String path) {
    return CanonicalUrl.parse("https://example.org" + path).orElseThrow();
  }
}
