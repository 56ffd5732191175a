package dev.revue.common.topic;

import dev.revue.common.kafka.Clients;
import dev.revue.common.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Creates the topics and holds what is there against what Revue needs.
public final class Topics {
  /// A process that waits for its topics must still stop when it is asked to.
  private static final Duration CHECKED_WITHIN = Duration.ofSeconds(5);

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

  /// A small broker on a busy machine takes its time over hundreds of new partitions.
  private static final Duration LED_WITHIN = Duration.ofMinutes(2);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final KafkaSettings kafka;

  public Topics(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /// What `apply` did: names of topics that it made, and of those whose settings it put right.
  public record Applied(List<String> created, List<String> altered) {}

  /// Creates what is missing (replication as the broker defaults) and puts settings right. It never
  /// changes the number of partitions: keys would move. Returns when every partition can be
  /// written.
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
      List<String> wrong = partitions(admin, names());
      if (!wrong.isEmpty()) throw new IllegalStateException(String.join("\n", wrong));
      awaitLeaders(admin);
      return new Applied(created, alter(admin));
    }
  }

  /// What is wrong with the topics, a line each with its remedy; empty where all is as it must be.
  public List<String> check() {
    try (Admin admin = Clients.admin(kafka, CHECKED_WITHIN)) {
      var mistakes = new ArrayList<String>();
      List<String> there = there(admin, mistakes);
      mistakes.addAll(partitions(admin, there));
      Map<String, Config> found = configs(admin, there);
      deviations(found)
          .forEach((topic, entries) ->
              entries.forEach(e ->
                  mistakes.add(
                      "topic %s has %s=%s, not %s: run `revue topics apply`"
                          .formatted(
                              topic.topicName(),
                              e.name(),
                              value(found.get(topic.topicName()), e.name()),
                              e.value()))));
      return mistakes;
    }
  }

  /// The topics that can be looked at; those that cannot are mistakes.
  private static List<String> there(Admin admin, List<String> mistakes) {
    var there = new ArrayList<String>();
    var described = admin.describeTopics(names()).topicNameValues();
    new TreeMap<>(described)
        .forEach((name, description) -> {
          try {
            get(description);
            there.add(name);
          } catch (CompletionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
              mistakes.add("topic " + name + " is missing: run `revue topics apply`");
            } else if (e.getCause() instanceof TopicAuthorizationException) {
              mistakes.add(
                  "topic %s may not be looked at: allow this principal Describe, DescribeConfigs and what its stage needs: `kafka-acls.sh --add --topic %s`"
                      .formatted(name, name));
            } else {
              throw e;
            }
          }
        });
    return there;
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

  private static List<String> partitions(Admin admin, List<String> names) {
    var wrong = new ArrayList<String>();
    Map<String, TopicDescription> described =
        whenKnown(() -> admin.describeTopics(names).allTopicNames());
    for (Topic topic : Topic.values()) {
      TopicDescription description = described.get(topic.topicName());
      if (description == null || description.partitions().size() == topic.partitions()) continue;
      wrong.add(
          "topic %s has %d partitions, not %d: keys would be looked for in the wrong place; delete or rename it and run `revue topics apply`"
              .formatted(topic.topicName(), description.partitions().size(), topic.partitions()));
    }
    return wrong;
  }

  /// A topic is there before its partitions have leaders. Whoever writes in between may see a later
  /// batch accepted before an earlier one, which the broker then refuses as out of order until the
  /// producer gives up, two minutes later. Leaders are asked for what only they can answer.
  private static void awaitLeaders(Admin admin) {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (Topic topic : Topic.values()) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        ends.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
      }
    }
    Instant deadline = Instant.now().plus(LED_WITHIN);
    while (true) {
      try {
        get(admin.listOffsets(ends).all());
        return;
      } catch (CompletionException e) {
        boolean late = Instant.now().isAfter(deadline);
        if (late || !(e.getCause() instanceof RetriableException)) throw e;
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  private static List<String> alter(Admin admin) {
    Map<Topic, List<ConfigEntry>> deviations = deviations(configs(admin, names()));
    if (deviations.isEmpty()) return List.of();
    var operations = new HashMap<ConfigResource, java.util.Collection<AlterConfigOp>>();
    deviations.forEach((topic, entries) ->
        operations.put(
            resource(topic.topicName()),
            entries.stream().map(e -> new AlterConfigOp(e, AlterConfigOp.OpType.SET)).toList()));
    get(admin.incrementalAlterConfigs(operations).all());
    return deviations.keySet().stream().map(Topic::topicName).sorted().toList();
  }

  private static Map<String, Config> configs(Admin admin, List<String> names) {
    var configs = new HashMap<String, Config>();
    whenKnown(() -> admin.describeConfigs(names.stream().map(Topics::resource).toList()).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  /// By topic, the settings it should have and has not.
  private static Map<Topic, List<ConfigEntry>> deviations(Map<String, Config> found) {
    var deviations = new EnumMap<Topic, List<ConfigEntry>>(Topic.class);
    for (Topic topic : Topic.values()) {
      Config config = found.get(topic.topicName());
      if (config == null) continue;
      List<ConfigEntry> entries =
          topic.config().entrySet().stream()
              .filter(wanted -> !wanted.getValue().equals(value(config, wanted.getKey())))
              .map(wanted -> new ConfigEntry(wanted.getKey(), wanted.getValue()))
              .toList();
      if (!entries.isEmpty()) deviations.put(topic, entries);
    }
    return deviations;
  }

  private static @Nullable String value(@Nullable Config config, String name) {
    ConfigEntry entry = config == null ? null : config.get(name);
    return entry == null ? null : entry.value();
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
