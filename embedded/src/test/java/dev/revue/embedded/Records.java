package dev.revue.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What a stage does with a broker, in the least settings.
final class Records {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private Records() {}

  static void createTopics(String bootstrap, List<NewTopic> topics) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(topics).all().get();
    }
  }

  static KafkaProducer<String, String> producer(String bootstrap) {
    var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                "test",
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
