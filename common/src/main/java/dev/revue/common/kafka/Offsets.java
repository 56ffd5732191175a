package dev.revue.common.kafka;

import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;

/// Where topics begin and end, and where groups stand on them. Not thread-safe.
public final class Offsets implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KafkaSettings kafka;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  public Offsets(KafkaSettings kafka) {
    this.kafka = kafka;
    this.admin = Clients.admin(kafka, PATIENCE);
    this.consumer = Clients.loner(kafka);
  }

  public static List<TopicPartition> partitions(Topic... topics) {
    return Stream.of(topics)
        .flatMap(topic ->
            IntStream.range(0, topic.partitions())
                .mapToObj(i -> new TopicPartition(topic.topicName(), i)))
        .toList();
  }

  public Map<TopicPartition, Long> starts(Topic... topics) {
    return at(OffsetSpec.earliest(), partitions(topics), IsolationLevel.READ_COMMITTED);
  }

  /// Where readers of committed records come to the end now.
  public Map<TopicPartition, Long> ends(Topic... topics) {
    return at(OffsetSpec.latest(), partitions(topics), IsolationLevel.READ_COMMITTED);
  }

  /// Where the group goes on; without those partitions of which it has committed nothing.
  public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> {
          if (offset != null) committed.put(partition, offset);
        });
    return committed;
  }

  /// Makes a group that has no members go on from there.
  public void commit(String group, Map<TopicPartition, Long> offsets) {
    var commits = new HashMap<TopicPartition, OffsetAndMetadata>();
    offsets.forEach((partition, offset) -> commits.put(partition, new OffsetAndMetadata(offset)));
    commitAs(group, commits);
  }

  /// The same, with a note at each.
  void commitAs(String group, Map<TopicPartition, OffsetAndMetadata> commits) {
    get(admin.alterConsumerGroupOffsets(group, commits).all());
  }

  /// Forgets groups that have no members, and where they stood.
  public void forget(Collection<String> groups) {
    for (KafkaFuture<Void> forgotten :
        admin.deleteConsumerGroups(groups).deletedGroups().values()) {
      try {
        get(forgotten);
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof GroupIdNotFoundException)) throw e;
      }
    }
  }

  /// True where the group has taken in everything that is on the topics, and no transaction is
  /// open.
  public boolean drained(String group, Topic... topics) {
    Map<TopicPartition, Long> committed = ends(topics);
    Map<TopicPartition, Long> written =
        at(OffsetSpec.latest(), committed.keySet(), IsolationLevel.READ_UNCOMMITTED);
    return written.equals(committed) && passed(group, committed);
  }

  /// True where the group has taken in every record below `ends`: not told by the distance of
  /// offsets, which transaction markers keep above zero, but by looking whether a record is left.
  public boolean passed(String group, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndMetadata> taken = committed(group);
    var open = new HashMap<TopicPartition, Long>();
    ends.forEach((partition, end) -> {
      OffsetAndMetadata offset = taken.get(partition);
      long next = offset == null ? 0 : offset.offset();
      if (next < end) open.put(partition, next);
    });
    return open.isEmpty() || nothingFrom(open, ends);
  }

  private boolean nothingFrom(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    consumer.assign(starts.keySet());
    starts.forEach(consumer::seek);
    while (starts.keySet().stream()
        .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      for (var record : consumer.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) return false;
      }
    }
    return true;
  }

  private Map<TopicPartition, Long> at(
      OffsetSpec spec, Collection<TopicPartition> partitions, IsolationLevel isolation) {
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    var offsets = new HashMap<TopicPartition, Long>();
    get(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private <T> T get(KafkaFuture<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof TimeoutException)) throw e;
      throw new IllegalStateException(
          "Kafka at %s does not answer; check that it runs and REVUE_KAFKA_BOOTSTRAP"
              .formatted(kafka.bootstrap()));
    }
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
