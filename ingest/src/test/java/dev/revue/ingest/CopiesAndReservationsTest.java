package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.health.Health;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.frontier.Politeness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a page reserves, and of which page it is a copy, from a site to `revue.pages`, on a genuine
/// broker.
class CopiesAndReservationsTest {
  @TempDir static Path broker;
  private static EmbeddedKafka kafka;
  private static KafkaSettings settings;

  @TempDir Path dir;
  private TestWeb web;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start(broker);
    settings = KafkaSettings.local(kafka.bootstrapServers(), "test");
    new Topics(settings).apply();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void startSite() {
    web = new TestWeb();
    web.page("/", "<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a>");
    web.page("/a", page(1, "1 March"));
    web.page("/b", page(2, "2 March"));
  }

  @AfterEach
  void stopSite() {
    web.close();
  }

  @Test
  void aCopySaysOfWhichPageUntilThatIsGone() throws Exception {
    web.page("/c", page(1, "9 October"));
    crawl("");
    assertThat(fetched("/a").duplicateOf()).isNull();
    assertThat(fetched("/b").duplicateOf()).isNull();
    assertThat(fetched("/c").duplicateOf()).isEqualTo(web.url("/a"));

    int before = pages().size();
    crawl(""); // what was first stays first, and nothing is written
    assertThat(pages()).hasSize(before);

    web.page("/a", page(1, "10 October")); // an original that changes a little stays one
    crawl("");
    assertThat(pages()).hasSize(before + 1);
    assertThat(fetched("/a").duplicateOf()).isNull();

    web.status("/a", 410, Map.of());
    crawl("");
    crawl(""); // should the copy have been looked at before
    assertThat(fetched("/c").duplicateOf()).isNull();
    assertThat(pages()).hasSize(before + 3);
  }

  @Test
  void whatAPageReservesIsOnItsEventAndRespectedWhereTheSourceSaysSo() throws Exception {
    String reserved = "<meta name=robots content=noai>" + page(3, "");
    web.route(
        "/c",
        exchange ->
            TestWeb.send(
                exchange, 200, Map.of("Content-Type", "text/html", "ETag", "\"1\""), reserved));
    crawl("");
    assertThat(fetched("/c").usage()).isEqualTo(Map.of("noai", "meta"));

    crawl("usage: {noai: skip}");
    assertThat(last("/c"))
        .isInstanceOfSatisfying(
            PageGone.class, gone -> assertThat(gone.reason()).isEqualTo("usage"));
    int before = pages().size();
    crawl("usage: {noai: skip}");
    assertThat(pages()).hasSize(before);

    crawl("usage: {noai: index}");
    assertThat(last("/c")).isInstanceOf(PageFetched.class);
  }

  @Test
  void theFileOfASiteIsReadOnceADayAndSaysWhatItsPagesReserve() throws Exception {
    web.page("/c", page(3, ""));
    web.file(
        "/.well-known/tdmrep.json",
        "application/json",
        "[{\"location\": \"/a\", \"tdm-reservation\": 1, \"tdm-policy\":"
            + " \"https://example.org/p\"}]");
    crawl("");
    assertThat(fetched("/a").usage())
        .isEqualTo(Map.of("tdm", "tdmrep.json", "tdm-policy", "https://example.org/p"));
    assertThat(fetched("/b").usage()).isEmpty();
    crawl("usage: {tdm: skip}");
    assertThat(last("/a")).isInstanceOf(PageGone.class);
    assertThat(last("/b")).isInstanceOf(PageFetched.class);
    assertThat(web.count("/.well-known/tdmrep.json")).isEqualTo(1);
  }

  @Test
  void theFileOfASiteIsLeftAloneWhereRobotsTxtForbidsIt() throws Exception {
    web.file("/robots.txt", "text/plain", "User-agent: *\nDisallow: /.well-known/\n");
    crawl("");
    assertThat(fetched("/a").usage()).isEmpty();
    assertThat(web.count("/.well-known/tdmrep.json")).isZero();
  }

  @Test
  void whatRobotsTxtReservesIsOnTheEventToo() throws Exception {
    web.file(
        "/robots.txt",
        "text/plain",
        """
        User-agent: *
        Content-Signal: ai-train=no
        Allow: /

        User-agent: PerplexityBot
        Disallow: /b
        """);
    crawl("");
    assertThat(fetched("/a").usage()).isEqualTo(Map.of("ai-train", "robots.txt: Content-Signal"));
    assertThat(fetched("/b").usage())
        .isEqualTo(
            Map.of(
                "ai-train", "robots.txt: Content-Signal",
                "ai-input", "robots.txt: PerplexityBot"));
  }

  @Test
  void aSitemapOfASiteThatReservesItsPagesIsReadAgainOnlyOnceItChanged() throws Exception {
    web.file("/robots.txt", "text/plain", "User-agent: *\nContent-Signal: ai-train=no\nAllow: /");
    String urls = "<urlset><url><loc>" + web.url("/a") + "</loc></url></urlset>";
    web.file("/map.xml", "application/xml", urls);
    crawl("sitemaps: [" + web.url("/map.xml") + "]");
    crawl("sitemaps: [" + web.url("/map.xml") + "]");
    assertThat(web.hits())
        .filteredOn(hit -> hit.path().equals("/map.xml"))
        .extracting(TestWeb.Hit::status)
        .containsExactly(200, 304);
  }

  private PageFetched fetched(String path) {
    return (PageFetched) last(path);
  }

  private PageEvent last(String path) {
    return pages().stream()
        .filter(event -> event.url().equals(web.url(path)))
        .reduce((a, b) -> b)
        .orElseThrow(() -> new AssertionError("no event of " + path));
  }

  /// A page whose words depend on `text`, with a date.
  private static String page(int text, String date) {
    String words =
        IntStream.range(0, 200)
            .mapToObj(i ->
                "word" + (char) ('a' + (i * i * text + i) % 23) + (char) ('a' + (i * text) % 26))
            .collect(Collectors.joining(" "));
    return "<!doctype html><title>t</title><p>" + date + " 2026</p><p>" + words + "</p>";
  }

  private void crawl(String more) throws IOException {
    String yaml =
        """
        user_agent: RevueBot/0.1 (+https://example.org/bot)
        defaults: {delay: 1ms, revisit: {min: 1h, max: 30d}, allow_addresses: [127.0.0.0/8]}
        sources:
          - name: site
            start: ["%s/"]
            %s
        """
            .formatted(web.origin(), more);
    Path sources = Files.writeString(dir.resolve("sources.yml"), yaml);
    var ingest =
        new IngestSettings(
            sources,
            16,
            Duration.ofMillis(300),
            true,
            Politeness.DOMAIN,
            Optional.empty(),
            FetchLimits.standard());
    var health = new Health(Clock.systemUTC());
    try (var stage = IngestStage.start(ingest, settings, health, new SimpleMeterRegistry())) {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!stage.idle()) {
        if (System.nanoTime() > deadline) throw new AssertionError("still " + stage.progress());
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
    }
  }

  private List<PageEvent> pages() {
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.PAGES.partitions())
            .mapToObj(p -> new TopicPartition(Topic.PAGES.topicName(), p))
            .toList();
    var events = new ArrayList<PageEvent>();
    new Restore(settings)
        .toEnd(
            partitions,
            record -> {
              PageEvent event = Events.page(record);
              if (event.url().startsWith(web.origin())) events.add(event);
            });
    return events;
  }
}
