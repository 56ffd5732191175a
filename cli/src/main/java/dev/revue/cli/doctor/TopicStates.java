package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.common.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/// The topics of Revue: what stages check when they start, and besides whether they can be written
/// now and are safe. A topic that is missing is said by the former alone.
record TopicStates(Admin admin, KafkaSettings kafka) {
  List<Finding> asRevueNeeds() {
    List<String> mistakes = new Topics(kafka).check();
    if (mistakes.isEmpty()) {
      return List.of(new Right("all %d topics are as they must be".formatted(names().size())));
    }
    return mistakes.stream()
        .<Finding>map(line -> Finding.told(line, "run `revue topics apply`"))
        .toList();
  }

  List<Finding> partitions() throws InterruptedException {
    Map<String, Config> configs = configs();
    int brokers;
    try {
      brokers = admin.describeCluster().nodes().get().size();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    var findings = new ArrayList<Finding>();
    there(new DescribeTopicsOptions())
        .values()
        .forEach(topic -> findings.addAll(partitions(topic, configs.get(topic.name()), brokers)));
    if (findings.isEmpty()) findings.add(new Right("every partition can be read and written"));
    return findings;
  }

  private List<Finding> partitions(TopicDescription topic, @Nullable Config config, int brokers) {
    var findings = new ArrayList<Finding>();
    long needed = config == null ? 1 : Brokers.number(config, "min.insync.replicas", 1);
    List<TopicPartitionInfo> partitions = topic.partitions();
    int copies = partitions.stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    long leaderless =
        partitions.stream().filter(p -> p.leader() == null || p.leader().isEmpty()).count();
    long thin = partitions.stream().filter(p -> p.isr().size() < needed).count();
    if (leaderless > 0) {
      findings.add(
          new Wrong(
              "topic %s has %d partitions without a leader".formatted(topic.name(), leaderless),
              "start the brokers that hold them: "
                  + KafkaCheckup.tool(
                      kafka, "kafka-topics.sh", "--describe --unavailable-partitions")));
    }
    if (copies < needed) {
      findings.add(
          new Wrong(
              "topic %s has min.insync.replicas=%d but %d replicas, so nothing can be written"
                  .formatted(topic.name(), needed, copies),
              set(topic.name(), "min.insync.replicas=" + copies) + ", or add replicas"));
    } else if (thin > 0) {
      findings.add(
          new Wrong(
              "topic %s has %d partitions with fewer than min.insync.replicas=%d replicas in sync, which cannot be written"
                  .formatted(topic.name(), thin, needed),
              "start the brokers that are missing: "
                  + KafkaCheckup.tool(
                      kafka, "kafka-topics.sh", "--describe --under-min-isr-partitions")));
    }
    if (brokers > 1 && copies == 1) {
      findings.add(
          new Doubtful(
              "topic %s is kept once although there are %d brokers: a lost disk loses it"
                  .formatted(topic.name(), brokers),
              "set default.replication.factor=%d on the brokers before `revue topics apply`; now: `kafka-reassign-partitions.sh`"
                  .formatted(Math.min(3, brokers))));
    }
    return findings;
  }

  List<Finding> safety() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    configs()
        .forEach((topic, config) -> {
          if (Brokers.value(config, "unclean.leader.election.enable").equals("true")) {
            findings.add(
                new Wrong(
                    "topic %s has unclean.leader.election.enable=true, so records that were acknowledged may be lost"
                        .formatted(topic),
                    set(topic, "unclean.leader.election.enable=false")));
          }
          String bytes = Brokers.value(config, "retention.bytes");
          boolean deletes = Brokers.value(config, "cleanup.policy").contains("delete");
          if (deletes && !bytes.isEmpty() && !bytes.equals("-1")) {
            findings.add(
                new Wrong(
                    "topic %s has retention.bytes=%s, so records go before their time"
                        .formatted(topic, bytes),
                    set(topic, "retention.bytes=-1")));
          }
          if (Brokers.value(config, "message.timestamp.type").equals("LogAppendTime")) {
            findings.add(
                new Doubtful(
                    "topic %s has message.timestamp.type=LogAppendTime, so the times of the stages are lost"
                        .formatted(topic),
                    set(topic, "message.timestamp.type=CreateTime")));
          }
        });
    findings.addAll(permissions());
    if (findings.isEmpty()) findings.add(new Right("no topic loses what was acknowledged"));
    return findings;
  }

  /// Each stage may use other topics, but one that we may neither read nor write is of no use.
  private List<Finding> permissions() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    there(new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .values()
        .forEach(topic -> {
          Set<AclOperation> may = topic.authorizedOperations();
          if (may == null || may.contains(AclOperation.READ) || may.contains(AclOperation.WRITE))
            return;
          findings.add(
              new Wrong(
                  "we may neither read nor write topic " + topic.name(),
                  KafkaCheckup.tool(
                      kafka,
                      "kafka-acls.sh",
                      "--add --allow-principal User:… --operation Read --operation Write --topic "
                          + topic.name())));
        });
    return findings;
  }

  private String set(String topic, String setting) {
    return KafkaCheckup.tool(
        kafka,
        "kafka-configs.sh",
        "--alter --entity-type topics --entity-name %s --add-config %s".formatted(topic, setting));
  }

  private Map<String, TopicDescription> there(DescribeTopicsOptions options)
      throws InterruptedException {
    return answered(admin.describeTopics(names(), options).topicNameValues());
  }

  private Map<String, Config> configs() throws InterruptedException {
    List<ConfigResource> resources =
        names().stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    var configs = new HashMap<String, Config>();
    answered(admin.describeConfigs(resources).values())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  private static <K, V> Map<K, V> answered(Map<K, KafkaFuture<V>> futures)
      throws InterruptedException {
    var answered = new HashMap<K, V>();
    for (Map.Entry<K, KafkaFuture<V>> entry : futures.entrySet()) {
      try {
        answered.put(entry.getKey(), entry.getValue().get());
      } catch (ExecutionException e) {
        // Missing or forbidden, which the check that stages make says already.
      }
    }
    return answered;
  }

  private static List<String> names() {
    return Arrays.stream(Topic.values()).map(Topic::topicName).toList();
  }
}
