package dev.revue.ingest.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.discover.Content.Sitemap;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitemapReaderTest {
  private static final CanonicalUrl BASE =
      CanonicalUrl.parse("https://example.org/maps/sitemap.xml").orElseThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://example.org/a?x=1&amp;y=2</loc></url></urlset>",
        "\uFEFF\n<?xml version='1.0'?><urlset><url><loc>\n https://example.org/a?x=1&amp;y=2 \n</loc>",
        "<urlset xmlns='https://wrong.example/namespace'><url><loc><![CDATA[https://example.org/a?x=1&y=2]]></loc></url>",
        "<sm:urlset xmlns:sm='s'><sm:url><sm:loc>/a?x=1&y=2</sm:loc></sm:url></sm:urlset>",
        "<URLSET><URL><LOC>https://example.org/a?x=1&#38;y=2</LOC></URL></URLSET>",
        "<urlset><url><priority>1</priority><loc>https://example.org/a?x=1&amp;y=2<lastmod>",
        "<urlset><url><loc>https://example.org/a?x=1&amp;y=2</loc><image:image><image:loc>https://example.org/i.png</image:loc></image:image>"
            + "<video:video><video:player_loc>/v</video:player_loc><loc>/v2</loc></video:video><xhtml:link rel='alternate' href='/de'/></url></urlset>",
        "<!-- <url><loc>/old</loc></url> --><urlset><url><loc>https://example.org/a?x=1&amp;y=2</loc></url><url><loc>https://example.org/a?x=1&amp;y=2#b</loc></url><url><loc></loc></url>",
        "<urlset><url><news:news><news:title>A</news:title></news:news><loc>https://example.org/a?x=1&amp;y=2</loc></url></urlset>",
      })
  void pagesAreReadHoweverTheyAreWritten(String text) throws IOException {
    Sitemap sitemap = (Sitemap) read(text);
    assertThat(sitemap.pages())
        .extracting(Entry::url)
        .containsExactly(CanonicalUrl.parse("https://example.org/a?x=1&y=2").orElseThrow());
    assertThat(sitemap.sitemaps()).isEmpty();
  }

  @Test
  void indicesNameFurtherOnesAndWhenTheyChanged() throws IOException {
    Sitemap index =
        (Sitemap)
            read(
                "<sitemapindex><sitemap><loc>/m.xml.gz</loc><lastmod>2026-01-02</lastmod></sitemap>"
                    + "<url><loc>/odd.xml</loc></url></sitemapindex>");
    assertThat(index.pages()).isEmpty();
    assertThat(index.sitemaps())
        .extracting(Entry::link, Entry::published, Entry::changed)
        .containsExactly(
            tuple(
                "https://example.org/m.xml.gz",
                "2026-01-02",
                Instant.parse("2026-01-02T00:00:00Z")),
            tuple("https://example.org/odd.xml", "", null));
  }

  @Test
  void plainLinesAndFeedsAreSitemapsToo() throws IOException {
    assertThat(
            ((Sitemap) read("\uFEFFhttps://example.org/a\r\nnot a url\n https://example.org/c"))
                .pages())
        .extracting(Entry::link)
        .containsExactly("https://example.org/a", "https://example.org/c");
    assertThat(read("<rss><channel><item><link>/a</link></item></channel></rss>"))
        .isInstanceOfSatisfying(Feed.class, feed -> assertThat(feed.entries()).hasSize(1));
    assertThat(read("nothing")).isInstanceOf(Unknown.class);
    assertThat(read("<html><body>404")).isInstanceOf(Unknown.class);
  }

  @Test
  void aSitemapEndsAtWhatTheProtocolAllows() throws IOException {
    var text = new StringBuilder("<urlset>");
    for (int i = 0; i < 60_000; i++) text.append("<url><loc>/p").append(i).append("</loc></url>");
    assertThat(((Sitemap) read(text.toString())).pages()).hasSize(50_000);
  }

  @Test
  void whatStandsBesideTheAddressesIsPassedOver() throws IOException {
    String beside = "<image:image><image:loc>/i.jpg</image:loc></image:image>".repeat(400);
    var text = new StringBuilder("<urlset>");
    for (int i = 0; i < 200; i++) {
      text.append("<url><loc>/p").append(i).append("</loc>").append(beside).append("</url>");
    }
    assertThat(((Sitemap) read(text.toString())).pages()).hasSize(200);
  }

  /// Each of them would take an eighth of a gigabyte or more, were it held, and long to read.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a>",
        "<url>",
        "<url><loc>",
        "<",
        "&amp;",
        "x",
        "<url a='",
        "<!--",
        "<![CDATA[",
        "<a b=c ",
        "<!DOCTYPE x [",
        "\n"
      })
  void whatGoesOnForEverIsReadNoFurther(String again) throws IOException {
    var endless = new Endless("<urlset><url><loc>/a</loc></url>", again);
    Content content = Documents.sitemap(BASE, endless);
    assertThat(endless.at).isLessThan(2 << 20);
    assertThat(((Sitemap) content).pages())
        .extracting(Entry::link)
        .first()
        .isEqualTo("https://example.org/a");
  }

  @Test
  void linesThatListNothingAreReadNoFurther() throws IOException {
    for (String again : List.of("x", "x\n", "\n")) {
      var endless = new Endless("https://example.org/a\n", again);
      assertThat(((Sitemap) Documents.sitemap(BASE, endless)).pages()).hasSize(1);
      assertThat(endless.at).isLessThan(2 << 20);
    }
  }

  private static Content read(String text) throws IOException {
    return Documents.sitemap(BASE, new StringReader(text));
  }

  /// A text that says the same again and again, and is never in memory.
  private static final class Endless extends Reader {
    private static final long LENGTH = 1L << 27;
    private final String start;
    private final String again;
    private long at;

    Endless(String start, String again) {
      this.start = start;
      this.again = again;
    }

    @Override
    public int read(char[] buffer, int from, int length) {
      if (at >= LENGTH) return -1;
      for (int i = 0; i < length; i++, at++) {
        long beyond = at - start.length();
        buffer[from + i] =
            beyond < 0 ? start.charAt((int) at) : again.charAt((int) (beyond % again.length()));
      }
      return length;
    }

    @Override
    public void close() {}
  }
}
