package dev.revue.ingest.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.fetch.Bombs;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedReaderTest {
  private static final CanonicalUrl BASE =
      CanonicalUrl.parse("https://example.org/blog/feed").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<title>AT&amp;T &lt;3</title> | AT&T <3",
        "<title type='text'>a &lt;b&gt; c</title> | a <b> c",
        "<title type='html'>&lt;i&gt;A&lt;/i&gt; &amp;amp; B</title> | A & B",
        "<title type='text/html' mode='escaped'><![CDATA[<b>A</b>]]></title> | A",
        "<title type='xhtml'><div>A <em>B</em><script>no()</script></div></title> | A B",
        "<title mode='base64' type='text/html'>PGI+QTwvYj4=</title> | A",
        "<title>&#10;  A&#10;  B&#10;</title> | A B",
        "<title>caf&eacute; &unknown; &#x2014;</title> | café &unknown; —",
        "<media:title>B</media:title><title>A</title> | A",
        "<dc:title>A</dc:title> | A",
        "<source><title>Other</title></source><title>A</title> | A",
        "<title></title> | ''",
      })
  void titlesOfAtomAreRead(String title, String expected) {
    Feed feed =
        read("<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + title + "</entry></feed>");
    assertThat(feed.format()).isEqualTo("atom");
    assertThat(feed.entries()).extracting(Entry::title).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<title>A &amp;amp; &lt;i&gt;B&lt;/i&gt;</title> | A & B",
        "<title>1 &lt; 2</title> | 1 < 2",
        "<title><![CDATA[A &#8217;s]]></title> | A ’s",
        "<title>A<link>/x</link> | A",
        "<image><title>Logo</title></image><title>A</title> | A",
        "<itunes:title>B</itunes:title> | B",
      })
  void titlesOfRssAreRead(String title, String expected) {
    Feed feed = read("<rss><channel><item>" + title + "</item></channel></rss>");
    assertThat(feed.entries()).extracting(Entry::title).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<link>HTTP://Example.ORG/a#x</link> | HTTP://Example.ORG/a#x | https?://example.org/a",
        "<link>a</link> | https://example.org/blog/a | https://example.org/blog/a",
        "<link href='a'/> | https://example.org/blog/a | https://example.org/blog/a",
        "<link rel='self' href='s'/><link rel='alternate' type='application/json' href='j'/><link type='text/html' href='a'/>"
            + " | https://example.org/blog/a | https://example.org/blog/a",
        "<atom:link href='b'/><link>a</link> | https://example.org/blog/a | https://example.org/blog/a",
        "<atom:link href='b'/> | https://example.org/blog/b | https://example.org/blog/b",
        "<guid>https://example.org/g</guid> | https://example.org/g | https://example.org/g",
        "<guid isPermaLink='false'>https://example.org/g</guid> | '' | ''",
        "<guid>https://example.org/g</guid><link>a | https://example.org/blog/a | https://example.org/blog/a",
        "<image><link>/i</link></image><link>a</link> | https://example.org/blog/a | https://example.org/blog/a",
        "<link>a</link><link>b</link> | https://example.org/blog/a | https://example.org/blog/a",
        "<link>mailto:a@example.org</link> | mailto:a@example.org | ''",
        "<link>https://example.org/?a=1&copy=2&amp;b=3</link> | https://example.org/?a=1&copy=2&b=3 | https://example.org/?a=1&copy=2&b=3",
        "<link xml:base='https://example.org/other/'>a</link> | https://example.org/other/a | https://example.org/other/a",
      })
  void linksAreReadAsTheyStandAndAsWeWouldAsk(String link, String stands, String asked) {
    Feed feed = read("<rss><channel><item>" + link + "</item></channel></rss>");
    Entry entry = feed.entries().getFirst();
    assertThat(entry.link()).isEqualTo(stands);
    assertThat(entry.url() == null ? "" : entry.url().text()).matches(asked.replace("?a", "\\?a"));
  }

  @Test
  void basesCountWhereTheyStand() {
    Feed feed =
        read(
            "<feed xml:base='/one/'><entry xml:base='two/'><link href='a'/></entry>"
                + "<entry><link href='b'/></entry></feed>");
    assertThat(feed.entries())
        .extracting(Entry::link)
        .containsExactly("https://example.org/one/two/a", "https://example.org/one/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<updated>2</updated><published>1</published> | 1",
        "<pubDate> Thu, 01 Jan 2026 </pubDate><dc:date>2</dc:date> | Thu, 01 Jan 2026",
        "<dcterms:modified>1</dcterms:modified> | 1",
        "<issued>1</issued><modified>2</modified> | 1",
        "<title>no date</title> | ''",
      })
  void datesStayAsTheyStand(String dates, String expected) {
    Feed feed = read("<rss><item>" + dates + "</item></rss>");
    assertThat(feed.entries()).extracting(Entry::published).containsExactly(expected);
  }

  @Test
  void anEntryChangedAtTheLatestOfItsDates() {
    Feed feed =
        read(
            "<rss><item><pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate>"
                + "<atom:updated>2026-01-03T10:00:00Z</atom:updated><dc:date>soon</dc:date></item>"
                + "<item><pubDate>yesterday</pubDate></item></rss>");
    assertThat(feed.entries())
        .extracting(Entry::changed)
        .containsExactly(Instant.parse("2026-01-03T10:00:00Z"), null);
  }

  @Test
  void channelsOfMicrosoftAreRead() {
    Feed feed =
        read(
            "<CHANNEL HREF='https://example.org/' BASE='https://example.org/c/'><TITLE>T</TITLE>"
                + "<ITEM HREF='a'><TITLE>A</TITLE></ITEM><ITEM><A HREF='b'>x</A><TITLE>B</TITLE></ITEM></CHANNEL>");
    assertThat(feed.title()).isEqualTo("T");
    assertThat(feed.entries())
        .extracting(Entry::link, Entry::title)
        .containsExactly(
            tuple("https://example.org/c/a", "A"), tuple("https://example.org/c/b", "B"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rss><channel><item><title>A<item><title>B<item><title>C",
        "<rss><channel></item><item><title>A</description></item><item><title>B</title></channel></rss></p><item><title>C",
        "<br /><b>Warning</b>: x in <b>feed.php</b><rss><channel><item><title>A</title></item><item><title>B</title></item><item><title>C</title></item>",
        "<item><title>A</title></item><item><title>B</title></item><item><title>C</title></item>",
        "<!DOCTYPE rss [<!-- don't --><!ENTITY x ']>'>]><rss><item><title>A<item><title>B<item><title>C",
        "<rss><item><description><p>unescaped <a href='x'>html</a><title>no</title></p></description><title>A</title></item><item><title>B</title></item><item><title>C</title>",
      })
  void brokenOnesGiveWhatTheyHave(String text) {
    assertThat(read(text).entries()).extracting(Entry::title).containsExactly("A", "B", "C");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<feed><link rel='next' href='?page=2'/>",
        "<rss><channel><atom:link rel='next' href='?page=2'/>",
        "<feed><link rel='prev-archive' href='?page=2'/>",
        "{\"version\":\"https://jsonfeed.org/version/1\",\"next_url\":\"?page=2\"}"
      })
  void aFeedSaysWhereItGoesOn(String text) {
    assertThat(read(text).further())
        .hasValue(CanonicalUrl.parse("https://example.org/blog/feed?page=2").orElseThrow());
  }

  @Test
  void aJsonFeedIsReadUpToItsBreak() {
    Feed feed =
        read(
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[5,[],"
                + "{\"content\":{\"url\":\"/no\"},\"external_url\":\"/b\",\"url\":\"/a\",\"date_modified\":\"2\",\"date_published\":\"1\"},"
                + "{\"id\":\"https://example.org/c\",\"title\":7}, {\"url\":");
    assertThat(feed.title()).isEqualTo("T");
    assertThat(feed.entries())
        .extracting(Entry::link, Entry::published)
        .containsExactly(tuple("https://example.org/a", "1"), tuple("https://example.org/c", ""));
  }

  /// As trees they would take a hundred times their size.
  @ParameterizedTest
  @ValueSource(
      strings = {"<a>", "<item>", "<item><title>", "</a>", "<a b='c'/>", "<![CDATA[", "&a;"})
  void whatIsDeepOrWideEndsSoon(String again) {
    Feed feed =
        read("<rss><item><title>A</title></item>" + again.repeat((5 << 20) / again.length()));
    assertThat(feed.entries().size()).isBetween(1, 10_000);
    assertThat(feed.entries().getFirst().title()).isEqualTo("A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{},", "\"x\","})
  void jsonThatIsDeepOrWideEndsSoon(String again) {
    String start = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"url\":\"/a\"},";
    Feed feed = read(start + again.repeat((5 << 20) / again.length()));
    assertThat(feed.entries().size()).isBetween(1, 10_000);
  }

  @Test
  void entitiesAreNeitherFetchedNorExpanded() {
    Feed feed = read(Bombs.laughs());
    assertThat(feed.entries())
        .extracting(Entry::title, Entry::link)
        .containsExactly(tuple("&l29;&x;", "https://example.org/&l29;"));
  }

  @Property(tries = 300)
  void anythingIsReadWithoutFailing(@ForAll String noise, @ForAll byte[] bytes) {
    String mixed =
        noise + Base64.getEncoder().encodeToString(bytes).replace('a', '<').replace('b', '>');
    assertThat(Documents.list(BASE, "<rss><item>" + mixed)).isInstanceOf(Feed.class);
    assertThat(Documents.list(BASE, "{\"version\":" + mixed)).isNotNull();
    assertThat(Documents.list(BASE, mixed)).isNotNull();
  }

  private static Feed read(String text) {
    return (Feed) Documents.list(BASE, text);
  }
}
