package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.settings.KafkaSettings.Delivery;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.FaultProxy;
import dev.revue.embedded.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The promise, held against faults: whatever is killed, frozen, refused or cut off, in the end the
/// index holds what the log says, and the log what the pages said.
///
/// A run is made up from its seed. To repeat one: `-Drevue.proof.seed=17`; to choose how many:
/// `-Drevue.proof.runs=20`.
class DeliveryTest {
  private static final int STEPS = 120;
  private static final int RUNS_PER_SERVERS = 20;
  private static final Duration SESSION = Duration.ofMillis(1_500);

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void indexIsTheFoldOfTheLogThoughProcessesAreKilled(Delivery delivery) throws Exception {
    runs(delivery, delivery == Delivery.TRANSACTIONS ? 2 : 3);
  }

  @Tag("nightly")
  @ParameterizedTest
  @EnumSource
  void indexIsTheFoldOfTheLogThroughAHundredRuns(Delivery delivery) throws Exception {
    runs(delivery, 100);
  }

  private void runs(Delivery delivery, int count) throws Exception {
    long first = Long.getLong("revue.proof.seed", 1);
    int runs =
        Integer.getInteger(
            "revue.proof.runs", System.getProperty("revue.proof.seed") == null ? count : 1);
    for (long from = first; from < first + runs; from += RUNS_PER_SERVERS) {
      long to = Math.min(first + runs, from + RUNS_PER_SERVERS);
      runs(delivery, LongStream.range(from, to).toArray());
    }
  }

  private void runs(Delivery delivery, long[] seeds) throws Exception {
    try (var servers = ServerProcess.start(dir.resolve("servers-" + seeds[0]));
        var proxy = new FaultProxy(servers.uri());
        var enrich =
            new Stage(
                "enrich",
                Map.of(
                    "REVUE_KAFKA_BOOTSTRAP", servers.bootstrapServers(),
                    "REVUE_KAFKA_TRANSACTIONS",
                        String.valueOf(delivery == Delivery.TRANSACTIONS)));
        var index =
            new Stage(
                "index",
                Map.of(
                    "REVUE_KAFKA_BOOTSTRAP",
                    servers.bootstrapServers(),
                    "REVUE_ELASTICSEARCH_URL",
                    proxy.uri().toString(),
                    "REVUE_INDEX_BULK_DOCUMENTS",
                    "20",
                    "REVUE_INDEX_TIMEOUT",
                    "5s"))) {
      KafkaSettings kafka = KafkaSettings.local(servers.bootstrapServers(), "proof");
      new Topics(kafka).apply();
      var ledger = new Ledger(kafka, servers.uri());
      try (var progress = new Progress(kafka)) {
        progress.hastenTakeover(SESSION);
        for (long seed : seeds) {
          long began = System.nanoTime();
          try {
            String what = run(seed, delivery, kafka, proxy, enrich, index, progress, ledger);
            System.out.printf(
                "seed %d, %s: %s; %.1f s%n",
                seed, delivery, what, (System.nanoTime() - began) / 1e9);
          } catch (AssertionError e) {
            throw new AssertionError(
                "seed "
                    + seed
                    + ", "
                    + delivery
                    + ": "
                    + e.getMessage()
                    + "\n\nenrich:\n"
                    + enrich.text()
                    + "\n\nindex:\n"
                    + index.text(),
                e);
          }
        }
      }
    }
  }

  private static String run(
      long seed,
      Delivery delivery,
      KafkaSettings kafka,
      FaultProxy proxy,
      Stage enrich,
      Stage index,
      Progress progress,
      Ledger ledger)
      throws Exception {
    var history = SiteHistory.of(seed, "r" + seed, STEPS);
    String done;
    try (var sabotage = new Sabotage(seed, enrich, index, kafka.bootstrap())) {
      proxy.script(sabotage);
      write(history, kafka);
      progress.awaitAll("while things go wrong");
      done = sabotage.toString();
    }
    int thawed = enrich.thaw();
    index.thaw();
    // A member again, it is done with what it held when it stood still.
    if (thawed > 0) progress.awaitEnrichMembers(1 + thawed);
    enrich.killThawed();
    index.killThawed();
    progress.awaitAll("after things went wrong");
    ledger.add(history);
    int turned = ledger.check();
    // Versions put everything right but what compaction keeps: for that, late writers are fenced.
    if (delivery == Delivery.TRANSACTIONS) assertThat(turned).as("keys in disorder").isZero();
    return history.events().size()
        + " pages, "
        + history.standing().size()
        + " reviews, "
        + done
        + ", "
        + turned
        + " keys in disorder";
  }

  private static void write(SiteHistory history, KafkaSettings kafka) {
    try (var producer = Clients.producer(kafka)) {
      for (SiteHistory.Seen seen : history.events()) {
        producer.send(Events.page(seen.event(), seen.site(), Events.newTrace()));
      }
      producer.flush();
    }
  }
}
