package dev.revue.common.kafka;

import dev.revue.common.event.Discovered;
import dev.revue.common.event.Extracted;
import dev.revue.common.event.ItemScore;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.RenderAnswer;
import dev.revue.common.event.RenderAnswer.NotRendered;
import dev.revue.common.event.RenderAnswer.Rendered;
import dev.revue.common.event.RenderJob;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Events to records and back: JSON values, CloudEvents 1.0 headers in binary mode, `traceparent`
/// and `revue-version`.
public final class Events {
  public static final String TYPE = "ce_type";
  public static final String TIME = "ce_time";
  public static final String VERSION = "revue-version";
  public static final String TRACE = "traceparent";
  private static final String PAGE_PARTITION = "revue-page-partition";

  private static final Map<Class<?>, String> NAMES =
      Map.of(
          PageFetched.class, "dev.revue.page.fetched.v1",
          PageGone.class, "dev.revue.page.gone.v1",
          Extracted.class, "dev.revue.page.extracted.v1",
          Discovered.class, "dev.revue.url.discovered.v1",
          RenderJob.class, "dev.revue.render.job.v1",
          Rendered.class, "dev.revue.render.page.v1",
          NotRendered.class, "dev.revue.render.failure.v1",
          Review.class, "dev.revue.review.v1",
          ReviewRemoved.class, "dev.revue.review.removed.v1",
          ItemScore.class, "dev.revue.item.score.v1");

  private Events() {}

  /// A page event for the partition that `partitionKey`, its registrable domain, names.
  public static ProducerRecord<byte[], byte[]> page(
      PageEvent page, String partitionKey, String trace) {
    int partition = Topic.PAGES.partition(partitionKey);
    return record(Topic.PAGES, partition, page.url(), page, page.version(), trace);
  }

  /// What a page gave, beside the page: in the partition of the same number.
  public static ProducerRecord<byte[], byte[]> extracted(
      Extracted extracted, int partition, String trace) {
    return record(
        Topic.EXTRACTED, partition, extracted.url(), extracted, extracted.version(), trace);
  }

  public static ProducerRecord<byte[], byte[]> review(ReviewEvent review, String trace) {
    int partition = Topic.REVIEWS.partition(review.partitionKey());
    return record(Topic.REVIEWS, partition, review.id(), review, review.version(), trace);
  }

  /// A review, noting who owns its page: the partition that the page is in.
  public static ProducerRecord<byte[], byte[]> review(
      ReviewEvent review, int pagePartition, String trace) {
    var record = review(review, trace);
    add(record.headers(), PAGE_PARTITION, String.valueOf(pagePartition));
    return record;
  }

