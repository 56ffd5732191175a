package dev.revue.common.kafka;

import dev.revue.common.topic.Topic;
import java.util.EnumSet;
import java.util.Set;

/// What a loop reads.
///
/// @param main its group's topic
/// @param beside topics of which it reads the partitions of the same numbers, as it reads redriven
///   records
/// @param again whether a [Replay] of the main topic may be asked for
public record Inputs(Topic main, Set<Topic> beside, Again again) {
  /// Whether what was handled once can be asked for again.
  public enum Again {
    NEVER,
    WHEN_ASKED
  }

  public Inputs {
    beside = Set.copyOf(beside);
  }

  public static Inputs only(Topic main) {
    return new Inputs(main, Set.of(), Again.NEVER);
  }

  /// What is read beside the main topic.
  Set<Topic> side() {
    var all = EnumSet.of(Topic.REDRIVE);
    all.addAll(beside);
    return all;
  }

  /// True where records that were first on that topic may come.
  public boolean has(String topic) {
    return main.topicName().equals(topic)
        || beside.stream().anyMatch(one -> one.topicName().equals(topic));
  }
}
