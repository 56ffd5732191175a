package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/// Transactions that nobody ends: readers of committed records stop before the first of them.
record Transactions(Admin admin, KafkaSettings kafka, Duration longest) {
  private static final Set<TransactionState> UNDER_WAY =
      Set.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT);

  List<Finding> look() throws ExecutionException, InterruptedException {
    var options =
        new ListTransactionsOptions()
            .filterStates(Set.of(TransactionState.ONGOING))
            .filterOnDuration(longest.toMillis());
    List<Finding> findings =
        admin.listTransactions(options).all().get().stream()
            .<Finding>map(this::open)
            .collect(Collectors.toCollection(ArrayList::new));
    findings.addAll(forgotten(producers(), underWay(), Clock.systemUTC().instant().minus(longest)));
    if (findings.isEmpty()) return List.of(new Right("no transaction is open for long"));
    return findings;
  }

  private Finding open(TransactionListing transaction) {
    return new Doubtful(
        "transaction %s is open for longer than %d s: readers stop before it"
            .formatted(transaction.transactionalId(), longest.toSeconds()),
        "end the process that opened it; else "
            + KafkaCheckup.tool(kafka, "kafka-transactions.sh", "find-hanging")
            + " and `abort`");
  }

  /// What partitions hold for open and the coordinator for ended: no time-out will end that. A
  /// broker that was killed may leave such, see KAFKA-20734.
  ///
  /// @param underWay producers whose transactions the coordinator knows
  /// @param before when they last wrote
  List<Finding> forgotten(
      Map<TopicPartition, List<ProducerState>> producers, Set<Long> underWay, Instant before) {
    var aborts = new TreeMap<String, List<String>>();
    producers.forEach((partition, states) ->
        states.stream()
            .filter(state -> !underWay.contains(state.producerId()))
            .filter(state -> state.lastTimestamp() < before.toEpochMilli())
            .flatMapToLong(state -> state.currentTransactionStartOffset().stream())
            .forEach(start ->
                aborts
                    .computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                    .add(
                        "abort --topic %s --partition %d --start-offset %d"
                            .formatted(partition.topic(), partition.partition(), start))));
    var findings = new ArrayList<Finding>();
    aborts.forEach((topic, all) -> findings.add(forgotten(topic, all)));
    return findings;
  }

  private Finding forgotten(String topic, List<String> aborts) {
    return new Wrong(
        "%s holds %d transactions that the broker itself has forgotten: readers stop before them for good"
            .formatted(topic, aborts.size()),
        "%s shows them all, %s ends one"
            .formatted(
                KafkaCheckup.tool(kafka, "kafka-transactions.sh", "find-hanging --broker-id ID"),
                KafkaCheckup.tool(kafka, "kafka-transactions.sh", aborts.getFirst())));
  }

  private Set<Long> underWay() throws ExecutionException, InterruptedException {
    return admin
        .listTransactions(new ListTransactionsOptions().filterStates(UNDER_WAY))
        .all()
        .get()
        .stream()
        .map(TransactionListing::producerId)
        .collect(Collectors.toSet());
  }

  private Map<TopicPartition, List<ProducerState>> producers()
      throws ExecutionException, InterruptedException {
    Set<String> wanted =
        Stream.concat(
                Stream.of(Topic.values()).map(Topic::topicName), Stream.of("__consumer_offsets"))
            .collect(Collectors.toSet());
    wanted.retainAll(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get());
    var partitions = new HashSet<TopicPartition>();
    admin
        .describeTopics(wanted)
        .allTopicNames()
        .get()
        .forEach((name, topic) ->
            topic.partitions().stream()
                .filter(partition -> partition.leader() != null)
                .forEach(
                    partition -> partitions.add(new TopicPartition(name, partition.partition()))));
    return admin.describeProducers(partitions).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().activeProducers()));
  }
}