  /// The partition of the page that a review is from; empty where the record does not say.
  public static OptionalInt pagePartition(ConsumerRecord<byte[], byte[]> record) {
    String partition = header(record.headers(), PAGE_PARTITION);
    try {
      int number = partition == null ? -1 : Integer.parseInt(partition);
      boolean there = number >= 0 && number < Topic.PAGES.partitions();
      return there ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /// A review with its embedding, beside its page: in the partition of the same number.
  public static ProducerRecord<byte[], byte[]> embedded(
      Review review, int pagePartition, String trace) {
    return record(Topic.EMBEDDED, pagePartition, review.url(), review, review.version(), trace);
  }

  public static ProducerRecord<byte[], byte[]> item(ItemScore score, String trace) {
    int partition = Topic.ITEMS.partition(score.id());
    return record(Topic.ITEMS, partition, score.id(), score, score.version(), trace);
  }

  public static ProducerRecord<byte[], byte[]> discovered(
      Discovered found, String host, String partitionKey, String trace) {
    int partition = Topic.DISCOVERED.partition(partitionKey);
    return record(Topic.DISCOVERED, partition, host, found, Version.none(), trace);
  }

  /// A job for whichever browser is free. Its place among them does not matter.
  public static ProducerRecord<byte[], byte[]> renderJob(RenderJob job, String trace) {
    int partition = Topic.RENDER.partition(job.url());
    return record(Topic.RENDER, partition, job.url(), job, Version.none(), trace);
  }

  /// An answer for the owner of the page, whom `partitionKey`, its registrable domain, names.
  public static ProducerRecord<byte[], byte[]> renderAnswer(
      RenderAnswer answer, String partitionKey, String trace) {
    int partition = Topic.RENDERED.partition(partitionKey);
    return record(Topic.RENDERED, partition, answer.url(), answer, Version.none(), trace);
  }

  /// @throws BadRecord where the record is no event of that topic
  public static RenderJob renderJob(ConsumerRecord<byte[], byte[]> record) {
    RenderJob job = value(record, RenderJob.class);
    return complete(job, job.url(), job.lease(), job.userAgent());
  }

  /// @throws BadRecord where the record is no event of that topic
  public static RenderAnswer renderAnswer(ConsumerRecord<byte[], byte[]> record) {
    RenderAnswer answer =
        switch (type(record)) {
          case "dev.revue.render.page.v1" -> value(record, Rendered.class);
          case "dev.revue.render.failure.v1" -> {
            NotRendered failure = value(record, NotRendered.class);
            yield complete(failure, failure.failure(), failure.reason(), failure.detail());
          }
          case String other -> throw unknown(other, record);
        };
    return complete(answer, answer.url(), answer.lease());
  }

  /// @throws BadRecord where the record is no event of that topic
  public static PageEvent page(ConsumerRecord<byte[], byte[]> record) {
    PageEvent page =
        switch (type(record)) {
          case "dev.revue.page.fetched.v1" -> {
            PageFetched fetched = value(record, PageFetched.class);
            yield complete(fetched, fetched.html(), fetched.hash());
          }
          case "dev.revue.page.gone.v1" -> {
            PageGone gone = value(record, PageGone.class);
            yield complete(gone, gone.reason());
          }
          case String other -> throw unknown(other, record);
        };
    return complete(page, page.url(), page.version(), page.fetchedAt());
  }

  /// @throws BadRecord where the record is no event of that topic
  public static ReviewEvent review(ConsumerRecord<byte[], byte[]> record) {
    ReviewEvent event =
        switch (type(record)) {
          case "dev.revue.review.v1" -> {
            Review review = value(record, Review.class);
            // A title without an id would be counted nowhere and stop whoever counts.
            if (review.item() != null) complete(review, review.item().id());
            yield complete(review, review.url(), review.site(), review.authorType());
          }
          case "dev.revue.review.removed.v1" -> {
            ReviewRemoved removed = value(record, ReviewRemoved.class);
            yield complete(removed, removed.reason());
          }
          case String other -> throw unknown(other, record);
        };
    return complete(event, event.id(), event.version());
  }

  /// @throws BadRecord where the record is no event of that topic
  public static ItemScore item(ConsumerRecord<byte[], byte[]> record) {
    ItemScore score = value(record, ItemScore.class);
    return complete(score, score.id(), score.version(), score.critics(), score.users());
  }

  /// The record's value as one plain JSON shape, for topics that carry only one.
  ///
  /// @throws BadRecord where it is not of that shape
  public static <T> T value(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    byte[] bytes = record.value();
    if (bytes == null) throw new BadRecord("no-value", "the record has no value");
    try {
      T value = Json.read(bytes, type);
      return complete(value, value);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new BadRecord("unreadable", "no " + type.getSimpleName() + ": " + firstLine(e), e);
    }
  }

  public static String key(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return key == null ? "" : new String(key, StandardCharsets.UTF_8);
  }

  public static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    byte[] value = header == null ? null : header.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /// The trace that the record belongs to, or a new one.
  public static String trace(ConsumerRecord<byte[], byte[]> record) {
    String trace = header(record.headers(), TRACE);
    return trace == null ? newTrace() : trace;
  }

  /// A W3C `traceparent` of a new, sampled trace.
  public static String newTrace() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    return "00-"
        + hex.toHexDigits(random.nextLong())
        + hex.toHexDigits(random.nextLong())
        + "-"
        + hex.toHexDigits(random.nextLong() | 1)
        + "-01";
  }

  private static ProducerRecord<byte[], byte[]> record(
      Topic topic, int partition, String key, Object value, Version version, String trace) {
    var record =
        new ProducerRecord<>(
            topic.topicName(), partition, key.getBytes(StandardCharsets.UTF_8), Json.bytes(value));
    String name = NAMES.get(value.getClass());
    if (name == null) throw new IllegalArgumentException(value.getClass() + " is no event");
    Headers headers = record.headers();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", key + ":" + version.value());
    add(headers, TYPE, name);
    add(headers, "ce_source", "/revue/" + topic.topicName());
    add(headers, TIME, Instant.now().toString());
    add(headers, "content-type", "application/json");
    add(headers, VERSION, String.valueOf(version.value()));
    add(headers, TRACE, trace);
    return record;
  }

  static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String type(ConsumerRecord<byte[], byte[]> record) {
    String type = header(record.headers(), TYPE);
    return type == null ? "" : type;
  }

  private static BadRecord unknown(String type, ConsumerRecord<byte[], byte[]> record) {
    String said = type.isEmpty() ? "no ce_type header" : "unknown type " + type;
    return new BadRecord("unknown-type", said + " on " + record.topic());
  }

  /// Strangers may have written the record: what every reader counts on must be there.
  private static <T> T complete(T value, @Nullable Object... needed) {
    for (Object one : needed) {
      if (one == null) throw new BadRecord("incomplete", "a field that every event has is missing");
    }
    return value;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
