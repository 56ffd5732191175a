package dev.revue.bench.index;

import dev.revue.common.health.Health;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.EnrichSettings.Embeddings;
import dev.revue.enrich.EnrichStage;
import dev.revue.index.IndexSettings;
import dev.revue.index.IndexStage;
import dev.revue.index.loop.IndexLoop;
import dev.revue.index.reindex.Reindex;
import dev.revue.index.reindex.Reindex.Turn;
import dev.revue.index.verify.Verify;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// How long `revue verify` and `revue reindex` take for as many reviews as the argument says
/// (100000), with the stages running beside them. A second argument, `verify`, leaves out reindex.
public final class VerifyBench {
  private VerifyBench() {}

  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    Path dir = Files.createTempDirectory("revue-bench");
    try (Servers servers = Servers.start(dir)) {
      KafkaSettings kafka = KafkaSettings.local(servers.bootstrap(), "bench");
      ElasticSettings elastic = ElasticSettings.local(servers.elasticsearch());
      new Topics(kafka).apply();
      var health = new Health(Clock.systemUTC());
      var metrics = new SimpleMeterRegistry();
      try (EnrichStage enrich =
              EnrichStage.start(kafka, new EnrichSettings(Embeddings.OFF), health, metrics);
          AutoCloseable index =
              IndexStage.start(IndexSettings.of(kafka, elastic), health, metrics)) {
        run(count, args.length < 2, kafka, elastic);
      }
    } finally {
      try (var files = Files.walk(dir)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static void run(
      int count, boolean andReindex, KafkaSettings kafka, ElasticSettings elastic)
      throws Exception {
    Instant began = Instant.now();
    Reviews.produce(kafka, count);
    try (var offsets = new Offsets(kafka)) {
      while (!offsets.drained(EnrichStage.FOLD_GROUP, Topic.REVIEWS)
          || !offsets.drained(IndexLoop.GROUP, Topic.REVIEWS, Topic.ITEMS)) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    }
    say("%,d reviews produced, folded and indexed", began, count);
    verify(kafka, elastic);
    if (!andReindex) return;
    try (var reindex = new Reindex(IndexSettings.of(kafka, elastic), _ -> {})) {
      began = Instant.now();
      reindex.start();
      say("reindex start: built and compared", began);
      began = Instant.now();
      turned("swap", reindex.swap(), began);
      began = Instant.now();
      turned("rollback", reindex.rollback(), began);
    }
    verify(kafka, elastic);
  }

  private static void verify(KafkaSettings kafka, ElasticSettings elastic) throws Exception {
    Instant began = Instant.now();
    var report = new Verify(kafka, elastic, Duration.ofMinutes(5), _ -> {}).run();
    say("verify: %d differences, %,d titles", began, report.differences().size(), report.titles());
  }

  private static void turned(String what, Turn turn, Instant began) {
    switch (turn) {
      case Turn.Done done ->
          say("%s: writes waited %d ms; the whole command", began, what, done.held().toMillis());
      case Turn.Refused refused -> throw new IllegalStateException("refused: " + refused);
    }
  }

  private static void say(String what, Instant began, Object... values) {
    System.out.printf(
        Locale.ROOT,
        what + ": %.1f s%n",
        Stream.concat(
                Stream.of(values),
                Stream.of(Duration.between(began, Instant.now()).toMillis() / 1000.0))
            .toArray());
  }
}
