package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.RenderAnswer;
import dev.revue.common.event.RenderAnswer.NotRendered;
import dev.revue.common.event.RenderAnswer.Rendered;
import dev.revue.common.event.RenderJob;
import dev.revue.common.health.Health;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.frontier.Politeness;
import dev.revue.ingest.render.NeedsChromium;
import dev.revue.ingest.render.RenderLimits;
import dev.revue.ingest.render.RenderSettings;
import dev.revue.ingest.render.RenderStage;
import dev.revue.ingest.url.CanonicalUrl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Pages that need a browser, from a source to `revue.pages`, on a genuine broker: with answers
/// written by hand, and with a genuine browser where there is one. Every test has a site and a
/// source of its own, so that the topics can be shared.
class RenderedPagesTest {
  @TempDir static Path broker;
  private static EmbeddedKafka kafka;
  private static KafkaSettings settings;

  @TempDir Path dir;
  private TestWeb web;

  @BeforeAll
  static void startBroker() {
    // A worker is given jobs at once, and a killed worker's job goes to another within seconds.
    Map<String, String> soon =
        Map.of(
            "group.share.min.record.lock.duration.ms", "1000",
            "group.share.min.heartbeat.interval.ms", "200",
            "group.share.heartbeat.interval.ms", "500",
            "group.share.min.session.timeout.ms", "1000",
            "group.share.session.timeout.ms", "4000");
    kafka = EmbeddedKafka.start(broker, 0, soon);
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
  void anAnswerCountsOnceAndOnlyForItsOwnLease() throws Exception {
    try (IngestStage stage = start(sources())) {
      await(() -> jobs().size() == 1, stage);
      RenderJob job = jobs().getFirst();
      assertThat(job.url()).isEqualTo(web.url("/reviews/"));
      assertThat(job.userAgent()).startsWith("RevueBot/0.1");
      assertThat(job.allowAddresses()).containsExactly("127.0.0.0/8");
      assertThat(stage.idle()).isFalse();

      answer(new Rendered(job.url(), job.lease().minusSeconds(1), 200, Map.of(), "an old one"));
      answer(new Rendered(job.url(), job.lease(), 200, Map.of(), "<html>the first <a href=one>1"));
      answer(new Rendered(job.url(), job.lease(), 200, Map.of(), "<html>the second"));
      await(() -> jobs().size() == 2, stage); // the page that it leads to
      RenderJob next = jobs().getLast();
      answer(new NotRendered(next.url(), next.lease(), "refused", "memory", "too much", null));
      await(stage::idle, stage);

      assertThat(pages()).hasSize(1);
      var page = (PageFetched) pages().getFirst();
      assertThat(page.html()).contains("the first");
      assertThat(page.headers()).containsEntry("content-type", "text/html; charset=utf-8");
    }
    assertThat(web.hits())
        .extracting(TestWeb.Hit::path)
        .containsOnly("/robots.txt", "/.well-known/tdmrep.json");
  }

  @Test
  void whatRobotsTxtReservesIsOnTheEventOfARenderedPage() throws Exception {
    web.file("/robots.txt", "text/plain", "User-agent: *\nContent-Signal: ai-train=no\nAllow: /");
    try (IngestStage stage = start(sources())) {
      await(() -> jobs().size() == 1, stage);
      RenderJob job = jobs().getFirst();
      answer(new Rendered(job.url(), job.lease(), 200, Map.of(), "<html>the review"));
      await(() -> pages().size() == 1, stage);
    }
    assertThat(((PageFetched) pages().getFirst()).usage())
        .isEqualTo(Map.of("ai-train", "robots.txt: Content-Signal"));
  }

  @Test
  void aRestartKeepsTheHostHeldAndStillTakesTheAnswer() throws Exception {
    Path sources = sources();
    try (IngestStage stage = start(sources)) {
      await(() -> jobs().size() == 1, stage);
      stage.abandon();
    }
    try (IngestStage stage = start(sources)) {
      RenderJob job = jobs().getFirst();
      answer(new Rendered(job.url(), job.lease(), 200, Map.of(), "<html>the review"));
      await(() -> pages().size() == 1, stage);
      await(stage::idle, stage);
    }
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void aLeaseThatRunsOutIsGivenOutAgainAndTroubleRemovesNothing() throws Exception {
    Path sources = sources();
    try (IngestStage stage = start(sources, Duration.ofMillis(500))) {
      await(() -> jobs().size() > 1, stage); // nobody answers
    }
    RenderAnswerOf review =
        job -> new Rendered(job.url(), job.lease(), 200, Map.of(), "<html>the review");
    visit(sources, review);
    for (RenderAnswerOf trouble : TROUBLE) visit(sources, trouble);
    assertThat(pages()).hasSize(1);

    visit(sources, job -> new Rendered(job.url(), job.lease(), 410, Map.of(), ""));
    assertThat(pages()).hasSize(2);
    assertThat(pages().getLast()).isInstanceOf(PageGone.class);
  }

  private void visit(Path sources, RenderAnswerOf answer) {
    int before = jobs().size();
    try (IngestStage stage = start(sources)) {
      await(() -> jobs().size() > before, stage);
      answer(answer.of(jobs().getLast()));
      await(stage::idle, stage);
    }
  }

  private interface RenderAnswerOf {
    RenderAnswer of(RenderJob job);
  }

  private static final List<RenderAnswerOf> TROUBLE =
      List.of(
          job -> new NotRendered(job.url(), job.lease(), "refused", "crash", "it crashed", null),
          job -> new NotRendered(job.url(), job.lease(), "failed", "timeout", "no answer", null));

  @Test
  @ExtendWith(NeedsChromium.class)
  void whatOnlyAScriptShowsBecomesAPageEvent() throws Exception {
    web.file("/review.json", "application/json", "{\"text\": \"A film to remember\"}");
    web.page("/reviews/", scripted("<a href=one>one</a>"));
    web.page("/reviews/one", scripted(""));
    try (IngestStage stage = start(sources());
        RenderStage _ = render()) {
      await(() -> pages().size() == 2, stage);
      await(stage::idle, stage);
    }
    assertThat(pages())
        .allSatisfy(page ->
            assertThat(((PageFetched) page).html()).contains("<main>A film to remember</main>"));
    assertThat(web.count("/reviews/one")).isEqualTo(1);
  }

  @Test
  @ExtendWith(NeedsChromium.class)
  void aKilledWorkerLosesNothingAndLeavesNoBrowser() throws Exception {
    var asked = new CountDownLatch(1);
    var held = new CountDownLatch(1);
    var count = new AtomicInteger();
    web.page("/reviews/", scripted(""));
    web.route(
        "/review.json",
        exchange -> {
          asked.countDown();
          try {
            if (count.getAndIncrement() == 0) held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          TestWeb.send(exchange, 200, Map.of(), "{\"text\": \"A film to remember\"}");
        });
    try (IngestStage stage = start(sources())) {
      Process worker = worker();
      List<ProcessHandle> browsers;
      try {
        await(() -> asked.getCount() == 0, stage);
        browsers = worker.descendants().toList();
      } finally {
        worker.destroyForcibly();
      }
      assertThat(browsers).isNotEmpty();
      try (RenderStage _ = render()) {
        await(() -> pages().size() == 1, stage);
      }
      held.countDown();
      await(() -> browsers.stream().noneMatch(ProcessHandle::isAlive), stage);
    }
    assertThat(jobs()).hasSize(1); // the group gave it to the other, not the crawl
  }

  /// A worker in a process of its own.
  public static void main(String[] args) throws InterruptedException {
    var kafka = KafkaSettings.local(args[0], "worker");
    var _ =
        RenderStage.start(
            patient(), kafka, new Health(Clock.systemUTC()), new SimpleMeterRegistry());
    new CountDownLatch(1).await();
  }

  private static Process worker() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            RenderedPagesTest.class.getName(),
            kafka.bootstrapServers())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.appendTo(File.createTempFile("worker", ".log")))
        .start();
  }

