package dev.revue.common.topic;

import dev.revue.common.kafka.Clients;
import dev.revue.common.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Creates the topics and holds what is there against what Revue needs.
public final class Topics {
  /// A process that waits for its topics must still stop when it is asked to.
  private static final Duration CHECKED_WITHIN = Duration.ofSeconds(5);

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final KafkaSettings kafka;

  public Topics(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /// What `apply` did: names of topics that it made, and of those whose settings it put right.
  public record Applied(List<String> created, List<String> altered) {}

  /// Creates what is missing (replication as the broker defaults) and puts settings right. It never
  /// changes the number of partitions: keys would move.
  ///
  /// @throws IllegalStateException where a topic has another number of partitions
  public Applied apply() {
    try (Admin admin = Clients.admin(kafka)) {
      var there = get(admin.listTopics().names());
      var created = new ArrayList<String>();
      var missing = new ArrayList<NewTopic>();
      for (Topic topic : Topic.values()) {
        if (there.contains(topic.topicName())) continue;
        missing.add(
            new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty())
                .configs(topic.config()));
        created.add(topic.topicName());
      }
      create(admin, missing);
      List<String> wrong = partitions(admin);
      if (!wrong.isEmpty()) throw new IllegalStateException(String.join("\n", wrong));
      return new Applied(created, alter(admin));
    }
  }

  /// What is wrong with the topics, a line each with its remedy; empty where all is as it must be.
  public List<String> check() {
    try (Admin admin = Clients.admin(kafka, CHECKED_WITHIN)) {
      var there = new HashSet<>(get(admin.listTopics().names()));
      var mistakes = new ArrayList<String>();
      for (Topic topic : Topic.values()) {
        if (!there.contains(topic.topicName())) {
          mistakes.add("topic " + topic.topicName() + " is missing: run `revue topics apply`");
        }
      }
      if (!mistakes.isEmpty()) return mistakes;
      mistakes.addAll(partitions(admin));
      deviations(admin)
          .forEach((topic, entries) ->
              entries.forEach(e ->
                  mistakes.add(
                      "topic %s has not %s=%s: run `revue topics apply`"
                          .formatted(topic, e.name(), e.value()))));
      return mistakes;
    }
  }

  private static void create(Admin admin, List<NewTopic> missing) {
    for (KafkaFuture<Void> made : admin.createTopics(missing).values().values()) {
      try {
        get(made);
      } catch (CompletionException e) {
        // Another process applied at the same time.
        if (!(e.getCause() instanceof TopicExistsException)) throw e;
      }
    }
  }

  private static List<String> partitions(Admin admin) {
    var wrong = new ArrayList<String>();
    Map<String, TopicDescription> described =
        whenKnown(() -> admin.describeTopics(names()).allTopicNames());
    for (Topic topic : Topic.values()) {
      TopicDescription description = described.get(topic.topicName());
      if (description == null || description.partitions().size() == topic.partitions()) continue;
      wrong.add(
          "topic %s has %d partitions, not %d: keys would be looked for in the wrong place; delete or rename it and run `revue topics apply`"
              .formatted(topic.topicName(), description.partitions().size(), topic.partitions()));
    }
    return wrong;
  }

  private static List<String> alter(Admin admin) {
    Map<String, List<ConfigEntry>> deviations = deviations(admin);
    if (deviations.isEmpty()) return List.of();
    var operations = new HashMap<ConfigResource, java.util.Collection<AlterConfigOp>>();
    deviations.forEach((topic, entries) ->
        operations.put(
            resource(topic),
            entries.stream().map(e -> new AlterConfigOp(e, AlterConfigOp.OpType.SET)).toList()));
    get(admin.incrementalAlterConfigs(operations).all());
    return deviations.keySet().stream().sorted().toList();
  }

  /// By topic, the settings it should have and has not.
  private static Map<String, List<ConfigEntry>> deviations(Admin admin) {
    Map<ConfigResource, Config> found =
        whenKnown(
            () -> admin.describeConfigs(names().stream().map(Topics::resource).toList()).all());
    var deviations = new HashMap<String, List<ConfigEntry>>();
    for (Topic topic : Topic.values()) {
      Config config = found.get(resource(topic.topicName()));
      if (config == null) continue;
      List<ConfigEntry> entries =
          topic.config().entrySet().stream()
              .filter(wanted -> {
                ConfigEntry entry = config.get(wanted.getKey());
                return entry == null || !wanted.getValue().equals(entry.value());
              })
              .map(wanted -> new ConfigEntry(wanted.getKey(), wanted.getValue()))
              .toList();
      if (!entries.isEmpty()) deviations.put(topic.topicName(), entries);
    }
    return deviations;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static List<String> names() {
    return Arrays.stream(Topic.values()).map(Topic::topicName).toList();
  }

  /// A topic that was just created is not known to every broker at once.
  private static <T> T whenKnown(Supplier<KafkaFuture<T>> request) {
    Instant deadline = Instant.now().plus(KNOWN_WITHIN);
    while (true) {
      try {
        return get(request.get());
      } catch (CompletionException e) {
        boolean late = Instant.now().isAfter(deadline);
        if (late || !(e.getCause() instanceof UnknownTopicOrPartitionException)) throw e;
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
