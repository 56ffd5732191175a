package dev.revue.common.kafka;

import dev.revue.common.kafka.DeadLetter.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// Headers of ours that follow a record's own. They begin with a header of a known name, the last
/// of that name: the record's own may be anything, even that.
record Appended(List<Header> headers) {
  /// Empty where no header of that name is there.
  static Optional<Appended> after(Headers all, String first) {
    Header[] headers = all.toArray();
    int from = start(headers, first);
    return from < 0
        ? Optional.empty()
        : Optional.of(new Appended(List.of(headers).subList(from, headers.length)));
  }

  /// @throws IllegalArgumentException where it is missing
  String text(String name) {
    return optional(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  Optional<String> optional(String name) {
    return headers.stream()
        .filter(header -> header.key().equals(name) && header.value() != null)
        .findFirst()
        .map(header -> new String(header.value(), StandardCharsets.UTF_8));
  }

  /// The record without them, at the place where it was.
  static ConsumerRecord<byte[], byte[]> without(
      String first, ConsumerRecord<byte[], byte[]> record, Origin origin) {
    Header[] all = record.headers().toArray();
    var own = new ArrayList<>(List.of(all).subList(0, start(all, first)));
    return new ConsumerRecord<>(
        origin.topic(),
        origin.partition(),
        origin.offset(),
        origin.timestamp(),
        TimestampType.CREATE_TIME,
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        record.value(),
        new RecordHeaders(own),
        Optional.empty());
  }

  private static int start(Header[] headers, String first) {
    for (int i = headers.length - 1; i >= 0; i--) {
      if (headers[i].key().equals(first)) return i;
    }
    return -1;
  }
}
