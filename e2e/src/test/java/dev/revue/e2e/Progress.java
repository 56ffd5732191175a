package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/// How far the groups of the stages are.
final class Progress implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Map<String, List<Topic>> INPUTS =
      Map.of(
          "revue-ingest",
          List.of(Topic.DISCOVERED),
          "revue-enrich",
          List.of(Topic.PAGES, Topic.EMBEDDED),
          "revue-embed",
          List.of(Topic.REVIEWS),
          "revue-fold",
          List.of(Topic.REVIEWS),
          "revue-index",
          List.of(Topic.REVIEWS, Topic.ITEMS));

  private final Admin admin;
  private final Offsets offsets;

  Progress(KafkaSettings kafka) {
    this.admin = Clients.admin(kafka);
    this.offsets = new Offsets(kafka);
  }

  /// What died is taken for dead sooner than the broker would by itself.
  void hastenTakeover(Duration session) throws Exception {
    List<AlterConfigOp> settings =
        Map.of(
                "consumer.session.timeout.ms",
                session.toMillis(),
                "consumer.heartbeat.interval.ms",
                session.toMillis() / 5)
            .entrySet()
            .stream()
            .map(e ->
                new AlterConfigOp(
                    new ConfigEntry(e.getKey(), String.valueOf(e.getValue())),
                    AlterConfigOp.OpType.SET))
            .toList();
    for (String group : INPUTS.keySet()) {
      var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
      admin.incrementalAlterConfigs(Map.of(resource, settings)).all().get();
    }
  }

  /// Waits until one stage after the other has taken in everything; enrich once more what the
  /// embeddings bring back.
  void awaitAll(String when) {
    for (String group :
        List.of("revue-enrich", "revue-embed", "revue-enrich", "revue-fold", "revue-index")) {
      await(group + " has read everything, " + when, () -> caughtUp(group));
    }
  }

  /// Waits until that many processes share the work of enrich.
  void awaitEnrichMembers(int members) {
    await(
        members + " members in the groups of enrich",
        () -> members("revue-enrich") >= members && members("revue-fold") >= members);
  }

  static void await(String what, BooleanSupplier reached) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  /// Processes that share the work of a group.
  int members(String group) {
    return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().size();
  }

  private boolean caughtUp(String group) {
    return offsets.drained(group, INPUTS.get(group).toArray(Topic[]::new));
  }

  private static <T> T get(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    offsets.close();
    admin.close();
  }
}
