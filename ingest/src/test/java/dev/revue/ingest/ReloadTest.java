package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.health.Health;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Restore;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sources.yml` changes while pages are being fetched.
class ReloadTest {
  @TempDir Path dir;

  @Test
  void aFetchUnderWayEndsAndCountsAndARemovedSourceRests() throws Exception {
    try (var kafka = EmbeddedKafka.start(dir.resolve("kafka"));
        var old = new TestWeb();
        var kept = new TestWeb();
        var added = new TestWeb()) {
      KafkaSettings settings = KafkaSettings.local(kafka.bootstrapServers(), "test");
      new Topics(settings).apply();
      var asked = new CountDownLatch(1);
      var answer = new CountDownLatch(1);
      old.route(
          "/",
          exchange -> {
            asked.countDown();
            await(answer);
            TestWeb.send(
                exchange, 200, Map.of("Content-Type", "text/html"), "<a href=/never>n</a>old");
          });
      kept.page("/", "<html><p>kept");
      added.page("/", "<html><p>added");
      Path sources = Files.writeString(dir.resolve("sources.yml"), yaml(old, kept));
      try (IngestStage stage =
          IngestStage.start(
              IngestSettings.of(sources),
              settings,
              new Health(Clock.systemUTC()),
              new SimpleMeterRegistry())) {
        await(asked);
        Files.writeString(sources, yaml(kept, added));
        await(() -> pages(settings).contains(added.url("/")));
        assertThat(pages(settings)).doesNotContain(old.url("/"));
        answer.countDown();
        await(() -> pages(settings).contains(old.url("/")));
        await(stage::idle);
      }
      assertThat(pages(settings))
          .containsExactlyInAnyOrder(old.url("/"), kept.url("/"), added.url("/"));
      assertThat(old.count("/never")).isZero();
      assertThat(kept.count("/")).isEqualTo(1);
    }
  }

  private static String yaml(TestWeb... sites) {
    var yaml =
        new StringBuilder(
            "user_agent: RevueBot/1\ndefaults: {delay: 1ms, allow_addresses: [127.0.0.0/8]}\nsources:\n");
    for (TestWeb site : sites) {
      yaml.append(
          "  - name: at-%s\n    start: [\"%s/\"]\n"
              .formatted(site.origin().substring(17), site.origin()));
    }
    return yaml.toString();
  }

  private static Set<String> pages(KafkaSettings settings) {
    var urls = new TreeSet<String>();
    new Restore(settings)
        .toEnd(Offsets.partitions(Topic.PAGES), record -> urls.add(Events.page(record).url()));
    return urls;
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) throw new IOException("waited in vain");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
