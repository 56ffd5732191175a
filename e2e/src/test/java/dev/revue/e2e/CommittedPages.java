package dev.revue.e2e;

import dev.revue.common.event.PageEvent;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// The committed events of `revue.pages`, as they come.
final class CommittedPages implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<PageEvent> events = new ArrayList<>();
  private final Set<String> urls = new HashSet<>();

  CommittedPages(KafkaSettings kafka) {
    consumer = Clients.loner(kafka);
    consumer.assign(Offsets.partitions(Topic.PAGES));
    consumer.seekToBeginning(consumer.assignment());
  }

  /// All so far.
  List<PageEvent> events() {
    for (var records = poll(); !records.isEmpty(); records = poll()) {
      records.forEach(record -> {
        PageEvent event = Events.page(record);
        events.add(event);
        urls.add(event.url());
      });
    }
    return List.copyOf(events);
  }

  Set<String> urls() {
    events();
    return urls;
  }

  private org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll() {
    return consumer.poll(Duration.ofMillis(100));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
