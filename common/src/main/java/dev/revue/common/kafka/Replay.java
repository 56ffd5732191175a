package dev.revue.common.kafka;

import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Asks the members of a group to handle once more, beside what is new, all that now is on their
/// input, and tells how far they are. What is asked for is the offsets of a group of its own, so it
/// outlives every process and is gone on with by whoever owns a partition.
public final class Replay implements AutoCloseable {
  private static final String UNTIL = "until ";

  private final String group;
  private final Topic input;
  private final Offsets offsets;

  /// @param group of the members that are asked
  public Replay(KafkaSettings kafka, String group, Topic input) {
    this.group = groupOf(group);
    this.input = input;
    this.offsets = new Offsets(kafka);
  }

  /// How much is to be handled again, in offsets, and how much of that has been.
  public record Progress(long done, long all) {
    public boolean complete() {
      return done == all;
    }
  }

  /// From the start, also where an earlier replay has not come to its end.
  public void ask() {
    Map<TopicPartition, Long> ends = offsets.ends(input);
    var from = new HashMap<TopicPartition, OffsetAndMetadata>();
    offsets
        .starts(input)
        .forEach((partition, start) ->
            from.put(partition, at(start, ends.getOrDefault(partition, start))));
    offsets.commitAs(group, from);
  }

  public Progress progress() {
    Map<TopicPartition, Long> starts = offsets.starts(input);
    long done = 0;
    long all = 0;
    for (var entry : offsets.committed(group).entrySet()) {
      OffsetAndMetadata next = entry.getValue();
      long start = starts.getOrDefault(entry.getKey(), 0L);
      long until = Math.max(start, until(next));
      all += until - start;
      done += Math.clamp(next.offset(), start, until) - start;
    }
    return new Progress(done, all);
  }

  static String groupOf(String group) {
    return group + "-replay";
  }

  static OffsetAndMetadata at(long next, long until) {
    return new OffsetAndMetadata(next, UNTIL + until);
  }

  /// The offset at which a replay of the partition ends; 0 where none was asked for.
  static long until(@Nullable OffsetAndMetadata next) {
    if (next == null || !next.metadata().startsWith(UNTIL)) return 0;
    try {
      return Long.parseLong(next.metadata().substring(UNTIL.length()));
    } catch (NumberFormatException e) {
      return 0; // somebody else's note
    }
  }

  @Override
  public void close() {
    offsets.close();
  }
}
