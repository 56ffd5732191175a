package dev.revue.ingest;

import dev.revue.common.kafka.BesideInput;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// `revue.rendered` for the owner of the partitions of the same numbers. There is no reader, and no
/// cost, before a source wants its pages rendered.
final class RenderedInput implements AutoCloseable {
  /// Pages of up to 5 MiB.
  private static final int MOST_RECORDS = 4;

  private final KafkaSettings kafka;
  private final InstantSource clock;
  private final Set<TopicPartition> ours = new HashSet<>();
  private @Nullable BesideInput reader;

  RenderedInput(KafkaSettings kafka, InstantSource clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  /// Partitions of the group's input are ours, and what is known of them is restored.
  void assigned(Collection<TopicPartition> inputs, KafkaConsumer<byte[], byte[]> member) {
    ours.addAll(inputs);
    if (reader != null) reader.assigned(inputs, member);
  }

  void revoked(Collection<TopicPartition> inputs) {
    ours.removeAll(inputs);
    if (reader != null) reader.revoked(inputs);
  }

  /// Hands over what has come, without waiting; gives the offsets that say so.
  Map<TopicPartition, OffsetAndMetadata> read(
      Sources sources,
      KafkaConsumer<byte[], byte[]> member,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    BesideInput input = reader;
    if (input == null) {
      if (sources.sources().stream().noneMatch(Source::render)) return Map.of();
      input = new BesideInput(kafka, Set.of(Topic.RENDERED), MOST_RECORDS, clock);
      reader = input;
      input.assigned(ours, member);
    }
    ConsumerRecords<byte[], byte[]> records = input.poll(member);
    if (records.isEmpty()) return Map.of();
    records.forEach(taker);
    return input.positions(
        records.partitions().stream()
            .map(p -> new TopicPartition(Topic.DISCOVERED.topicName(), p.partition()))
            .collect(Collectors.toSet()));
  }

  @Override
  public void close() {
    if (reader != null) reader.close();
  }
}
