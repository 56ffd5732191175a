package dev.revue.enrich.review;

import dev.revue.common.event.Extracted;
import dev.revue.common.event.Extracted.By;
import dev.revue.common.event.Extracted.Given;
import dev.revue.common.event.Extracted.Scale;
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
import dev.revue.enrich.embed.Embedder;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Page;
import dev.revue.enrich.extract.rating.Scales;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Turns pages into reviews and takes back what a newer page no longer gives. What each page last
/// gave, even if that was nothing, is its memory, kept in `revue.extracted` beside the pages: an
/// older page that comes back from the dead letters must not speak for a newer one.
///
/// A page that is read again gives something only if it may give something else: to a newer
/// extractor, another catalogue, or since the scale of a rating is known. That has a version of its
/// own, so that one version always has one content.
public final class ReviewHandler implements TransactionalLoop.Handler {
  private static final int MOST_VALUE_BYTES = Topic.MAX_RECORD_BYTES - (64 << 10);

  /// A newer extractor begins higher, should the memory be lost; the lowest bit is the embedding's.
  private static final int FIRST_REVISION = 2 * Extractor.REVISION;

  private final Extractor extractor;
  private final By by;
  private final Restore restore;
  private final MeterRegistry metrics;
  private final Map<Integer, PageMemory> memory = new HashMap<>();

  public ReviewHandler(Extractor extractor, Restore restore, MeterRegistry metrics) {
    this.extractor = extractor;
    this.by = extractor.by();
    this.restore = restore;
    this.metrics = metrics;
  }

  @Override
  public void assigned(Map<TopicPartition, Long> committed) {
    var beside =
        committed.keySet().stream()
            .map(p -> new TopicPartition(Topic.EXTRACTED.topicName(), p.partition()))
            .toList();
    beside.forEach(p -> memory.put(p.partition(), new PageMemory()));
    restore.toEnd(
        beside,
        record -> {
          try {
            memoryOf(record.partition()).remember(Events.value(record, Extracted.class));
          } catch (BadRecord e) {
            // Somebody else wrote it: the page is extracted as if for the first time.
          }
        });
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(p -> memory.remove(p.partition()));
  }

  @Override
  public void handle(
      ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
    if (record.topic().equals(Topic.EMBEDDED.topicName())) embedded(record, out);
    else page(record, out);
  }

  private void page(
      ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
    PageEvent page = Events.page(record);
    PageMemory pages = memoryOf(record.partition());
    Extracted before = pages.of(page.url());
    Optional<Version> version = version(page, before, pages);
    if (version.isEmpty()) return;
    Version next = version.get();
    List<Review> now =
        switch (page) {
          case PageFetched fetched ->
              reviews(extractor, input(fetched, next), pages.scales(fetched.url()));
          case PageGone _ -> List.of();
        };
    List<Given> given = before == null ? List.of() : before.reviews();
    var after =
        new Extracted(page.url(), next, now.stream().map(ReviewHandler::given).toList(), by);
    if (before != null && saysNothingNew(before, after)) return;
    String trace = Events.trace(record);
    List<ReviewEvent> events = Succession.of(given, now, page, next);
    List<ProducerRecord<byte[], byte[]>> records =
        events.stream().map(event -> Events.review(event, record.partition(), trace)).toList();
    records.forEach(ReviewHandler::mustFit); // all of a page or nothing
    out.addAll(records);
    events.forEach(event -> count(event instanceof Review ? "review" : "removed"));
    out.add(Events.extracted(after, record.partition(), trace));
    pages.remember(after);
  }

  /// Where only what is known of scales has changed, and no rating is read otherwise for it.
  private static boolean saysNothingNew(Extracted before, Extracted after) {
    return before.version().ofFetch().equals(after.version().ofFetch())
        && Objects.equals(before.by(), after.by())
        && scales(before).equals(scales(after));
  }

  private static List<Optional<Scale>> scales(Extracted page) {
    return page.reviews().stream().map(one -> Optional.ofNullable(one.scale())).toList();
  }

  /// The version of what the page is to give; empty where it has given that, or a newer one has
  /// spoken.
  private Optional<Version> version(PageEvent page, @Nullable Extracted before, PageMemory pages) {
    Version fetched = page.version().ofFetch();
    int order = before == null ? -1 : before.version().ofFetch().compareTo(fetched);
    if (before == null || order < 0) return Optional.of(fetched.withRevision(FIRST_REVISION));
    if (order > 0 || page instanceof PageGone) return Optional.empty();
    return stale(before, pages)
        ? before.version().extractedAgain(FIRST_REVISION)
        : Optional.empty();
  }

  /// An older extractor that reads again what a newer one has read has nothing to add.
  private boolean stale(Extracted before, PageMemory pages) {
    By last = before.by();
    if (last == null || last.extractor() < by.extractor()) return true;
    if (last.extractor() > by.extractor()) return false;
    return !last.catalog().equals(by.catalog()) || pages.tellsMore(before);
  }

  /// A review that comes back with its embedding, if no newer one has taken its place.
  private void embedded(
      ConsumerRecord<byte[], byte[]> record, List<ProducerRecord<byte[], byte[]>> out) {
    if (!(Events.review(record) instanceof Review review)) return;
    PageMemory pages = memoryOf(record.partition());
    Extracted page = pages.of(review.url());
    boolean whole = review.embedding().size() == Embedder.DIMENSIONS;
    boolean stands =
        whole
            && page != null
            && page.version().equals(review.version())
            && page.reviews().stream().anyMatch(one -> asks(one, review));
    count(stands ? "embedded" : "embedded-late");
    if (page == null || !stands) return;
    Review late = review.at(review.version().withEmbedding());
    String trace = Events.trace(record);
    out.add(Events.review(late, record.partition(), trace));
    var after =
        new Extracted(
            page.url(),
            page.version(),
            page.reviews().stream()
                .map(one -> asks(one, review) ? one.withEmbedding() : one)
                .toList(),
            page.by());
    out.add(Events.extracted(after, record.partition(), trace));
    pages.remember(after);
  }

  /// One embedding per version: another machine's may differ in its last digits.
  private static boolean asks(Given given, Review review) {
    return given.reviewId().equals(review.id())
        && Objects.equals(given.itemId(), review.itemId())
        && !given.embedded();
  }

  /// A record that no broker takes would stop the line for good.
  private static void mustFit(ProducerRecord<byte[], byte[]> record) {
    if (record.value().length > MOST_VALUE_BYTES) {
      throw new BadRecord("oversized", "a review of " + record.value().length + " bytes");
    }
  }

  /// A page on which the extractor itself fails must not stop the others; where the catalogue
  /// cannot be read, all pages wait for it.
  static List<Review> reviews(Extractor extractor, Page page, Scales scales) {
    try {
      return extractor.extract(page, scales).reviews();
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new BadRecord("extractor-failed", "on " + page.url() + ": " + e, e);
    }
  }

  private static Page input(PageFetched page, Version version) {
    return new Page(
        page.url(),
        page.html(),
        version,
        page.fetchedAt(),
        page.source(),
        page.hints(),
        page.usage());
  }

  private static Given given(Review review) {
    return new Given(review.id(), review.itemId(), ScaleHistory.of(review), false);
  }

  private void count(String event) {
    metrics.counter("revue.reviews", "event", event).increment();
  }

  private PageMemory memoryOf(int partition) {
    PageMemory pages = memory.get(partition);
    if (pages == null) throw new IllegalStateException("partition " + partition + " is not ours");
    return pages;
  }
}
