package dev.revue.common.kafka;

import dev.revue.common.settings.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// Reads compacted partitions from their start, to rebuild what was kept of them in memory.
public final class Restore {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;

  public Restore(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /// Hands over every committed record that is there now. The end is the last record written,
  /// committed or not: a transaction of the partition's previous owner is waited for.
  public void toEnd(
      Collection<TopicPartition> partitions, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    try (Admin admin = Clients.admin(kafka)) {
      var ends = new HashMap<TopicPartition, Long>();
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> listed =
          admin.listOffsets(wanted).all();
      listed
          .toCompletionStage()
          .toCompletableFuture()
          .join()
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      to(ends, reader);
    }
  }

  /// Hands over every committed record below the given offsets.
  public void to(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    var open = new HashMap<TopicPartition, Long>(ends);
    open.values().removeIf(end -> end <= 0);
    if (open.isEmpty()) return;
    try (var consumer = Clients.loner(kafka)) {
      consumer.assign(open.keySet());
      consumer.seekToBeginning(open.keySet());
      while (!open.isEmpty()) {
        open.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        consumer.assignment().stream()
            .filter(partition -> !open.containsKey(partition))
            .forEach(partition -> consumer.pause(java.util.List.of(partition)));
        if (open.isEmpty()) return;
        for (var record : consumer.poll(POLL)) {
          var partition = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < ends.getOrDefault(partition, 0L)) reader.accept(record);
        }
      }
    }
  }
}
