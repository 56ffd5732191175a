package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The crawl's promises, held against the logs of the servers that it asks: whatever is killed,
/// started or stopped meanwhile, no page is lost or published twice, and no host is asked by two at
/// once, sooner than its delay, or before the time it named.
///
/// The moments of the kills are made up from a seed, which is printed; to repeat one:
/// `-Drevue.proof.seed=17`.
class CrawlTest {
  private static final int HOSTS = 100;
  private static final int ROUGHLY_ALL_REQUESTS = 19 * HOSTS;
  private static final Duration SESSION = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path dir;
  private final List<Long> kills = new ArrayList<>();
  private EmbeddedKafka broker;
  private KafkaSettings kafka;
  private CrawledWeb web;
  private CommittedPages pages;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedKafka.start(dir.resolve("kafka"));
    kafka = KafkaSettings.local(broker.bootstrapServers(), "proof");
    new Topics(kafka).apply();
    try (var progress = new Progress(kafka)) {
      progress.hastenTakeover(SESSION);
    }
    web = new CrawledWeb(HOSTS, Duration.ofMillis(5));
    pages = new CommittedPages(kafka);
  }

  @AfterEach
  void stop() {
    pages.close();
    web.close();
    broker.close();
  }

  @Test
  void noKillLosesOrDoublesAPageOrForgetsItsManners() throws Exception {
    kill(5, Long.getLong("revue.proof.seed", System.nanoTime() % 1_000_000));
  }

  @Tag("nightly")
  @Test
  void fiftyKillsLoseOrDoubleNoPageAndForgetNoManners() throws Exception {
    kill(50, Long.getLong("revue.proof.seed", System.nanoTime() % 1_000_000));
  }

  @Test
  void processesThatComeAndGoShareTheHosts() throws Exception {
    try (var first = process("first")) {
      awaitRequests(HOSTS, first);
      try (var second = process("second");
          var third = process("third")) {
        awaitRequests(ROUGHLY_ALL_REQUESTS / 2, first);
        second.stop();
        awaitRequests(ROUGHLY_ALL_REQUESTS * 3 / 4, first);
        kills.add(System.nanoTime());
        third.kill();
        awaitPages(first);
      }
      first.stop();
    }
    check("1, 3 and 1 processes");
  }

  private void kill(int times, long seed) throws Exception {
    System.out.println("seed " + seed);
    var random = new Random(seed);
    try (var ingest = process("ingest")) {
      for (int kill = 0; kill < times; kill++) {
        int share = web.pages().size() / times;
        if (random.nextInt(5) == 0) pause(random.nextInt(4_000)); // perhaps it only just starts
        else awaitRequests(web.requests() + random.nextInt(2 * share), ingest);
        pause(random.nextInt(100));
        // Under a new name nobody ends what the killed one has open: the broker does, in time.
        if (kill % 5 == 2) ingest.rename();
        kills.add(System.nanoTime());
        ingest.killAndStart();
      }
      awaitPages(ingest);
      ingest.stop();
    }
    check("seed " + seed + ", " + times + " kills");
  }

  private void check(String what) {
    var found = new TreeMap<String, String>();
    var twice = new ArrayList<String>();
    for (PageEvent event : pages.events()) {
      assertThat(event).isInstanceOf(PageFetched.class);
      String html = ((PageFetched) event).html();
      String text = html.substring(html.lastIndexOf("<p>") + 3);
      if (found.put(event.url(), text) != null) twice.add(event.url());
    }
    Manners manners = Manners.of(web.log(), kills);
    int asked = new HashSet<>(web.log().stream().map(a -> a.host() + a.path()).toList()).size();
    System.out.printf(
        "%s: %d pages, %d lost, %d twice, %d requests for %d URLs, %d violations, shortest gap %d ms,"
            + " patience kept over %d kills%n",
        what,
        found.size(),
        web.pages().keySet().stream().filter(url -> !found.containsKey(url)).count(),
        twice.size(),
        web.requests(),
        asked,
        manners.violations().size(),
        manners.shortest().toMillis(),
        manners.held());
    assertThat(found).as(what).isEqualTo(web.pages());
    assertThat(twice).as(what).isEmpty();
    assertThat(manners.violations()).as(what).isEmpty();
    assertThat(web.log()).noneMatch(access -> access.path().startsWith("/secret/"));
  }

  private Stage process(String name) throws IOException {
    Path sources = Files.writeString(dir.resolve("sources.yml"), web.sources());
    return new Stage(
        "ingest",
        Map.of(
            "REVUE_KAFKA_BOOTSTRAP",
            broker.bootstrapServers(),
            "REVUE_INGEST_SOURCES",
            sources.toString()),
        name);
  }

  private void awaitPages(Stage ingest) {
    await(() -> "pages: " + missing(), () -> missing().isEmpty(), ingest);
  }

  private void awaitRequests(int requests, Stage ingest) {
    int most = Math.min(requests, ROUGHLY_ALL_REQUESTS * 9 / 10);
    await(() -> most + " requests", () -> web.requests() >= most, ingest);
  }

  private Set<String> missing() {
    var missing = new TreeSet<>(web.pages().keySet());
    missing.removeAll(pages.urls());
    return missing;
  }

  private static void await(Supplier<String> what, BooleanSupplier reached, Stage ingest) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline)
        throw new AssertionError("never: " + what.get() + "\n\ningest:\n" + ingest.text());
      pause(10);
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }
}
