package dev.revue.common.kafka;

import dev.revue.common.kafka.DeadLetter.Origin;
import dev.revue.common.topic.Topic;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// A dead letter on its way back to the stage that gave it up, and to no other. Its partition has
/// the number of the record's own, so that it reaches whoever owns that one.
///
/// @param stage whose it is
/// @param letter which dead letter it is
/// @param attempts how often the stage has given up on it
/// @param original key, value and headers as they were, at their first place
public record Redrive(
    String stage, LetterId letter, int attempts, ConsumerRecord<byte[], byte[]> original) {
  private static final String STAGE = "revue-redrive-stage";
  private static final String LETTER = "revue-redrive-letter";
  private static final String ATTEMPTS = "revue-redrive-attempts";
  private static final String TOPIC = "revue-redrive-topic";
  private static final String PARTITION = "revue-redrive-partition";
  private static final String OFFSET = "revue-redrive-offset";
  private static final String TIMESTAMP = "revue-redrive-timestamp";

  public static ProducerRecord<byte[], byte[]> of(DeadLetter letter) {
    ConsumerRecord<byte[], byte[]> original = letter.original();
    var back =
        new ProducerRecord<>(
            Topic.REDRIVE.topicName(), original.partition(), original.key(), original.value());
    Headers headers = back.headers();
    original.headers().forEach(headers::add);
    Events.add(headers, STAGE, letter.stage()); // first: what is before it is the record's own
    Events.add(headers, LETTER, letter.id().toString());
    Events.add(headers, ATTEMPTS, String.valueOf(letter.attempts()));
    Events.add(headers, TOPIC, original.topic());
    Events.add(headers, PARTITION, String.valueOf(original.partition()));
    Events.add(headers, OFFSET, String.valueOf(original.offset()));
    Events.add(headers, TIMESTAMP, String.valueOf(original.timestamp()));
    return back;
  }

  /// Empty where the record is no redriven one: of another topic, or in a partition in which its
  /// owner would not find its memory.
  public static Optional<Redrive> read(ConsumerRecord<byte[], byte[]> record) {
    if (!record.topic().equals(Topic.REDRIVE.topicName())) return Optional.empty();
    var own = Appended.after(record.headers(), STAGE);
    if (own.isEmpty()) return Optional.empty();
    try {
      var origin =
          new Origin(
              own.get().text(TOPIC),
              Integer.parseInt(own.get().text(PARTITION)),
              Long.parseLong(own.get().text(OFFSET)),
              Long.parseLong(own.get().text(TIMESTAMP)));
      if (origin.partition() != record.partition()) return Optional.empty();
      return Optional.of(
          new Redrive(
              own.get().text(STAGE),
              LetterId.parse(own.get().text(LETTER)),
              Integer.parseInt(own.get().text(ATTEMPTS)),
              Appended.without(STAGE, record, origin)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// What `stage` is to do with a record: take it as it is, take it as it was before it became a
  /// dead letter, or, where it is for another stage, nothing.
  public static Optional<ConsumerRecord<byte[], byte[]>> addressed(
      ConsumerRecord<byte[], byte[]> record, String stage) {
    if (!isRedriven(record)) return Optional.of(record);
    return read(record).filter(back -> back.stage.equals(stage)).map(Redrive::original);
  }

  /// True where the record comes from the dead letters.
  public static boolean isRedriven(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(Topic.REDRIVE.topicName());
  }
}
