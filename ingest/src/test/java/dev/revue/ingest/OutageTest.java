package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.health.Health;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of published pages when their site is in trouble, and when it means it.
class OutageTest {
  private static final int PAGES = 12;
  @TempDir static Path broker;
  private static EmbeddedKafka kafka;
  private static KafkaSettings settings;

  @TempDir Path dir;
  private TestWeb web;

  /// What a whole site may suddenly answer.
  enum Outage {
    SERVER_ERROR {
      @Override
      void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        TestWeb.send(exchange, 500, Map.of(), "");
      }
    },
    BUSY {
      @Override
      void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        TestWeb.send(exchange, 503, Map.of(), "");
      }
    },
    SILENCE {
      @Override
      void answer(com.sun.net.httpserver.HttpExchange exchange) {
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      }
    },
    MISSING {
      @Override
      void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        TestWeb.send(exchange, 404, Map.of(), "");
      }
    },
    FORBIDDEN {
      @Override
      void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        TestWeb.send(exchange, 403, Map.of(), "");
      }
    },
    ALL_TO_THE_FRONT_PAGE {
      @Override
      void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        TestWeb.send(exchange, 301, Map.of("Location", "/"), "");
      }
    },
    ALL_TO_A_LOGIN {
      @Override
      void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        String back = "/login?back=" + exchange.getRequestURI().getPath();
        TestWeb.send(exchange, 302, Map.of("Location", back), "");
      }
    };

    abstract void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException;
  }

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
  void crawlASite() {
    web = new TestWeb();
    web.file("/robots.txt", "text/plain", "User-agent: *\nAllow: /\n");
    web.page("/", list());
    for (int i = 0; i < PAGES; i++) web.page(path(i), review(i));
    try (IngestStage stage = start("50ms")) {
      await(stage::idle, stage);
    }
    assertThat(pages()).hasSize(PAGES + 1);
  }

  @AfterEach
  void stopSite() {
    web.close();
  }

  @ParameterizedTest
  @EnumSource
  void removesNothing(Outage outage) throws Exception {
    for (int i = 0; i < PAGES; i++) web.route(path(i), outage::answer);
    if (outage == Outage.ALL_TO_A_LOGIN) {
      for (int i = 0; i < PAGES; i++)
        web.page("/login?back=" + path(i), "<html><title>Log in</title><p>Log in");
    }
    long before = web.hits().size();
    boolean trouble = outage.ordinal() <= Outage.SILENCE.ordinal();
    try (IngestStage stage = start("50ms")) {
      if (trouble) await(() -> visits() > 0 && stage.idle(), stage);
      else await(() -> everyPageWasSeen(4, before), stage);
    }
    assertThat(gone()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereRemovesNothing() {
    web.close();
    try (IngestStage stage = start("50ms")) {
      await(() -> stage.progress().failed() > 0, stage);
    }
    assertThat(gone()).isEmpty();
  }

  @Test
  void aMaintenancePageThatAsksNotToBeIndexedRemovesAFewPagesAtMost() {
    String soon = "<html><meta name=robots content=noindex><title>Back soon</title>";
    for (int i = 0; i < PAGES; i++) web.page(path(i), soon + "<p>Back soon");
    long before = web.hits().size();
    try (IngestStage stage = start("50ms")) {
      await(() -> everyPageWasSeen(1, before) && stage.idle(), stage);
    }
    assertThat(gone()).hasSizeBetween(1, 3);
  }

  @Test
  void aMaintenancePageAtEveryUrlReplacesOnePageAtMost() {
    for (int i = 0; i < PAGES; i++) web.page(path(i), "<html><title>Back soon</title><p>Back soon");
    long before = web.hits().size();
    try (IngestStage stage = start("50ms")) {
      await(() -> everyPageWasSeen(2, before), stage);
    }
    assertThat(gone()).isEmpty();
    assertThat(pages()).hasSize(PAGES + 1 + 1);
  }

  @Test
  void aSiteThatTookItsPagesDownIsFollowedInTheEnd() {
    for (int i = 0; i < PAGES; i++) web.status(path(i), 404, Map.of());
    try (IngestStage stage = start("1ms")) {
      await(() -> gone().size() == PAGES, stage);
    }
    assertThat(gone()).extracting(PageGone::url).doesNotHaveDuplicates();
  }

  @Test
  void aSiteThatMovedAsAWholeIsFollowedAtTheSecondLook() {
    for (int i = 0; i < PAGES; i++) {
      web.status(path(i), 301, Map.of("Location", path(i).replace("reviews", "critics")));
      web.page(path(i).replace("reviews", "critics"), review(i));
    }
    try (IngestStage stage = start("300ms")) {
      await(() -> gone().size() == PAGES, stage);
    }
    assertThat(gone()).allMatch(gone -> gone.reason().equals("moved"));
    assertThat(pages()).hasSize(PAGES + 1 + PAGES + PAGES);
  }

  @Test
  void oneOfManyThatIsMissingIsRemovedAtTheSecondLookAndAGoneOneAtTheFirst() {
    web.status(path(3), 404, Map.of());
    web.status(path(5), 410, Map.of());
    try (IngestStage stage = start("200ms")) {
      await(() -> gone().size() == 2, stage);
    }
    assertThat(gone()).extracting(PageGone::reason).containsExactlyInAnyOrder("not-found", "gone");
    assertThat(web.count(path(5))).isEqualTo(1 + 1);
    assertThat(web.count(path(3))).isEqualTo(1 + 2);
  }

  /// Whether every page was asked for that often since `from`.
  private boolean everyPageWasSeen(int times, long from) {
    List<String> seen = web.hits().stream().skip(from).map(TestWeb.Hit::path).toList();
    return IntStream.range(0, PAGES)
        .allMatch(i -> seen.stream().filter(path(i)::equals).count() >= times);
  }

  private long visits() {
    return web.hits().stream().filter(hit -> hit.path().startsWith("/reviews/")).count() - PAGES;
  }

  private static String path(int i) {
    return "/reviews/p" + i;
  }

  private static String review(int i) {
    return "<html><title>t</title><p>Review number " + i;
  }

  private static String list() {
    var html = new StringBuilder("<html><title>t</title>");
    for (int i = 0; i < PAGES; i++) html.append("<a href='" + path(i) + "'>p</a>");
    return html.toString();
  }

  /// Everything known is looked at again.
  private IngestStage start(String secondLook) {
    try {
      Path sources =
          Files.writeString(
              dir.resolve("sources.yml"),
              """
              user_agent: RevueBot/0.1 (+https://example.org/bot)
              defaults: {delay: 1ms, revisit: {min: 1h, max: 30d}, allow_addresses: [127.0.0.0/8]}
              sources:
                - name: site
                  start: ["%s/"]
              """
                  .formatted(web.origin()));
      var ingest =
          IngestSettings.from(
              new Env(
                  Map.of(
                      "REVUE_INGEST_SOURCES",
                      sources.toString(),
                      "REVUE_INGEST_SECOND_LOOK",
                      secondLook,
                      "REVUE_INGEST_REVALIDATE_AT_START",
                      "1",
                      "REVUE_INGEST_SILENCE_TIMEOUT",
                      "300ms")));
      return IngestStage.start(
          ingest, settings, new Health(Clock.systemUTC()), new SimpleMeterRegistry());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition, IngestStage stage) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) throw new AssertionError("still " + stage.progress());
      LockSupport.parkNanos(5_000_000);
    }
  }

  private List<PageGone> gone() {
    return pages().stream().filter(PageGone.class::isInstance).map(PageGone.class::cast).toList();
  }

  /// All events of this test's site.
  private List<PageEvent> pages() {
    var events = new ArrayList<PageEvent>();
    new Restore(settings)
        .toEnd(
            Offsets.partitions(Topic.PAGES),
            record -> {
              PageEvent event = Events.page(record);
              if (event.url().startsWith(web.origin())) events.add(event);
            });
    return events;
  }
}
