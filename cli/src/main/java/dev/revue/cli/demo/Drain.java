package dev.revue.cli.demo;

import dev.revue.common.kafka.Clients;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// Tells whether a group has taken in everything on its topics: not by the distance of offsets,
/// which transaction markers keep above zero, but by looking whether a record is left.
final class Drain implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Drain(KafkaSettings kafka) {
    this.admin = Clients.admin(kafka);
    this.consumer = Clients.loner(kafka);
  }

  boolean drained(String group, Topic... topics) {
    List<TopicPartition> partitions = Stream.of(topics).flatMap(Drain::partitions).toList();
    Map<TopicPartition, Long> written = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> committed = ends(partitions, IsolationLevel.READ_COMMITTED);
    if (!written.equals(committed)) return false; // a transaction is open
    Map<TopicPartition, OffsetAndMetadata> taken =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    var open = new HashMap<TopicPartition, Long>();
    committed.forEach((partition, end) -> {
      OffsetAndMetadata offset = taken.get(partition);
      long next = offset == null ? 0 : offset.offset();
      if (next < end) open.put(partition, next);
    });
    return open.isEmpty() || nothingFrom(open, committed);
  }

  private boolean nothingFrom(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    consumer.assign(starts.keySet());
    starts.forEach(consumer::seek);
    while (starts.keySet().stream()
        .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      if (!consumer.poll(POLL).isEmpty()) return false;
    }
    return true;
  }

  private Map<TopicPartition, Long> ends(
      List<TopicPartition> partitions, IsolationLevel isolation) {
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    var ends = new HashMap<TopicPartition, Long>();
    get(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
    return Stream.iterate(0, i -> i + 1)
        .limit(topic.partitions())
        .map(i -> new TopicPartition(topic.topicName(), i));
  }

  private static <T> T get(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
