package dev.revue.common.kafka;

import dev.revue.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// A record that a stage could not take: the original bytes and headers, and in headers of their
/// own where, why and how often.
public final class DeadLetter {
  public static final String STAGE = "revue-dlq-stage";
  public static final String REASON = "revue-dlq-reason";
  public static final String MESSAGE = "revue-dlq-message";
  public static final String TOPIC = "revue-dlq-topic";
  public static final String PARTITION = "revue-dlq-partition";
  public static final String OFFSET = "revue-dlq-offset";
  public static final String TIMESTAMP = "revue-dlq-timestamp";
  public static final String AT = "revue-dlq-at";
  public static final String ATTEMPTS = "revue-dlq-attempts";

  private static final int MESSAGE_LENGTH = 1_000;

  private DeadLetter() {}

  /// @param stage the stage that gave up, such as `enrich`
  /// @param reason a short name to group by
  public static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, String stage, String reason, String message) {
    int attempts = attempts(record.headers()) + 1;
    var letter =
        new ProducerRecord<>(
            Topic.DEAD_LETTERS.topicName(),
            Topic.DEAD_LETTERS.partition(Events.key(record)),
            record.key(),
            record.value());
    Headers headers = letter.headers();
    for (Header header : record.headers()) {
      if (!header.key().startsWith("revue-dlq-")) headers.add(header);
    }
    Events.add(headers, STAGE, stage);
    Events.add(headers, REASON, reason);
    Events.add(headers, MESSAGE, message.substring(0, Math.min(message.length(), MESSAGE_LENGTH)));
    Events.add(headers, TOPIC, record.topic());
    Events.add(headers, PARTITION, String.valueOf(record.partition()));
    Events.add(headers, OFFSET, String.valueOf(record.offset()));
    Events.add(headers, TIMESTAMP, String.valueOf(record.timestamp()));
    Events.add(headers, AT, Instant.now().toString());
    Events.add(headers, ATTEMPTS, String.valueOf(attempts));
    return letter;
  }

  private static int attempts(Headers headers) {
    Header said = headers.lastHeader(ATTEMPTS);
    if (said == null || said.value() == null) return 0;
    try {
      return Integer.parseInt(new String(said.value(), StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      return 0; // headers may come from strangers
    }
  }
}
