package dev.revue.ingest.render;

import dev.revue.common.event.RenderAnswer;
import dev.revue.common.event.RenderAnswer.NotRendered;
import dev.revue.common.event.RenderAnswer.Rendered;
import dev.revue.common.event.RenderJob;
import dev.revue.common.health.Health;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.url.CanonicalUrl;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One browser, one page at a time: takes a job, renders, answers, and only then says that the job
/// is done. Whatever it does not say so of, another is given.
final class RenderSlot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RenderSlot.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  /// A page that took so many workers down is not tried again.
  private static final int MOST_DELIVERIES = 3;

  // Room for the key and headers of a record.
  private static final int MOST_VALUE_BYTES = Topic.MAX_RECORD_BYTES - (64 << 10);

  private final String name;
  private final Chromium chromium;
  private final RenderSettings settings;
  private final KafkaSettings kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Health health;
  private final Health.Loop pulse;
  private final MeterRegistry metrics;
  private final Thread thread;
  private @Nullable Browser browser;
  private int pages;
  private volatile boolean stopped;

  RenderSlot(
      String name,
      Chromium chromium,
      RenderSettings settings,
      KafkaSettings kafka,
      KafkaProducer<byte[], byte[]> producer,
      Health health,
      MeterRegistry metrics) {
    this.name = name;
    this.chromium = chromium;
    this.settings = settings;
    this.kafka = kafka;
    this.producer = producer;
    this.health = health;
    this.pulse = health.loop(name, Duration.ofMinutes(3));
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::runUntilStopped);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped = true;
    thread.interrupt();
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(STOP_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runUntilStopped() {
    try {
      while (!stopped) {
        try {
          serve();
        } catch (BrowserFailure e) {
          pause(e.detail());
        } catch (InterruptException e) {
          var _ = Thread.interrupted(); // stopped is looked at
        } catch (RuntimeException e) {
          if (!stopped) pause(e.toString());
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: stopped", name);
    } finally {
      replaceBrowser();
    }
  }

  private void pause(String why) throws InterruptedException {
    LOG.warn("{}: starting again in {} s: {}", name, PAUSE.toSeconds(), why);
    health.obstacle(name, why);
    Thread.sleep(PAUSE);
  }

  private void serve() throws BrowserFailure, InterruptedException {
    try (var consumer = Clients.sharer(kafka, RenderStage.GROUP)) {
      consumer.subscribe(Set.of(Topic.RENDER.topicName()));
      while (!stopped) {
        Browser ready = readyBrowser(); // no job is taken that nobody could do
        health.clear(name);
        pulse.tick();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          work(record, ready, consumer);
        }
      }
    }
  }

  private void work(
      ConsumerRecord<byte[], byte[]> record,
      Browser ready,
      KafkaShareConsumer<byte[], byte[]> consumer)
      throws InterruptedException {
    AcknowledgeType done = AcknowledgeType.RELEASE;
    try {
      done = worked(record, ready);
    } finally {
      // What was interrupted goes to somebody else at once.
      consumer.acknowledge(record, done);
      boolean _ = stopped && Thread.interrupted(); // it has been heard
      consumer
          .commitSync()
          .forEach((partition, failure) ->
              failure.ifPresent(
                  e -> LOG.info("{}: {} was given to another: {}", name, partition, e.toString())));
    }
  }

  private AcknowledgeType worked(ConsumerRecord<byte[], byte[]> record, Browser ready)
      throws InterruptedException {
    RenderJob job;
    CanonicalUrl url;
    try {
      job = Events.renderJob(record);
      url =
          CanonicalUrl.parse(job.url())
              .orElseThrow(() -> new BadRecord("no-url", "'" + job.url() + "' is no URL"));
      job.allowAddresses().forEach(AddressRange::parse);
    } catch (BadRecord | IllegalArgumentException e) {
      LOG.warn("{}: {}@{} is no job: {}", name, record.topic(), record.offset(), e.getMessage());
      count("unreadable");
      return AcknowledgeType.REJECT;
    }
    if (late(job.lease(), Instant.now(), settings.limits())) {
      count("late"); // nobody waits for it any more
      return AcknowledgeType.ACCEPT;
    }
    int delivery = record.deliveryCount().map(Short::intValue).orElse(1);
    RenderAnswer answer = rendered(job, ready, delivery);
    if (answer == null) return AcknowledgeType.RELEASE;
    count(answer instanceof NotRendered not ? not.failure() + "-" + not.reason() : "rendered");
    answered(answer, url, Events.trace(record));
    return AcknowledgeType.ACCEPT;
  }

  /// Whether a page may still be asked for its parts when its host counts as free again.
  static boolean late(Instant lease, Instant now, RenderLimits limits) {
    return now.plus(limits.total()).plus(limits.answer()).isAfter(lease);
  }

  /// Null where another attempt may do better.
  private @Nullable RenderAnswer rendered(RenderJob job, Browser ready, int delivery)
      throws InterruptedException {
    if (delivery > MOST_DELIVERIES) return failure(job, "crash", "it took several workers down");
    Instant begun = Instant.now();
    try (var tab = Tab.open(ready, job, settings.limits())) {
      RenderAnswer answer = tab.render();
      LOG.debug("{}: {} in {}", name, job.url(), Duration.between(begun, Instant.now()));
      return answer;
    } catch (BrowserFailure e) {
      LOG.info("{}: {}: the browser is replaced: {}", name, job.url(), e.detail());
      replaceBrowser();
      boolean again = e.reason().equals("crash") && delivery < 2;
      return again ? null : failure(job, e.reason(), e.detail());
    } catch (InterruptedException e) {
      replaceBrowser();
      throw e;
    } finally {
      pages++;
      metrics.timer("revue.render.pages").record(Duration.between(begun, Instant.now()));
    }
  }

  private static NotRendered failure(RenderJob job, String reason, String detail) {
    return new NotRendered(job.url(), job.lease(), "refused", reason, detail, null);
  }

  private void answered(RenderAnswer answer, CanonicalUrl url, String trace)
      throws InterruptedException {
    ProducerRecord<byte[], byte[]> record = Events.renderAnswer(answer, url.domain(), trace);
    if (record.value().length > MOST_VALUE_BYTES && answer instanceof Rendered large) {
      var refused =
          new NotRendered(
              large.url(),
              large.lease(),
              "refused",
              "size",
              "larger than a record once written as JSON",
              null);
      record = Events.renderAnswer(refused, url.domain(), trace);
    }
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer cannot be written: " + e.getCause(), e);
    }
  }

  private Browser readyBrowser() throws BrowserFailure, InterruptedException {
    if (pages >= settings.pagesPerBrowser()) replaceBrowser();
    Browser ready = browser;
    if (ready == null || !ready.alive()) {
      replaceBrowser();
      ready = Browser.start(chromium);
      browser = ready;
      metrics.counter("revue.render.browsers").increment();
    }
    return ready;
  }

  private void replaceBrowser() {
    Browser old = browser;
    browser = null;
    pages = 0;
    if (old != null) old.close();
  }

  private void count(String outcome) {
    metrics.counter("revue.render.jobs", "outcome", outcome).increment();
  }
}
