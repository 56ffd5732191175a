package dev.revue.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.kafka.Clients;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class TopicsTest {
  @TempDir Path dir;
  private EmbeddedKafka broker;
  private KafkaSettings kafka;

  @BeforeEach
  void start() {
    broker = EmbeddedKafka.start(dir);
    kafka = KafkaSettings.local(broker.bootstrapServers(), "test");
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void createsWhatIsMissingAndPutsSettingsRight() throws Exception {
    var topics = new Topics(kafka);
    assertThat(topics.check())
        .hasSize(Topic.values().length)
        .allMatch(line -> line.contains("run `revue topics apply`"));

    assertThat(topics.apply().created()).hasSize(Topic.values().length);
    assertThat(topics.check()).isEmpty();
    assertThat(topics.apply()).isEqualTo(new Topics.Applied(List.of(), List.of()));

    try (Admin admin = Clients.admin(kafka)) {
      var wrong =
          new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET);
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, "revue.reviews"), List.of(wrong)))
          .all()
          .get();
    }
    // A broker takes in changed settings a moment after it has acknowledged them.
    while (topics.check().isEmpty()) Thread.onSpinWait();
    assertThat(topics.check())
        .containsExactly(
            "topic revue.reviews has cleanup.policy=delete, not compact: run `revue topics apply`");
    assertThat(topics.apply().altered()).containsExactly("revue.reviews");
    while (!topics.check().isEmpty()) Thread.onSpinWait();
  }

  @Test
  void everyPartitionCanBeWrittenAsSoonAsItIsThere() {
    new Topics(kafka).apply();
    var failures = new ConcurrentLinkedQueue<Exception>();
    try (var producer = Clients.producer(kafka)) {
      for (int i = 0; i < 20; i++) {
        for (Topic topic : Topic.values()) {
          for (int partition = 0; partition < topic.partitions(); partition++) {
            var record =
                new ProducerRecord<>(topic.topicName(), partition, new byte[] {1}, new byte[200]);
            var _ =
                producer.send(
                    record,
                    (written, failure) -> {
                      if (failure != null) failures.add(failure);
                    });
          }
        }
      }
      producer.flush();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void refusesATopicWithAnotherNumberOfPartitions() throws Exception {
    try (Admin admin = Clients.admin(kafka)) {
      admin
          .createTopics(List.of(new NewTopic("revue.pages", Optional.of(3), Optional.empty())))
          .all()
          .get();
    }

    assertThatThrownBy(() -> new Topics(kafka).apply())
        .hasMessageContaining("revue.pages has 3 partitions, not 64");
  }
}
