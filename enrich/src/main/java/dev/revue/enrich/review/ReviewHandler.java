package dev.revue.enrich.review;

import dev.revue.common.event.Extracted;
import dev.revue.common.event.Extracted.Given;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.Version;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.kafka.TransactionalLoop;
import dev.revue.common.topic.Topic;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Page;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// Turns pages into reviews and takes back what a newer page no longer gives. What each page last
/// gave, even if that was nothing, is its memory, kept in `revue.extracted` beside the pages: an
/// older page that comes back from the dead letters must not speak for a newer one.
public final class ReviewHandler implements TransactionalLoop.Handler {
  private static final int MOST_VALUE_BYTES = Topic.MAX_RECORD_BYTES - (64 << 10);

  private final Extractor extractor;
  private final Restore restore;
  private final MeterRegistry metrics;
  private final Map<Integer, Map<String, Extracted>> memory = new HashMap<>();

  public ReviewHandler(Extractor extractor, Restore restore, MeterRegistry metrics) {
    this.extractor = extractor;
    this.restore = restore;
    this.metrics = metrics;
  }

  @Override
  public void assigned(Map<TopicPartition, Long> committed) {
    var beside =
        committed.keySet().stream()
            .map(p -> new TopicPartition(Topic.EXTRACTED.topicName(), p.partition()))
            .toList();
    beside.forEach(p -> memory.put(p.partition(), new HashMap<>()));
    restore.toEnd(
        beside, record -> remember(record.partition(), Events.value(record, Extracted.class)));
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(p -> memory.remove(p.partition()));
  }

  @Override
  public void handle(
      ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
    PageEvent page = Events.page(record);
    Version version = page.version().withRevision(Extractor.REVISION);
    Extracted before = memoryOf(record.partition()).get(page.url());
    if (before != null && before.version().compareTo(version) >= 0) return; // the same page again
    List<Review> now =
        switch (page) {
          case PageFetched fetched -> extract(fetched);
          case PageGone _ -> List.of();
        };
    List<Given> given = before == null ? List.of() : before.reviews();
    String trace = Events.trace(record);
    List<ReviewEvent> events = Succession.of(given, now, page, version);
    List<ProducerRecord<byte[], byte[]>> records =
        events.stream().map(event -> Events.review(event, trace)).toList();
    records.forEach(ReviewHandler::mustFit);
    out.addAll(records);
    for (ReviewEvent event : events) {
      metrics
          .counter("revue.reviews", "event", event instanceof Review ? "review" : "removed")
          .increment();
    }
    var after =
        new Extracted(
            page.url(), version, now.stream().map(r -> new Given(r.id(), r.itemId())).toList());
    out.add(Events.extracted(after, record.partition(), trace));
    remember(record.partition(), after);
  }

  /// A record that no broker takes would stop the line for good.
  private static void mustFit(ProducerRecord<byte[], byte[]> record) {
    if (record.value().length > MOST_VALUE_BYTES) {
      throw new BadRecord("oversized", "a review of " + record.value().length + " bytes");
    }
  }

  /// A page on which the extractor itself fails must not stop the others.
  private List<Review> extract(PageFetched page) {
    try {
      return extractor.extract(input(page)).reviews();
    } catch (RuntimeException | StackOverflowError e) {
      throw new BadRecord("extractor-failed", "on " + page.url() + ": " + e, e);
    }
  }

  private static Page input(PageFetched page) {
    return new Page(
        page.url(),
        page.html(),
        page.version(),
        page.fetchedAt(),
        page.source(),
        page.hints(),
        page.usage());
  }

  /// Without transactions, a process that was taken for dead may have written an older one last.
  private void remember(int partition, Extracted extracted) {
    memoryOf(partition)
        .merge(
            extracted.url(), extracted, (a, b) -> a.version().compareTo(b.version()) > 0 ? a : b);
  }

  private Map<String, Extracted> memoryOf(int partition) {
    Map<String, Extracted> pages = memory.get(partition);
    if (pages == null) throw new IllegalStateException("partition " + partition + " is not ours");
    return pages;
  }
}
