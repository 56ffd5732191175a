package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.discover.Content.Sitemap;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import okio.ByteString;
import org.junit.jupiter.api.Test;

class SitemapBodyTest {
  private static final CanonicalUrl URL =
      CanonicalUrl.parse("https://example.org/sitemap.xml").orElseThrow();

  private final Semaphore large = new Semaphore(1);

  @Test
  void aSmallOneWaitsForNobody() throws Exception {
    large.acquire();
    assertThat(pages(read(10))).isEqualTo(10);
  }

  @Test
  void aLargeOneIsReadWhereThereIsRoomAndLeavesItToTheNext() throws Exception {
    assertThat(pages(read(5_000))).isEqualTo(5_000);
    assertThat(pages(read(5_000))).isEqualTo(5_000);
    large.acquire();
    assertThat(read(5_000)).isSameAs(SitemapBody.NO_ROOM);
    large.release();
    assertThat(pages(read(5_000))).isEqualTo(5_000);
    assertThat(large.availablePermits()).isEqualTo(1);
  }

  private Visit read(int pages) throws Exception {
    var text = new StringBuilder("<urlset>");
    for (int i = 0; i < pages; i++) {
      text.append("<url><loc>https://example.org/reviews/").append(i).append("</loc></url>");
    }
    var body =
        new ByteArrayInputStream(
            text.append("</urlset>").toString().getBytes(StandardCharsets.UTF_8));
    var page = new Page(200, Map.of("content-type", "application/xml"), ByteString.EMPTY);
    return new SitemapBody(URL, large, Duration.ofMillis(1)).read(page, body);
  }

  private static int pages(Visit visit) {
    return ((Sitemap) visit.content()).pages().size();
  }
}
