package dev.revue.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.kafka.Clients;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class KafkaCheckupTest {
  private static final String APPLY = "run `revue topics apply`";

  @TempDir static Path dir;
  private static EmbeddedKafka broker;
  private static KafkaSettings kafka;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = EmbeddedKafka.start(dir.resolve("broker"));
    kafka = KafkaSettings.local(broker.bootstrapServers(), "test");
    admin = Clients.admin(kafka);
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void everythingIsRight() throws Exception {
    var groups = admin.listGroups().all().get().stream().map(group -> group.groupId()).toList();
    admin.deleteConsumerGroups(groups).all().get();
    new Topics(kafka).apply();
    Expect.soon(KafkaCheckupTest::look, Expect::right);
  }

  @ParameterizedTest
  @CsvSource({
    "revue.reviews,    cleanup.policy,     delete, topic revue.reviews has cleanup.policy=delete",
    "revue.discovered, cleanup.policy,     compact, topic revue.discovered has cleanup.policy=compact",
    "revue.pages,      max.message.bytes,  1048588, topic revue.pages has max.message.bytes=1048588",
    "revue.dead-letters, retention.ms,     1000, topic revue.dead-letters has retention.ms=1000",
    "revue.frontier,   segment.bytes,      1073741824, topic revue.frontier has segment.bytes=1073741824"
  })
  void saysWhichSettingOfATopicIsNotAsStagesNeed(
      String topic, String name, String value, String what) throws Exception {
    set(topic, name, value);
    Expect.soon(KafkaCheckupTest::look, findings -> Expect.wrong(findings, what, APPLY));
  }

  @ParameterizedTest
  @CsvSource({
    "revue.reviews,    min.insync.replicas,            2,    min.insync.replicas=2 but 1 replicas",
    "revue.items,      unclean.leader.election.enable, true, unclean.leader.election.enable=true",
    "revue.discovered, retention.bytes,                1000, retention.bytes=1000"
  })
  void saysWhatLosesOrRefusesRecords(String topic, String name, String value, String what)
      throws Exception {
    set(topic, name, value);
    try {
      Expect.soon(
          KafkaCheckupTest::look,
          findings ->
              Expect.wrong(
                  findings,
                  "topic " + topic + " has " + what,
                  "--entity-name " + topic + " --add-config " + name));
    } finally {
      alter(topic, new ConfigEntry(name, ""), AlterConfigOp.OpType.DELETE);
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "65"})
  void saysThatATopicHasAnotherNumberOfPartitions(int partitions) throws Exception {
    delete("revue.items");
    create("revue.items", partitions);
    try {
      Expect.soon(
          KafkaCheckupTest::look,
          findings ->
              Expect.wrong(
                  findings, "topic revue.items has " + partitions + " partitions, not 64", APPLY));
    } finally {
      delete("revue.items");
    }
  }

  @Test
  void saysThatATopicIsMissingAndLooksAtTheOthers() throws Exception {
    delete("revue.frontier");
    set("revue.reviews", "cleanup.policy", "delete");
    Expect.soon(
        KafkaCheckupTest::look,
        findings -> {
          Expect.wrong(findings, "topic revue.frontier is missing", APPLY);
          Expect.wrong(findings, "topic revue.reviews has cleanup.policy=delete", APPLY);
        });
  }

  @Test
  void saysThatRecordsWereDeletedBeforeTheyWereRead() throws Exception {
    var partition = new TopicPartition("revue.discovered", 0);
    long end = produced(partition, 5);
    commit("revue-ingest", partition, end - 5);
    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - 2))).all().get();
    Expect.soon(
        KafkaCheckupTest::look,
        findings ->
            Expect.wrong(
                findings,
                "group revue-ingest has not read 3 records of revue.discovered",
                "--reset-offsets --to-earliest"));
  }

  @Test
  void saysThatAGroupIsBeyondTheEndOfATopicThatWasMadeAnew() throws Exception {
    commit("revue-index", new TopicPartition("revue.items", 7), 1_000);
    Expect.soon(
        KafkaCheckupTest::look,
        findings ->
            Expect.wrong(
                findings,
                "group revue-index is beyond the end of 1 partitions of revue.items",
                "--group revue-index --topic revue.items --reset-offsets"));
  }

  @Test
  void saysThatNobodyReads() throws Exception {
    var partition = new TopicPartition("revue.reviews", 3);
    commit("revue-fold", partition, produced(partition, 4) - 4);
    Expect.soon(
        KafkaCheckupTest::look,
        findings ->
            Expect.doubtful(
                findings,
                "group revue-fold is 4 records behind and nobody reads",
                "start `revue enrich`"));
  }

  @Test
  void saysThatNobodyRenders() throws Exception {
    commit("revue-ingest", new TopicPartition("revue.discovered", 9), 0); // as it has begun
    var partition = new TopicPartition("revue.render", 2);
    try (var producer = Clients.transactional(kafka, "ingest")) {
      producer.initTransactions();
      for (int worker = 0; worker < 2; worker++) {
        job(producer, partition);
        Expect.soon(
            KafkaCheckupTest::look,
            findings ->
                Expect.doubtful(
                    findings,
                    "jobs wait in revue.render and nobody renders",
                    "start `revue render`"));
        work(); // and leave
        Expect.soon(KafkaCheckupTest::look, Expect::right);
      }
    } finally {
      admin.deleteShareGroups(List.of("revue-render")).all().get();
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();
    }
  }

  private static void job(KafkaProducer<byte[], byte[]> producer, TopicPartition partition)
      throws Exception {
    producer.beginTransaction();
    producer
        .send(
            new ProducerRecord<>(
                partition.topic(), partition.partition(), new byte[1], new byte[1]))
        .get();
    producer.commitTransaction();
  }

  /// Takes one job and says that it is done.
  private static void work() throws Exception {
    var group = new ConfigResource(ConfigResource.Type.GROUP, "revue-render");
    var settings =
        Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");
    var wanted =
        settings.entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    admin.incrementalAlterConfigs(Map.of(group, wanted)).all().get();
    try (var worker = Clients.sharer(kafka, "revue-render")) {
      worker.subscribe(List.of("revue.render"));
      var jobs = worker.poll(Duration.ofSeconds(1));
      while (jobs.isEmpty()) jobs = worker.poll(Duration.ofSeconds(1));
      Expect.right(look());
      jobs.forEach(worker::acknowledge);
      worker.commitSync();
    }
  }

  @Test
  void saysThatAStrangerReadsUnderOurName() {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", kafka.bootstrap());
    config.put("group.id", "revue-enrich");
    config.put("client.id", "stranger");
    config.put("group.protocol", "classic");
    config.put("key.deserializer", ByteArrayDeserializer.class);
    config.put("value.deserializer", ByteArrayDeserializer.class);
    try (var stranger = new KafkaConsumer<byte[], byte[]>(config)) {
      stranger.subscribe(List.of("revue.pages"));
      Expect.soon(
          () -> {
            stranger.poll(Duration.ofMillis(100));
            return look();
          },
          findings ->
              Expect.wrong(
                  findings,
                  "group revue-enrich is read under the classic protocol by stranger",
                  "a group.id of its own"));
    }
  }

  @Test
  void saysThatATransactionStaysOpen() throws Exception {
    try (var producer = Clients.transactional(kafka, "forgotten")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("revue.discovered", 1, new byte[1], new byte[1])).get();
      Expect.soon(
          () -> Expect.of(new KafkaCheckup(kafka, Duration.ofMillis(1))),
          findings ->
              Expect.doubtful(findings, "transaction forgotten is open", "kafka-transactions.sh"));
      producer.abortTransaction();
    }
  }

  /// A broker that leaves one cannot be had at will; what such a one answered is used.
  @Test
  void saysThatTheBrokerForgotATransaction() throws Exception {
    Instant now = Instant.parse("2026-11-29T15:55:00Z");
    var frontier = new TopicPartition("revue.frontier", 12);
    var pages = new TopicPartition("revue.pages", 3);
    try (var admin = Clients.admin(kafka)) {
      var transactions = new Transactions(admin, kafka, Duration.ofMinutes(1));
      Function<Set<Long>, List<Finding>> look =
          underWay ->
              transactions.forgotten(
                  Map.of(
                      frontier,
                      List.of(
                          producer(3, now.minusSeconds(200), 37),
                          producer(4, now.minusSeconds(5), 40)),
                      pages,
                      List.of(producer(7, now.minusSeconds(300), -1))),
                  underWay,
                  now.minusSeconds(60));

      assertThat(look.apply(Set.of())).hasSize(1);
      Expect.wrong(
          look.apply(Set.of()),
          "revue.frontier holds 1 transactions that the broker itself has forgotten",
          "abort --topic revue.frontier --partition 12 --start-offset 37");
      assertThat(look.apply(Set.of(3L))).as("the coordinator will end it").isEmpty();
    }
  }

  private static ProducerState producer(long id, Instant wrote, long openSince) {
    OptionalLong start = openSince < 0 ? OptionalLong.empty() : OptionalLong.of(openSince);
    return new ProducerState(id, 10, 0, wrote.toEpochMilli(), OptionalInt.of(0), start);
  }

  @Test
  void saysThatABrokerIsNotFitForRevue() throws Exception {
    var settings =
        Map.of(
            "auto.create.topics.enable", "true",
            "offsets.retention.minutes", "60",
            "transaction.max.timeout.ms", "10000",
            "offsets.topic.replication.factor", "3",
            "transaction.state.log.replication.factor", "3",
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true");
    try (var other = EmbeddedKafka.start(dir.resolve("unfit"), 0, settings);
        Admin its = Clients.admin(KafkaSettings.local(other.bootstrapServers(), "test"))) {
      var there = KafkaSettings.local(other.bootstrapServers(), "test");
      new Topics(there).apply();
      its.updateFeatures(
              Map.of(
                  "group.version",
                  new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
              new UpdateFeaturesOptions())
          .all()
          .get();
      var acls = new ArrayList<AclBinding>();
      acls.add(acl("revue.reviews", AclOperation.DESCRIBE, AclPermissionType.DENY));
      acls.add(acl("revue.items", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
      acls.add(acl("revue.items", AclOperation.DESCRIBE_CONFIGS, AclPermissionType.ALLOW));
      its.createAcls(acls).all().get();

      Expect.soon(
          () -> Expect.of(new KafkaCheckup(there, KafkaCheckup.LONG_TRANSACTION)),
          findings -> {
            Expect.doubtful(
                findings, "auto.create.topics.enable=true", "auto.create.topics.enable=false");
            Expect.doubtful(
                findings, "offsets.retention.minutes=60", "offsets.retention.minutes=10080");
            Expect.wrong(
                findings, "transaction.max.timeout.ms=10000", "transaction.max.timeout.ms=900000");
            Expect.wrong(
                findings,
                "offsets.topic.replication.factor=3 and the cluster 1 brokers",
                "offsets.topic.replication.factor=1");
            Expect.wrong(
                findings,
                "transaction.state.log.replication.factor=3",
                "transaction.state.log.replication.factor=1");
            Expect.wrong(findings, "group.version is 0", "--feature group.version=1");
            Expect.wrong(findings, "topic revue.reviews may not be looked at", "kafka-acls.sh");
            Expect.wrong(
                findings, "we may neither read nor write topic revue.items", "kafka-acls.sh");
          });
    }
  }

  @Test
  void saysThatABrokerSendsUsWhereNobodyIs() {
    var settings = Map.of("advertised.listeners", "PLAINTEXT://127.0.0.1:1");
    try (var other = EmbeddedKafka.start(dir.resolve("lost"), 0, settings)) {
      Expect.wrong(
          Expect.of(
              new KafkaCheckup(
                  KafkaSettings.local(other.bootstrapServers(), "test"), Duration.ZERO)),
          "sends us on to broker 1 at 127.0.0.1:1, which cannot be reached",
          "set advertised.listeners");
    }
  }

  private static List<Finding> look() {
    return Expect.of(new KafkaCheckup(kafka, KafkaCheckup.LONG_TRANSACTION));
  }

  private static AclBinding acl(
      String topic, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }

  private static void set(String topic, String name, String value) throws Exception {
    alter(topic, new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static void alter(String topic, ConfigEntry entry, AlterConfigOp.OpType how)
      throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(entry, how))))
        .all()
        .get();
  }

  /// Returns when it is known no more.
  private static void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    while (admin.listTopics().names().get().contains(topic)) Thread.onSpinWait();
  }

  private static void create(String topic, int partitions) throws Exception {
    admin
        .createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
        .all()
        .get();
  }

  private static void commit(String group, TopicPartition partition, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  /// Returns the offset after the last.
  private static long produced(TopicPartition partition, int records) throws Exception {
    try (var producer = Clients.producer(kafka)) {
      long last = 0;
      for (int i = 0; i < records; i++) {
        last =
            producer
                .send(
                    new ProducerRecord<>(
                        partition.topic(),
                        partition.partition(),
                        new byte[] {(byte) i},
                        new byte[1]))
                .get()
                .offset();
      }
      return last + 1;
    }
  }
}