  private static RenderStage render() {
    return RenderStage.start(
        patient(), settings, new Health(Clock.systemUTC()), new SimpleMeterRegistry());
  }

  /// For a machine that does other things as well.
  private static RenderSettings patient() {
    var limits =
        new RenderLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            200,
            20L << 20,
            5 << 20,
            1L << 30);
    return new RenderSettings(
        Optional.empty(), 1, 50, Optional.empty(), Duration.ofSeconds(10), limits);
  }

  private static String scripted(String more) {
    return "<!doctype html><main></main>"
        + more
        + "<script>fetch('/review.json').then(r => r.json())"
        + ".then(j => document.querySelector('main').append(j.text))</script>";
  }

  private Path sources() throws IOException {
    String yaml =
        """
        user_agent: RevueBot/0.1 (+https://example.org/bot)
        defaults: {delay: 5ms, allow_addresses: [127.0.0.0/8]}
        sources:
          - name: rendered-%d
            start: ["%s/reviews/"]
            render: true
        """
            .formatted(URI.create(web.origin()).getPort(), web.origin());
    return Files.writeString(dir.resolve("sources.yml"), yaml);
  }

  private static IngestStage start(Path sources) {
    return start(sources, Duration.ofMinutes(10));
  }

  private static IngestStage start(Path sources, Duration lease) {
    var ingest =
        new IngestSettings(
            sources,
            16,
            Duration.ofMillis(300),
            true,
            Politeness.DOMAIN,
            Optional.empty(),
            Optional.empty(),
            FetchLimits.standard(),
            new IngestSettings.Rendering(4, lease));
    return IngestStage.start(
        ingest, settings, new Health(Clock.systemUTC()), new SimpleMeterRegistry());
  }

  private static void await(BooleanSupplier condition, IngestStage stage) {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) throw new AssertionError("still " + stage.progress());
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void answer(RenderAnswer answer) {
    String domain = CanonicalUrl.parse(answer.url()).orElseThrow().domain();
    try (var producer = Clients.producer(settings)) {
      producer.send(Events.renderAnswer(answer, domain, Events.newTrace())).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// In the order in which they were given out.
  private List<RenderJob> jobs() {
    var jobs = new ArrayList<RenderJob>();
    read(Topic.RENDER, record -> jobs.add(Events.renderJob(record)));
    jobs.removeIf(job -> !job.url().startsWith(web.origin()));
    jobs.sort(java.util.Comparator.comparing(RenderJob::lease));
    return jobs;
  }

  private List<PageEvent> pages() {
    var events = new ArrayList<PageEvent>();
    read(Topic.PAGES, record -> events.add(Events.page(record)));
    events.removeIf(event -> !event.url().startsWith(web.origin()));
    return events;
  }

  private static void read(
      Topic topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    new Restore(settings)
        .toEnd(
            IntStream.range(0, topic.partitions())
                .mapToObj(p -> new TopicPartition(topic.topicName(), p))
                .toList(),
            reader);
  }
}
