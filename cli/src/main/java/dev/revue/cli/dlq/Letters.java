package dev.revue.cli.dlq;

import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.LetterId;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Redrive;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// The dead letters, and which of them were sent back, as the topics hold them now.
public final class Letters {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;

  public Letters(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /// Hands over every letter, in each partition from the oldest on, until `goOn` says no.
  public void each(Predicate<DeadLetter> goOn) {
    read(
        Topic.DEAD_LETTERS,
        record -> DeadLetter.read(record).map(goOn::test).orElse(true)); // else a stranger's
  }

  /// Which letters are on `revue.redrive`.
  public Set<LetterId> sentBack() {
    var sent = new HashSet<LetterId>();
    read(
        Topic.REDRIVE,
        record -> {
          Redrive.read(record).ifPresent(back -> sent.add(back.letter()));
          return true;
        });
    return sent;
  }

  /// The letter at that place.
  public Optional<DeadLetter> at(int partition, long offset) {
    if (partition < 0 || partition >= Topic.DEAD_LETTERS.partitions()) return Optional.empty();
    var place = new TopicPartition(Topic.DEAD_LETTERS.topicName(), partition);
    try (var consumer = Clients.loner(kafka)) {
      consumer.assign(List.of(place));
      long start = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
      long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      if (offset < start || offset >= end) return Optional.empty();
      consumer.seek(place, offset);
      while (consumer.position(place) <= offset) {
        for (var record : consumer.poll(POLL)) {
          return record.offset() == offset ? DeadLetter.read(record) : Optional.empty();
        }
      }
      return Optional.empty();
    }
  }

  private void read(Topic topic, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
    List<TopicPartition> all = Offsets.partitions(topic);
    try (var consumer = Clients.loner(kafka)) {
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> open = new HashMap<>(consumer.endOffsets(all));
      while (true) {
        open.entrySet().removeIf(end -> reached(consumer, end.getKey(), end.getValue()));
        if (open.isEmpty()) return;
        for (var record : consumer.poll(POLL)) {
          // What is written from now on is for the next one who asks.
          Long end = open.get(new TopicPartition(record.topic(), record.partition()));
          if (end != null && record.offset() < end && !goOn.test(record)) return;
        }
      }
    }
  }

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    if (consumer.position(partition) < end) return false;
    consumer.pause(List.of(partition));
    return true;
  }
}
