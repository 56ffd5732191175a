package dev.revue.common.kafka;

import dev.revue.common.topic.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// A record that a stage could not take: the original bytes and headers, and in headers of their
/// own, after the original ones, where, why and how often.
///
/// @param record as it lies on the topic
/// @param stage the stage that gave up, such as `enrich`
/// @param reason a short name to group by
/// @param attempts how often the stage has given up on it, this time included
/// @param previous the dead letter that it was before it was redriven
public record DeadLetter(
    ConsumerRecord<byte[], byte[]> record,
    String stage,
    String reason,
    String message,
    Origin origin,
    Instant at,
    int attempts,
    Optional<LetterId> previous) {
  public static final String STAGE = "revue-dlq-stage";
  public static final String REASON = "revue-dlq-reason";
  public static final String MESSAGE = "revue-dlq-message";
  public static final String TOPIC = "revue-dlq-topic";
  public static final String PARTITION = "revue-dlq-partition";
  public static final String OFFSET = "revue-dlq-offset";
  public static final String TIMESTAMP = "revue-dlq-timestamp";
  public static final String AT = "revue-dlq-at";
  public static final String ATTEMPTS = "revue-dlq-attempts";
  public static final String PREVIOUS = "revue-dlq-previous";

  private static final int MESSAGE_LENGTH = 1_000;

  /// Where the record was before it became a dead letter.
  public record Origin(String topic, int partition, long offset, long timestamp) {}

  /// @param record as it was read; where it was redriven, its first origin is kept and its attempts
  ///   are counted on
  /// @param stage the stage that gave up, such as `enrich`
  /// @param reason a short name to group by
  public static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, String stage, String reason, String message) {
    Optional<Redrive> redrive = Redrive.read(record);
    ConsumerRecord<byte[], byte[]> original = redrive.map(Redrive::original).orElse(record);
    var letter =
        new ProducerRecord<>(
            Topic.DEAD_LETTERS.topicName(),
            Topic.DEAD_LETTERS.partition(Events.key(original)),
            original.key(),
            original.value());
    Headers headers = letter.headers();
    original.headers().forEach(headers::add);
    Events.add(headers, STAGE, stage); // first: what is before it is the record's own
    Events.add(headers, REASON, reason);
    Events.add(headers, MESSAGE, message.substring(0, Math.min(message.length(), MESSAGE_LENGTH)));
    Events.add(headers, TOPIC, original.topic());
    Events.add(headers, PARTITION, String.valueOf(original.partition()));
    Events.add(headers, OFFSET, String.valueOf(original.offset()));
    Events.add(headers, TIMESTAMP, String.valueOf(original.timestamp()));
    Events.add(headers, AT, Instant.now().toString());
    int attempts = redrive.map(Redrive::attempts).orElse(0) + 1;
    Events.add(headers, ATTEMPTS, String.valueOf(attempts));
    redrive.ifPresent(back -> Events.add(headers, PREVIOUS, back.letter().toString()));
    return letter;
  }

  /// Empty where no stage wrote the record.
  public static Optional<DeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
    var own = Appended.after(record.headers(), STAGE);
    if (own.isEmpty()) return Optional.empty();
    try {
      return Optional.of(
          new DeadLetter(
              record,
              own.get().text(STAGE),
              own.get().text(REASON),
              own.get().text(MESSAGE),
              new Origin(
                  own.get().text(TOPIC),
                  Integer.parseInt(own.get().text(PARTITION)),
                  Long.parseLong(own.get().text(OFFSET)),
                  Long.parseLong(own.get().text(TIMESTAMP))),
              Instant.parse(own.get().text(AT)),
              Integer.parseInt(own.get().text(ATTEMPTS)),
              own.get().optional(PREVIOUS).map(LetterId::parse)));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  public LetterId id() {
    return LetterId.of(record);
  }

  /// The record as it was, at its first place.
  public ConsumerRecord<byte[], byte[]> original() {
    return Appended.without(STAGE, record, origin);
  }
}
