package dev.revue.ingest.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.status.SourcesStatus.Failure;
import dev.revue.ingest.status.SourcesStatus.HostStatus;
import dev.revue.ingest.status.SourcesStatus.SourceStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class SourcesPageTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String EVIL = "\"><script>alert(1)</script><img src=x onerror='y'>&\u0000";

  @Test
  void aSourceIsShownWithItsConditionItsCountsAndItsErrors() {
    Document page = page(status(source("screening-room", "https://example.org/a")));
    Element source = page.selectFirst("article");
    assertThat(source.selectFirst("h3").text())
        .isEqualTo("screening-room busy until 2026-11-23 12:05:00 UTC");
    assertThat(source.select("dl").text())
        .isEqualTo(
            "URLs 120 never visited 20 published 90 next visit in 5 min last success 30 s ago");
    assertThat(source.select("li").text())
        .isEqualTo("60 s ago busy https://example.org/a status 429");
    assertThat(source.selectFirst("li a").attr("href")).isEqualTo("https://example.org/a");
    assertThat(page.selectFirst("p").text())
        .contains("Process host-1, 32 of 64 partitions", "other processes");
    assertThat(page.select("table").text()).contains("example.org", "2026-11-23 12:05:00 UTC", "3");
    assertThat(page.selectFirst("meta[http-equiv=refresh]").attr("content")).isEqualTo("10");
  }

  @Test
  void whatStrangersSayIsTextAndOnlyWebAddressesAreLinks() {
    Document page = page(status(source(EVIL, "javascript:alert(1)" + EVIL)));
    assertThat(page.select("script, img, [onerror], [src]")).isEmpty();
    assertThat(page.select("a").eachAttr("href")).containsExactly("/sources.json");
    assertThat(page.selectFirst("li").text()).contains("javascript:alert(1)\"><script>");
    Document web = page(status(source("s", "https://example.org/" + EVIL)));
    assertThat(web.select("script, img, [onerror], [src]")).isEmpty();
    assertThat(web.select("a")).hasSize(2);
  }

  @Test
  void nothingButItsOwnStyleIsLoaded() throws Exception {
    Document page = page(status(source("s", "https://example.org/")));
    assertThat(page.select("link, script, img, iframe, [style]")).isEmpty();
    byte[] style = page.selectFirst("style").data().getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(style);
    assertThat(SourcesPage.POLICY)
        .contains("default-src 'none'", "sha256-" + Base64.getEncoder().encodeToString(hash));
    assertThat(page.selectFirst("style").data()).doesNotContain("url(", "@import");
  }

  @Test
  void aCountThatIsOldSaysThatTheCrawlStandsStill() {
    String html = SourcesPage.html(Optional.of(status()), NOW.plusSeconds(300));
    assertThat(Jsoup.parse(html).text()).contains("5 min ago: the crawl stands still");
    assertThat(Jsoup.parse(SourcesPage.html(Optional.empty(), NOW)).text())
        .contains("has not begun");
  }

  private static Document page(SourcesStatus status) {
    return Jsoup.parse(SourcesPage.html(Optional.of(status), NOW));
  }

  private static SourcesStatus status(SourceStatus... sources) {
    Instant until = NOW.plusSeconds(300);
    List<HostStatus> hosts = List.of(new HostStatus("example.org", until, 3));
    return new SourcesStatus("host-1", NOW, 32, 64, List.of(sources), hosts, 1);
  }

  private static SourceStatus source(String name, String url) {
    return new SourceStatus(
        name,
        Condition.BUSY,
        NOW.plusSeconds(300),
        120,
        20,
        90,
        7,
        2,
        1,
        NOW.plusSeconds(300),
        NOW.minusSeconds(30),
        List.of(new Failure(NOW.minusSeconds(60), url, "busy", "status 429")));
  }
}
