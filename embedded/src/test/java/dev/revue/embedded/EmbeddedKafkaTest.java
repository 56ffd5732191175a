package dev.revue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @TempDir Path dir;

  @Test
  void keepsCommittedRecordsAndOffsetsOverARestart() throws Exception {
    try (var kafka = EmbeddedKafka.start(dir)) {
      Records.createTopics(kafka.bootstrapServers(), List.of(new NewTopic("pages", 1, (short) 1)));
      try (var producer = Records.producer(kafka.bootstrapServers())) {
        Records.commit(producer, "pages", "first");
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("pages", "aborted", "aborted"));
        producer.flush();
        producer.abortTransaction();
        Records.commit(producer, "pages", "second");
      }
      assertThat(Records.readUntil(kafka.bootstrapServers(), "a", "pages", "second"))
          .containsExactlyInAnyOrder("first", "second");
    }

    try (var kafka = EmbeddedKafka.start(dir)) {
      try (var producer = Records.producer(kafka.bootstrapServers())) {
        Records.commit(producer, "pages", "third");
      }
      assertThat(Records.readUntil(kafka.bootstrapServers(), "a", "pages", "third"))
          .containsExactly("third");
      assertThat(Records.readUntil(kafka.bootstrapServers(), "b", "pages", "third"))
          .containsExactlyInAnyOrder("first", "second", "third");
    }
  }

  @Test
  void carriesTheLargestRecordAndClosesFastOverHundredsOfPartitions() throws Exception {
    var kafka = EmbeddedKafka.start(dir);
    try {
      var bootstrap = kafka.bootstrapServers();
      Records.createTopics(
          bootstrap,
          IntStream.range(0, 7)
              .mapToObj(i ->
                  new NewTopic("t" + i, 64, (short) 1)
                      .configs(Map.of("max.message.bytes", "9437184")))
              .toList());
      var largest = "x".repeat((8 << 20) - 100);
      try (var producer = Records.producer(bootstrap)) {
        Records.commit(producer, "t0", largest, "end");
        var values = Records.readUntil(bootstrap, "a", "t0", largest);
        assertThat(values).contains(largest);

        long begin = System.nanoTime();
        kafka.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        producer.close(Duration.ZERO);
      }
    } finally {
      kafka.close();
    }
  }

  @Test
  void createsNoTopicByItself() {
    try (var kafka = EmbeddedKafka.start(dir)) {
      assertThatThrownBy(
              () -> {
                try (var producer =
                    new KafkaProducer<>(
                        Map.<String, Object>of(
                            "bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 1000),
                        new StringSerializer(),
                        new StringSerializer())) {
                  producer.send(new ProducerRecord<>("unknown", "v")).get();
                }
              })
          .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void saysThatAPortIsTaken(@TempDir Path other) {
    try (var kafka = EmbeddedKafka.start(dir)) {
      int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);

      assertThatThrownBy(() -> EmbeddedKafka.start(other, port))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("choose another port");
    }
  }
}
