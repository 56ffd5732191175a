package dev.revue.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What a stage does with a broker, in the least settings.
final class Records {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /// Three times what a broker gives one whose producer is gone.
  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

  private Records() {}

  static void createTopics(String bootstrap, List<NewTopic> topics) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(topics).all().get();
    }
  }

  static KafkaProducer<String, String> producer(String bootstrap) {
    return producer(bootstrap, "test");
  }

  private static KafkaProducer<String, String> producer(String bootstrap, String id) {
    var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                id,
                "transaction.timeout.ms",
                10_000,
                "max.request.size",
                9 << 20),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  static void commit(KafkaProducer<String, String> producer, String topic, String... values) {
    producer.beginTransaction();
    for (var value : values) producer.send(new ProducerRecord<>(topic, value));
    producer.commitTransaction();
  }

  /// Commits a record on each partition, again and again; says so each time.
  static void commitUntilFailure(
      String bootstrap, String id, List<TopicPartition> partitions, Semaphore committed) {
    var producer = producer(bootstrap, id);
    try {
      while (true) {
        producer.beginTransaction();
        for (var partition : partitions) {
          producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), id, id));
        }
        producer.commitTransaction();
        committed.release();
      }
    } catch (KafkaException e) { // the broker is gone, or this thread is interrupted
      producer.close(Duration.ZERO);
    }
  }

  /// Waits until no partition holds back what was written after an open transaction.
  static void awaitAllDecided(String bootstrap, List<TopicPartition> partitions) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      var written = ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
      long deadline = System.nanoTime() + LONGEST_TRANSACTION.toNanos();
      while (true) {
        var open = new TreeMap<Integer, Long>();
        ends(admin, partitions, IsolationLevel.READ_COMMITTED)
            .forEach((partition, end) -> {
              if (end < written.get(partition)) open.put(partition.partition(), end);
            });
        if (open.isEmpty()) return;
        if (System.nanoTime() > deadline) {
          throw new AssertionError("partition and offset of transactions that do not end: " + open);
        }
      }
    }
  }

  private static Map<TopicPartition, Long> ends(
      Admin admin, List<TopicPartition> partitions, IsolationLevel isolation) throws Exception {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    var ends = new HashMap<TopicPartition, Long>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  /// Consumes as a member of a group until the value is there; every value read, in order.
  static List<String> readUntil(String bootstrap, String group, String topic, String last) {
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                group,
                "group.protocol",
                "consumer",
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (!values.contains(last)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("only " + values + " within " + DEADLINE);
        }
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      consumer.commitSync();
    }
    return values;
  }
}
