package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.common.settings.KafkaSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/// What Revue needs of the brokers themselves.
record Brokers(Admin admin, KafkaSettings kafka) {
  private static final long WEEK_MINUTES = 7 * 24 * 60;
  private static final long OUR_TRANSACTIONS_MILLIS = 15_000;

  List<Finding> features() throws ExecutionException, InterruptedException {
    var finalized = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
    var findings = new ArrayList<Finding>();
    int group = level(finalized.get("group.version"));
    if (group < 1) {
      findings.add(
          new Wrong(
              "group.version is %d, so stages cannot join their groups (group.protocol=consumer)"
                  .formatted(group),
              "run Kafka 4.0 or newer and " + feature("group.version=1")));
    }
    int transaction = level(finalized.get("transaction.version"));
    if (transaction < 2) {
      findings.add(
          new Doubtful(
              "transaction.version is %d, so a transaction may hang after a lost request"
                  .formatted(transaction),
              feature("transaction.version=2")));
    }
    if (findings.isEmpty()) findings.add(new Right("the features that stages need are on"));
    return findings;
  }

  private String feature(String level) {
    return KafkaCheckup.tool(kafka, "kafka-features.sh", "upgrade --feature " + level);
  }

  private static int level(@Nullable FinalizedVersionRange range) {
    return range == null ? 0 : range.maxVersionLevel();
  }

  List<Finding> settings() throws ExecutionException, InterruptedException {
    Collection<Node> nodes = admin.describeCluster().nodes().get();
    List<ConfigResource> resources =
        nodes.stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    Set<String> there = admin.listTopics(internal()).names().get();
    var findings = new ArrayList<Finding>();
    admin
        .describeConfigs(resources)
        .all()
        .get()
        .forEach((resource, config) -> {
          String broker = "broker " + resource.name();
          findings.addAll(settings(broker, config));
          findings.addAll(
              internal(
                  broker,
                  config,
                  "offsets.topic.replication.factor",
                  "__consumer_offsets",
                  nodes.size(),
                  there));
          findings.addAll(
              internal(
                  broker,
                  config,
                  "transaction.state.log.replication.factor",
                  "__transaction_state",
                  nodes.size(),
                  there));
        });
    if (findings.isEmpty())
      findings.add(new Right("the settings of the brokers are fit for Revue"));
    return findings;
  }

  private static ListTopicsOptions internal() {
    return new ListTopicsOptions().listInternal(true);
  }

  private static List<Finding> settings(String broker, Config config) {
    var findings = new ArrayList<Finding>();
    if (value(config, "auto.create.topics.enable").equals("true")) {
      findings.add(
          new Doubtful(
              broker
                  + " has auto.create.topics.enable=true: a misspelt or deleted topic comes into being with wrong settings",
              "set auto.create.topics.enable=false in its server.properties and restart it"));
    }
    long kept = number(config, "offsets.retention.minutes", WEEK_MINUTES);
    if (kept < WEEK_MINUTES) {
      findings.add(
          new Doubtful(
              "%s has offsets.retention.minutes=%d: after an outage of that length a group starts from the beginning"
                  .formatted(broker, kept),
              "set offsets.retention.minutes=%d in its server.properties and restart it"
                  .formatted(WEEK_MINUTES)));
    }
    long longest = number(config, "transaction.max.timeout.ms", OUR_TRANSACTIONS_MILLIS);
    if (longest < OUR_TRANSACTIONS_MILLIS) {
      findings.add(
          new Wrong(
              "%s has transaction.max.timeout.ms=%d, less than the %d that stages ask for"
                  .formatted(broker, longest, OUR_TRANSACTIONS_MILLIS),
              "set transaction.max.timeout.ms=900000 in its server.properties and restart it"));
    }
    return findings;
  }

  /// Kafka makes these topics at their first use, and waits for ever where brokers are too few.
  private static List<Finding> internal(
      String broker, Config config, String setting, String topic, int brokers, Set<String> there) {
    long factor = number(config, setting, 1);
    if (there.contains(topic) || factor <= brokers) return List.of();
    return List.of(
        new Wrong(
            "%s has %s=%d and the cluster %d brokers, so %s cannot be made and no stage gets on"
                .formatted(broker, setting, factor, brokers, topic),
            "set %s=%d in its server.properties and restart it, or add brokers"
                .formatted(setting, brokers)));
  }

  static String value(Config config, String name) {
    var entry = config.get(name);
    return entry == null || entry.value() == null ? "" : entry.value();
  }

  static long number(Config config, String name, long otherwise) {
    String value = value(config, name);
    return value.isEmpty() ? otherwise : Long.parseLong(value);
  }
}
