package dev.revue.cli.doctor;

import dev.revue.common.kafka.Clients;
import dev.revue.common.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// The broker, its topics, our groups and transactions.
final class KafkaCheckup implements Checkup {
  /// Revue's own transactions end after 15 s at the latest.
  static final Duration LONG_TRANSACTION = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaSettings kafka;
  private final Duration longTransaction;
  private @Nullable Admin admin;

  KafkaCheckup(KafkaSettings kafka, Duration longTransaction) {
    this.kafka = kafka;
    this.longTransaction = longTransaction;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Check first() {
    return new BrokerReach(kafka);
  }

  @Override
  public List<Check> then() {
    Admin opened = Clients.admin(kafka, PATIENCE);
    admin = opened;
    String late =
        "look into the log of the broker at "
            + kafka.bootstrap()
            + ", or allow more time: --within 20s";
    var brokers = new Brokers(opened, kafka);
    var topics = new TopicStates(opened, kafka);
    var groups = new Groups(opened, kafka);
    return List.of(
        Check.of("the features of the cluster", late, brokers::features),
        Check.of("the settings of the brokers", late, brokers::settings),
        Check.of("the topics", late, topics::asRevueNeeds),
        Check.of("the partitions", late, topics::partitions),
        Check.of("the safety of the topics", late, topics::safety),
        Check.of("the consumer groups", late, groups::look),
        Check.of(
            "the transactions",
            late,
            () -> new Transactions(opened, kafka, longTransaction).look()));
  }

  /// A command to copy, of those that come with Kafka.
  static String tool(KafkaSettings kafka, String name, String arguments) {
    return "`%s --bootstrap-server %s %s`".formatted(name, kafka.bootstrap(), arguments);
  }

  @Override
  public void close() {
    if (admin != null) admin.close(Duration.ZERO);
  }
}
