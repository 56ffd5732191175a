package dev.revue.common.kafka;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Which dead letter: `PARTITION@OFFSET` of `revue.dead-letters`, and when it was written there, so
/// that a topic that was deleted and made anew has other letters.
public record LetterId(int partition, long offset, long timestamp) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})@(\\d{1,18})/(-?\\d{1,18})");

  static LetterId of(ConsumerRecord<byte[], byte[]> letter) {
    return new LetterId(letter.partition(), letter.offset(), letter.timestamp());
  }

  /// @throws IllegalArgumentException where `text` names no dead letter
  static LetterId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) throw new IllegalArgumentException("no dead letter: " + text);
    return new LetterId(
        Integer.parseInt(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)));
  }

  /// The place alone, as people write it.
  public String place() {
    return partition + "@" + offset;
  }

  @Override
  public String toString() {
    return place() + "/" + timestamp;
  }
}
