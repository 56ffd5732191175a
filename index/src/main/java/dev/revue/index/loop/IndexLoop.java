package dev.revue.index.loop;

import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.health.Health;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.PoisonBreaker;
import dev.revue.common.topic.Topic;
import dev.revue.index.IndexSettings;
import dev.revue.index.bulk.Backoff;
import dev.revue.index.bulk.BulkEndpoint;
import dev.revue.index.bulk.BulkWriter;
import dev.revue.index.bulk.ElasticBulk;
import dev.revue.index.contract.IndexContract;
import dev.revue.index.document.Documents;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a session running until closed: first the index must be as the contract says, then one
/// session after another reads and writes.
public final class IndexLoop implements AutoCloseable {
  public static final String GROUP = "revue-index";

  private static final Logger LOG = LoggerFactory.getLogger(IndexLoop.class);
  private static final String ELASTICSEARCH = "elasticsearch";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /// Between two looks whether Elasticsearch is back: each costs one small bulk.
  private static final Duration LONGEST_HOLD = Duration.ofMillis(1_500);

  /// Below the window of the poison breaker, which must remember why the line was stopped.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// What fails after so long has not failed for the same reason again.
  private static final Duration GOOD_RUN = Duration.ofMinutes(5);

  /// Most records of one poll: between two polls it looks for answers.
  private static final int RECORDS = 250;

  private static final Duration NAP = Duration.ofMillis(5);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
  private static final Duration ALLOWED_SILENCE = Duration.ofMinutes(2);

  private final IndexSettings settings;
  private final IndexContract contract = IndexContract.load();
  private final Clock clock = Clock.systemUTC();
  private final PoisonBreaker breaker = new PoisonBreaker(clock);
  private final IndexMetrics metrics;
  private final Health health;
  private final Health.Loop pulse;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private Optional<String> told = Optional.empty();

  private IndexLoop(IndexSettings settings, Health health, MeterRegistry registry) {
    this.settings = settings;
    this.health = health;
    this.metrics = new IndexMetrics(registry);
    this.pulse = health.loop(GROUP, ALLOWED_SILENCE);
    this.thread = Thread.ofPlatform().name(GROUP).unstarted(this::runUntilStopped);
  }

  public static IndexLoop start(IndexSettings settings, Health health, MeterRegistry registry) {
    health.obstacle(GROUP, "starting");
    var loop = new IndexLoop(settings, health, registry);
    loop.thread.start();
    return loop;
  }

  /// Ends within 5 s: what is under way may still be acknowledged, the rest is read again next
  /// time.
  @Override
  public void close() {
    stop.countDown();
    try {
      if (!thread.join(STOP_WITHIN))
        LOG.warn("{} did not end in time; it goes on next time", GROUP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runUntilStopped() {
    Backoff untilReady = backoff(LONGEST_HOLD);
    Backoff untilRestart = backoff(LONGEST_PAUSE);
    while (!stopped()) {
      Backoff pause = untilReady;
      Instant start = clock.instant();
      try {
        prepareIndex();
        untilReady.reset();
        pause = untilRestart;
        runUntilFailure();
      } catch (RuntimeException | IOException e) {
        if (start.plus(GOOD_RUN).isBefore(clock.instant())) untilRestart.reset();
        Duration rest = pause.next();
        LOG.warn("{}: starting again in {} ms: {}", GROUP, rest.toMillis(), e.toString());
        LOG.debug("{}: the cause", GROUP, e);
        health.obstacle(GROUP, String.valueOf(e.getMessage()));
        await(rest);
      }
    }
  }

  /// The line holds until the index is as the contract says: a wrong mapping would turn every
  /// record into a dead letter.
  private void prepareIndex() throws IOException {
    try (var client = ElasticClients.rest(settings.elastic())) {
      pulse.tick();
      if (settings.setup() == IndexSettings.Setup.APPLY) contract.apply(client);
      List<String> mistakes = contract.check(client);
      if (!mistakes.isEmpty()) throw new IllegalStateException(String.join("\n", mistakes));
    }
  }

  private void runUntilFailure() throws IOException {
    try (BulkEndpoint endpoint =
            new ElasticBulk(ElasticClients.rest(settings.elastic()), settings.timeout());
        var producer = Clients.producer(settings.kafka());
        var consumer = Clients.member(settings.kafka(), GROUP, RECORDS)) {
      var writer =
          new BulkWriter<IndexSession.Taken>(
              endpoint, settings.limits(), backoff(LONGEST_HOLD), clock, metrics);
      var session =
          new IndexSession(
              consumer, producer, new Documents(clock), writer, breaker, metrics, clock, NAP);
      consumer.subscribe(List.of(Topic.REVIEWS.topicName(), Topic.ITEMS.topicName()), session);
      try {
        while (!stopped()) {
          session.step();
          pulse.tick();
          tell(session);
        }
        session.finish();
      } finally {
        session.abandon();
        told = Optional.empty();
        health.clear(ELASTICSEARCH);
        consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        producer.close(CLOSE_WITHIN);
      }
    }
  }

  private void tell(IndexSession session) {
    health.clear(GROUP);
    Optional<String> obstacle = session.obstacle();
    if (obstacle.equals(told)) return;
    told = obstacle;
    obstacle.ifPresentOrElse(
        reason -> {
          LOG.warn("{}: holding: {}", GROUP, reason);
          health.obstacle(ELASTICSEARCH, reason);
        },
        () -> {
          LOG.info("{}: going on", GROUP);
          health.clear(ELASTICSEARCH);
        });
  }

  private static Backoff backoff(Duration longest) {
    return new Backoff(FIRST_PAUSE, longest, RandomGenerator.getDefault());
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void await(Duration rest) {
    try {
      if (stop.await(rest.toMillis(), TimeUnit.MILLISECONDS)) LOG.debug("{}: stopped", GROUP);
    } catch (InterruptedException e) {
      stop.countDown();
    }
  }
}
