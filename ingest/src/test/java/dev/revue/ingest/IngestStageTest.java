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
import dev.revue.ingest.fetch.BadServer;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.frontier.Politeness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a site to `revue.pages`, on a genuine broker. Every test has a site of its own, so that the
/// topics can be shared.
class IngestStageTest {
  @TempDir static Path broker;
  private static EmbeddedKafka kafka;
  private static KafkaSettings settings;

  @TempDir Path dir;
  private TestWeb web;
  private Path state;
  private Politeness politeness = Politeness.DOMAIN;

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
  }

  @AfterEach
  void stopSite() {
    web.close();
  }

  @Test
  void everyPageOfASiteBecomesOneEventAndASecondRunFindsNothingNew() throws Exception {
    smallSite();
    crawl(sources("20ms", ""));

    List<PageEvent> events = pages();
    assertThat(events).allMatch(PageFetched.class::isInstance);
    assertThat(events)
        .extracting(PageEvent::url)
        .containsExactlyInAnyOrder(
            web.url("/reviews/"),
            web.url("/reviews/?page=2"),
            web.url("/reviews/one"),
            web.url("/reviews/two"),
            web.url("/reviews/three"),
            web.url("/reviews/from-feed"),
            web.url("/reviews/from-sitemap"),
            web.url("/reviews/moved-here"));
    assertThat(web.count("/reviews/forbidden")).isZero();
    assertThat(web.count("/elsewhere")).isZero();

    // The second run revalidates and writes nothing.
    long before = written();
    int asked = web.hits().size();

    crawl(sources("10ms", ""));

    assertThat(written()).isEqualTo(before);
    List<TestWeb.Hit> again = web.hits().subList(asked, web.hits().size());
    // Only duplicates are asked for without a condition: they are to be read again.
    assertThat(again)
        .filteredOn(hit -> hit.status() == 200 && !hit.path().equals("/robots.txt"))
        .extracting(TestWeb.Hit::path)
        .containsExactlyInAnyOrder("/reviews/copy", "/reviews/?page=1");
    assertThat(again).filteredOn(hit -> hit.status() == 304).hasSize(10);
  }

  @Test
  void aCrawlThatIsCutOffLosesNothingAndDoublesNothingAndStaysPolite() throws Exception {
    int pages = 30;
    var links = new StringBuilder();
    for (int i = 0; i < pages; i++) {
      links.append("<a href=p").append(i).append(">p</a>");
      web.page("/reviews/p" + i, html("", "<p>Review " + i + "</p>"));
    }
    web.page("/reviews/", html("", links.toString()));
    Path sources = sources("40ms", "");
    for (int cut : List.of(4, 9)) {
      IngestStage stage = start(sources);
      await(() -> stage.progress().fetched() >= cut, stage);
      stage.abandon();
    }
    crawl(sources);

    List<PageEvent> events = pages();
    assertThat(events).extracting(PageEvent::url).doesNotHaveDuplicates().hasSize(pages + 1);
    assertPolite(web, Duration.ofMillis(40));
  }

  private static void assertPolite(TestWeb site, Duration delay) {
    assertPolite(site.hits().stream().map(TestWeb.Hit::nanos).sorted().toList(), delay);
  }

  private static void assertPolite(List<Long> arrivals, Duration delay) {
    for (int i = 1; i < arrivals.size(); i++) {
      assertThat(Duration.ofNanos(arrivals.get(i) - arrivals.get(i - 1)))
          .as("before request %d", i)
          .isGreaterThanOrEqualTo(delay.minusMillis(1)); // the crawl's clock has milliseconds
    }
  }

  @Test
  void aRestartFromLocalStateGoesOnWhereTheLastOneEnded() throws Exception {
    state = dir.resolve("state");
    smallSite();
    Path sources = sources("5ms", "");
    crawl(sources);
    long before = written();
    assertThat(state.toFile().list()).isNotEmpty().allMatch(name -> name.endsWith(".state"));
    int asked = web.hits().size();

    crawl(sources);
    assertThat(written()).isEqualTo(before);
    assertThat(web.hits().subList(asked, web.hits().size()))
        .filteredOn(hit -> hit.status() == 304)
        .hasSize(10);
    assertThat(web.count("/robots.txt")).isEqualTo(1);

    // What another process did meanwhile is in the tail, and nothing is lost where a file is bad.
    Path kept = state;
    state = null;
    web.page("/reviews/one", html("", "<p>Review one, second thoughts</p>"));
    crawl(sources);
    assertThat(written()).isEqualTo(before + 1);
    state = kept;
    Files.write(state.resolve(state.toFile().list()[0]), new byte[] {1, 2, 3});
    crawl(sources);
    assertThat(written()).isEqualTo(before + 1);
  }

  @Test
  void sitesAtOneAddressTakeTurnsWherePolitenessGoesByAddress() throws Exception {
    politeness = Politeness.IP;
    try (var other = new TestWeb()) { // another port, and so another site, of the same address
      for (TestWeb site : List.of(web, other)) {
        site.page("/reviews/", html("", "<a href=a>a</a><a href=b>b</a><a href=c>c</a>"));
        for (String name : List.of("a", "b", "c")) site.page("/reviews/" + name, html("", name));
      }
      String yaml =
          Files.readString(sources("40ms", ""))
              + "  - name: other\n    start: [\"%s/reviews/\"]\n".formatted(other.origin());
      crawl(Files.writeString(dir.resolve("sources.yml"), yaml));
      assertThat(pages(web)).hasSize(4);
      assertThat(pages(other)).hasSize(4);
      List<Long> arrivals =
          java.util.stream.Stream.of(web, other)
              .flatMap(site -> site.hits().stream())
              .map(TestWeb.Hit::nanos)
              .sorted()
              .toList();
      assertPolite(arrivals, Duration.ofMillis(40));
    }
  }

  @Test
  void onlyAChangedPageGetsANewVersionAndAGoneOneARemoval() throws Exception {
    smallSite();
    Path sources = sources("5ms", "");
    crawl(sources);
    web.page("/reviews/one", html("", "<p>Review one, second thoughts</p>"));
    web.status("/reviews/two", 410, Map.of());
    web.status("/reviews/three", 500, Map.of());
    int before = pages().size();
    crawl(sources);

    List<PageEvent> later = pages().subList(before, pages().size());
    assertThat(later).hasSize(2);
    var one = (PageFetched) only(later, "/reviews/one");
    var first = (PageFetched) only(pages().subList(0, before), "/reviews/one");
    assertThat(one.version()).isGreaterThan(first.version());
    assertThat(one.html()).contains("second thoughts");
    var two = (PageGone) only(later, "/reviews/two");
    assertThat(two.reason()).isEqualTo("gone");
    assertThat(two.version())
        .isGreaterThan(only(pages().subList(0, before), "/reviews/two").version());
  }

  @Test
  void aMissingPageIsRemovedAfterASecondLookOnly() throws Exception {
    smallSite();
    Path sources = sources("5ms", "");
    crawl(sources);
    int before = pages().size();
    web.status("/reviews/one", 404, Map.of());
    long asked = web.count("/reviews/one");
    try (IngestStage stage = start(sources)) {
      await(() -> pages().size() > before, stage);
    }
    assertThat(web.count("/reviews/one")).isEqualTo(asked + 2);
    assertThat(pages().getLast())
        .isInstanceOfSatisfying(
            PageGone.class,
            gone -> {
              assertThat(gone.url()).isEqualTo(web.url("/reviews/one"));
              assertThat(gone.reason()).isEqualTo("not-found");
            });
  }

  @Test
  void retryAfterHoldsAcrossARestart() throws Exception {
    web.page("/reviews/", html("", "<a href=one>1</a>"));
    var busy = new java.util.concurrent.atomic.AtomicBoolean(true);
    web.route(
        "/reviews/one",
        exchange -> {
          if (busy.getAndSet(false)) TestWeb.send(exchange, 429, Map.of("Retry-After", "2"), "");
          else TestWeb.send(exchange, 200, Map.of("Content-Type", "text/html"), html("", "one"));
        });
    Path sources = sources("5ms", "");
    try (IngestStage stage = start(sources)) {
      await(stage::idle, stage);
    }
    try (IngestStage stage = start(sources)) {
      await(
          () -> web.hits().stream().filter(h -> h.path().equals("/reviews/one")).count() > 1,
          stage);
    }
    List<TestWeb.Hit> hits = web.hits();
    int refusal = IntStream.range(0, hits.size()).filter(i -> hits.get(i).status() == 429).sum();
    assertThat(Duration.ofNanos(hits.get(refusal + 1).nanos() - hits.get(refusal).nanos()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aServerThatCannotSayWhatItAllowsIsLeftAlone() throws Exception {
    smallSite();
    web.status("/robots.txt", 500, Map.of());
    crawl(sources("5ms", ""));
    assertThat(web.hits()).extracting(TestWeb.Hit::path).containsOnly("/robots.txt");
    assertThat(pages()).isEmpty();
  }

  @Test
  void aChangedSourceFileIsPickedUpAndABrokenOneIsNot() throws Exception {
    smallSite();
    web.page("/extra/", html("", "more"));
    Path sources = sources("5ms", "");
    var health = new Health(Clock.systemUTC());
    try (IngestStage stage = start(sources, health)) {
      await(stage::idle, stage);
      String good = Files.readString(sources);
      Files.writeString(sources, "sources: [");
      await(() -> health.obstacles().containsKey("sources"), stage);
      assertThat(stage.idle()).isTrue();
      Files.writeString(
          sources,
          good.replace("start: [", "start: [\"" + web.url("/extra/") + "\", ")
              .replace("allow: [", "allow: [\"/extra/\", "));
      await(() -> web.count("/extra/") > 0, stage);
      assertThat(health.obstacles()).isEmpty();
    }
  }

  @Test
  void aPageLargerThanARecordIsRefusedAndHoldsNothingUp() throws Exception {
    web.page("/reviews/", html("", "<a href=large>l</a><a href=one>1</a>"));
    web.page("/reviews/one", html("", "one"));
    web.page("/reviews/large", html("", "\u0001".repeat(3 << 20))); // six characters each in JSON
    crawl(sources("5ms", ""));
    assertThat(pages())
        .extracting(PageEvent::url)
        .containsExactlyInAnyOrder(web.url("/reviews/"), web.url("/reviews/one"));
  }

  @Test
  void twoProcessesShareTheSitesAndNeitherLoseNorDoubleAPage() throws Exception {
    var sites = new ArrayList<TestWeb>();
    var yaml =
        new StringBuilder(
            "user_agent: RevueBot/0.1\n"
                + "defaults: {delay: 30ms, allow_addresses: [127.0.0.0/8]}\n"
                + "sources:\n");
    for (int s = 0; s < 6; s++) {
      var site = new TestWeb();
      sites.add(site);
      yaml.append("  - name: s%d\n    start: [%s/]\n".formatted(s, site.origin()));
      var links = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        links.append("<a href=/p").append(i).append(">p</a>");
        site.page("/p" + i, html("", "<p>Review " + i + " of " + s));
      }
      site.page("/", html("", links.toString()));
    }
    Path sources = Files.writeString(dir.resolve("sources.yml"), yaml);
    var other = KafkaSettings.local(kafka.bootstrapServers(), "other");
    try (IngestStage first = start(sources)) {
      await(() -> first.progress().fetched() > 20, first);
      try (IngestStage second = start(sources, new Health(Clock.systemUTC()), other)) {
        await(() -> second.idle() && first.idle(), second);
        assertThat(second.progress().fetched()).isPositive();
      }
    }
    for (TestWeb site : sites) {
      assertThat(pages(site)).extracting(PageEvent::url).doesNotHaveDuplicates().hasSize(41);
      assertPolite(site, Duration.ofMillis(30));
      site.close();
    }
  }

  @Test
  void sitemapsAndFeedsOnOtherDomainsAreReadByWhoeverOwnsThose() throws Exception {
    var elsewhere = new ArrayList<TestWeb>();
    var robots = new StringBuilder("User-agent: *\nDisallow:\n");
    var feeds = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      var site = new TestWeb();
      elsewhere.add(site);
      String page = web.url("/reviews/" + i);
      if (i % 2 == 0) {
        String map = "<urlset><url><loc>" + page + "</loc></url></urlset>";
        site.file("/map.xml", "application/xml", map);
        robots.append("Sitemap: ").append(site.url("/map.xml")).append('\n');
      } else {
        String feed = "<rss><item><link>" + page + "</link></item></rss>";
        site.file("/feed.xml", "application/xml", feed);
        feeds.append("<link rel=alternate type=application/rss+xml href=" + site.url("/feed.xml"));
        feeds.append('>');
      }
      web.page("/reviews/" + i, html("", "<p>Review " + i));
    }
    web.file("/robots.txt", "text/plain", robots.toString());
    web.page("/reviews/", html(feeds.toString(), "<p>Reviews"));
    Path file = sources("5ms", "");
    String sources = Files.readString(file);
    // Both have their partitions before there is anything to do.
    String quiet = elsewhere.getFirst().origin();
    Files.writeString(file, sources.replace(web.origin(), quiet).replace("auto", "[]"));
    var other = KafkaSettings.local(kafka.bootstrapServers(), "other");
    try (IngestStage first = start(file);
        IngestStage second = start(file, new Health(Clock.systemUTC()), other)) {
      await(() -> first.idle() && second.idle(), first);
      Files.writeString(file, sources);
      await(() -> pages().size() == 17, first);
      assertThat(pages()).extracting(PageEvent::url).doesNotHaveDuplicates();
      assertThat(first.progress().fetched()).isPositive();
      assertThat(second.progress().fetched()).isPositive();
    }
    elsewhere.forEach(TestWeb::close);
  }

  @Test
  void sitemapsThatNeverComeHoldUpNoOtherSite() throws Exception {
    var slow = new ArrayList<BadServer>();
    for (int i = 0; i < 4; i++) {
      slow.add(new BadServer(InetAddress.getLoopbackAddress(), "/missing"));
    }
    String maps =
        slow.stream().map(bad -> bad.url("/never-answers")).collect(Collectors.joining(", "));
    web.page("/reviews/", html("", "<a href=one>1</a>"));
    web.page("/reviews/one", html("", "<p>Review one"));
    Path file = sources("5ms", "");
    String both = Files.readString(file);
    String without = both.substring(0, both.indexOf("  - name: site"));
    String added = "\n  - {name: slow, sitemaps: [" + maps + "]}\n";
    Files.writeString(file, without + added);
    try (IngestStage stage = start(file)) {
      // robots.txt, tdmrep.json and the sitemap
      await(() -> slow.stream().allMatch(bad -> bad.requests() >= 3), stage);
      Files.writeString(file, both + added);
      await(() -> pages().size() == 2 && web.count("/sitemap.xml") > 0, stage);
    }
    for (BadServer bad : slow) bad.close();
  }

  @Test
  void aPageThatItsSitemapSaysHasChangedIsLookedAtBeforeItsTime() throws Exception {
    web.page("/reviews/", html("", ""));
    web.page("/reviews/one", html("", "<p>First thoughts"));
    web.file("/sitemap.xml", "application/xml", map("2020-01-01"));
    Path file = sources("5ms", "revisit: {min: 200ms, max: 30d}");
    try (IngestStage stage = start(file)) {
      await(() -> pages().size() == 2, stage);
      web.page("/reviews/one", html("", "<p>Second thoughts"));
      long read = web.count("/sitemap.xml");
      await(() -> web.count("/sitemap.xml") > read + 1, stage);
      assertThat(web.count("/reviews/one")).isEqualTo(1);

      web.file("/sitemap.xml", "application/xml", map(Instant.now().toString()));
      await(() -> pages().size() == 3, stage);
    }
    assertThat(((PageFetched) pages().getLast()).html()).contains("Second thoughts");
  }

  private String map(String lastmod) {
    String page = "<loc>" + web.url("/reviews/one") + "</loc>";
    return "<urlset><url>" + page + "<lastmod>" + lastmod + "</lastmod></url></urlset>";
  }

  private PageEvent only(List<PageEvent> events, String path) {
    List<PageEvent> found =
        events.stream().filter(event -> event.url().equals(web.url(path))).toList();
    assertThat(found).as(path).hasSize(1);
    return found.getFirst();
  }

  private void smallSite() {
    web.file(
        "/robots.txt",
        "text/plain",
        "User-agent: *\nDisallow: /reviews/forbidden\nSitemap: " + web.url("/map.xml") + "\n");
    web.page(
        "/reviews/",
        html(
            "<link rel=alternate type=application/rss+xml href=/feed.xml>",
            "<a href=one?utm_source=list#top>1</a> <a href=two>2</a> <a href=forbidden>no</a>"
                + "<a href=/elsewhere>out</a><a href='?page=2'>more</a>"
                + "<a href=old>old</a><a href=missing>m</a><a href=copy>copy</a>"));
    web.page("/reviews/?page=2", html("", "<a href=three>3</a><a href='?page=1'>back</a>"));
    for (String name : List.of("one", "two", "three", "from-feed", "from-sitemap", "moved-here")) {
      web.page("/reviews/" + name, html("", "<p>Review " + name + "</p>"));
    }
    web.page("/reviews/copy", html("<link rel=canonical href=/reviews/two>", "<p>Review two</p>"));
    web.status("/reviews/old", 301, Map.of("Location", "/reviews/moved-here"));
    web.file(
        "/feed.xml",
        "application/rss+xml",
        "<rss><channel><item><link>"
            + web.url("/reviews/from-feed")
            + "</link></item></channel></rss>");
    web.file(
        "/map.xml",
        "application/xml",
        "<urlset><url><loc>" + web.url("/reviews/from-sitemap") + "</loc></url></urlset>");
    web.page("/reviews/forbidden", html("", "never"));
    web.page("/elsewhere", html("", "never"));
    web.page("/reviews/?page=1", html("<link rel=canonical href=/reviews/>", ""));
  }

  private static String html(String head, String body) {
    return "<!doctype html><html><head><title>t</title>"
        + head
        + "</head><body>"
        + body
        + "</body>";
  }

  private Path sources(String delay, String more) throws IOException {
    String yaml =
        """
        user_agent: RevueBot/0.1 (+https://example.org/bot)
        defaults: {delay: %s, revisit: {min: 1h, max: 30d}, depth: 3, allow_addresses: [127.0.0.0/8]}
        sources:
          - name: site
            start: ["%s/reviews/"]
            sitemaps: auto
            allow: ["/reviews/"]
            %s
        """
            .formatted(delay, web.origin(), more);
    return Files.writeString(dir.resolve("sources.yml"), yaml);
  }

  private void crawl(Path sources) {
    try (IngestStage stage = start(sources)) {
      await(stage::idle, stage);
    }
  }

  private IngestStage start(Path sources) {
    return start(sources, new Health(Clock.systemUTC()));
  }

  private IngestStage start(Path sources, Health health) {
    return start(sources, health, settings);
  }

  private IngestStage start(Path sources, Health health, KafkaSettings kafka) {
    var ingest =
        new IngestSettings(
            sources,
            16,
            Duration.ofMillis(300),
            true,
            politeness,
            java.util.Optional.ofNullable(state),
            FetchLimits.standard());
    return IngestStage.start(ingest, kafka, health, new SimpleMeterRegistry());
  }

  private static void await(BooleanSupplier condition, IngestStage stage) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) throw new AssertionError("still " + stage.progress());
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  /// All events of this test's site, in the order of their partition.
  private List<PageEvent> pages() {
    return pages(web);
  }

  private static List<PageEvent> pages(TestWeb web) {
    var events = new ArrayList<PageEvent>();
    new Restore(settings)
        .toEnd(
            partitions(),
            record -> {
              PageEvent event = Events.page(record);
              if (event.url().startsWith(web.origin())) events.add(event);
            });
    return events;
  }

  private long written() {
    return pages().size();
  }

  private static List<TopicPartition> partitions() {
    return IntStream.range(0, Topic.PAGES.partitions())
        .mapToObj(p -> new TopicPartition(Topic.PAGES.topicName(), p))
        .toList();
  }
}
