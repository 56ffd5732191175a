package dev.revue.common.kafka;

import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Records of other topics for the owner of the partition of the same number, such as redriven
/// ones: what a stage remembers is per partition, so they must come to whoever owns that one. It
/// reads beside the group, which would give them to anybody, and keeps its offsets with the
/// group's.
public final class BesideInput implements AutoCloseable {
  /// The broker forgets offsets on topics to which the group does not subscribe, after seven days
  /// unless told otherwise.
  private static final Duration KEEP_EVERY = Duration.ofHours(6);

  private final Set<Topic> topics;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final InstantSource clock;
  private final Set<TopicPartition> ours = new HashSet<>();
  private Instant kept = Instant.MIN;

  public BesideInput(KafkaSettings kafka, Set<Topic> topics, int maxRecords, InstantSource clock) {
    this.topics = topics;
    this.reader = Clients.loner(kafka, maxRecords);
    this.clock = clock;
  }

  /// Partitions of the group's input are ours from now on.
  public void assigned(Collection<TopicPartition> inputs, KafkaConsumer<byte[], byte[]> member) {
    Set<TopicPartition> added = beside(inputs);
    ours.addAll(added);
    reader.assign(ours);
    Map<TopicPartition, Long> starts = reader.beginningOffsets(added);
    Map<TopicPartition, Long> ends = reader.endOffsets(added);
    member
        .committed(added)
        .forEach((partition, said) -> {
          long start = starts.getOrDefault(partition, 0L);
          long end = ends.getOrDefault(partition, start);
          boolean there = said != null && said.offset() >= start && said.offset() <= end;
          reader.seek(partition, there ? said.offset() : start);
        });
    kept = Instant.MIN;
  }

  public void revoked(Collection<TopicPartition> inputs) {
    ours.removeAll(beside(inputs));
    reader.assign(ours);
  }

  /// What has come; it never waits. Everything of the last poll counts as handled.
  public ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> member) {
    if (ours.isEmpty()) return ConsumerRecords.empty();
    keepOffsets(member);
    return reader.poll(Duration.ZERO);
  }

  /// Where it stands beside partitions of the group's input: committing that changes nothing, and
  /// fails once the partitions are somebody else's.
  public Map<TopicPartition, OffsetAndMetadata> positions(Collection<TopicPartition> inputs) {
    var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : beside(inputs)) {
      if (ours.contains(partition))
        positions.put(partition, new OffsetAndMetadata(reader.position(partition)));
    }
    return positions;
  }

  @Override
  public void close() {
    reader.close();
  }

  private void keepOffsets(KafkaConsumer<byte[], byte[]> member) {
    Instant now = clock.instant();
    if (now.isBefore(kept.plus(KEEP_EVERY))) return;
    member.commitSync(positions(ours));
    kept = now;
  }

  private Set<TopicPartition> beside(Collection<TopicPartition> inputs) {
    return inputs.stream()
        .flatMap(input ->
            topics.stream().map(topic -> new TopicPartition(topic.topicName(), input.partition())))
        .collect(Collectors.toSet());
  }
}
