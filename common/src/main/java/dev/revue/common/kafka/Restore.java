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
  private static final int MOST_RECORDS = 5_000;

  private final KafkaSettings kafka;

  public Restore(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /// How far it is: for people who wait.
  public interface Progress {
    /// @param read of the records (offsets, to be exact)
    /// @param total that there are
    void at(long read, long total);
  }

  /// Hands over every committed record that is there now. The end is the last record written,
  /// committed or not: a transaction of the partition's previous owner is waited for.
  public void toEnd(
      Collection<TopicPartition> partitions, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    to(ends(partitions), reader);
  }

  /// The offsets after the last record of each, committed or not.
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
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
      return ends;
    }
  }

  /// Hands over every committed record below the given offsets.
  public void to(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    between(Map.of(), ends, reader, (read, total) -> {});
  }

  /// Hands over every committed record from the one offset, or else from the start, to below the
  /// other.
  public void between(
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> reader,
      Progress progress) {
    var open = new HashMap<TopicPartition, Long>(ends);
    open.entrySet().removeIf(e -> e.getValue() <= from.getOrDefault(e.getKey(), 0L));
    if (open.isEmpty()) return;
    try (var consumer = Clients.loner(kafka, MOST_RECORDS)) {
      consumer.assign(open.keySet());
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(open.keySet());
      starts.replaceAll((partition, first) -> Math.max(first, from.getOrDefault(partition, 0L)));
      starts.forEach(consumer::seek);
      long total = sum(open) - sum(starts);
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
        long behind = 0;
        for (Map.Entry<TopicPartition, Long> e : open.entrySet()) {
          behind += Math.max(0, e.getValue() - consumer.position(e.getKey()));
        }
        progress.at(Math.max(0, total - behind), total);
      }
    }
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
