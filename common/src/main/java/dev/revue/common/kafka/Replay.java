package dev.revue.common.kafka;

import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Asks the members of a group to handle once more, beside what is new, all that now is on their
/// input, and tells how far they are. What is asked for, and how far it has come, are the offsets
/// of two groups without members: they outlive every process, and whoever owns a partition goes on.
public final class Replay implements AutoCloseable {
  private final String group;
  private final Topic input;
  private final Offsets offsets;
  private final Map<TopicPartition, Long> untils = new HashMap<>();
  private String request = "";

  /// @param group of the members that are asked
  public Replay(KafkaSettings kafka, String group, Topic input) {
    this.group = group;
    this.input = input;
    this.offsets = new Offsets(kafka);
  }

  /// How much was asked for, in offsets, and how much of that has been handled again.
  public record Progress(long done, long all) {
    public boolean complete() {
      return done == all;
    }
  }

  /// From the start, also where an earlier replay has not come to its end.
  public void ask() {
    request = Instant.now().toString();
    untils.clear();
    untils.putAll(offsets.ends(input));
    var asked = new HashMap<TopicPartition, OffsetAndMetadata>();
    untils.forEach(
        (partition, until) -> asked.put(partition, new OffsetAndMetadata(until, request)));
    offsets.commitAs(asks(group), asked);
  }

  /// Of what this asked for.
  public Progress progress() {
    Map<TopicPartition, Long> starts = offsets.starts(input);
    Map<TopicPartition, Long> ends = offsets.ends(input); // lower where the topic was made anew
    Map<TopicPartition, OffsetAndMetadata> at = offsets.committed(progress(group));
    long done = 0;
    long all = 0;
    for (Map.Entry<TopicPartition, Long> asked : untils.entrySet()) {
      long start = starts.getOrDefault(asked.getKey(), 0L);
      long until =
          Math.max(start, Math.min(asked.getValue(), ends.getOrDefault(asked.getKey(), 0L)));
      all += until - start;
      OffsetAndMetadata next = at.get(asked.getKey());
      if (next != null && next.metadata().equals(request))
        done += Math.clamp(next.offset(), start, until) - start;
    }
    return new Progress(done, all);
  }

  /// Offsets: where what was asked for ends; the note is the request.
  static String asks(String group) {
    return group + "-replay-asked";
  }

  /// Offsets: what is to be handled again next; the note is the request.
  static String progress(String group) {
    return group + "-replay";
  }

  @Override
  public void close() {
    offsets.close();
  }
}
