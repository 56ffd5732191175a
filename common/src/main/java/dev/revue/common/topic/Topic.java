package dev.revue.common.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;

/// The topics of Revue and what each needs of the broker.
public enum Topic {
  FRONTIER("revue.frontier", 64, Cleanup.COMPACT),
  DISCOVERED("revue.discovered", 64, Cleanup.DELETE_7_DAYS),
  /// Pages that need a browser: a share group's, whose readers are not bound to partitions.
  RENDER("revue.render", 4, Cleanup.DELETE_7_DAYS),
  /// What browsers made of them, on its way back to the owner of their site.
  RENDERED("revue.rendered", 64, Cleanup.DELETE_7_DAYS),
  PAGES("revue.pages", 64, Cleanup.COMPACT),
  EXTRACTED("revue.extracted", 64, Cleanup.COMPACT),
  REVIEWS("revue.reviews", 64, Cleanup.COMPACT),
  /// Reviews with their embeddings, on their way back to the owner of their page.
  EMBEDDED("revue.embedded", 64, Cleanup.DELETE_7_DAYS),
  ITEMS("revue.items", 64, Cleanup.COMPACT),
  REDRIVE("revue.redrive", 64, Cleanup.DELETE_60_DAYS),
  DEAD_LETTERS("revue.dead-letters", 8, Cleanup.DELETE_30_DAYS);

  /// The largest record, in uncompressed bytes: the producer, the topics and the fetches all allow
  /// it.
  public static final int MAX_RECORD_BYTES = 8 << 20;

  private final String topicName;
  private final int partitions;
  private final Cleanup cleanup;

  Topic(String topicName, int partitions, Cleanup cleanup) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.cleanup = cleanup;
  }

  public String topicName() {
    return topicName;
  }

  public int partitions() {
    return partitions;
  }

  /// The partition of whatever `partitionKey` names: positive murmur2 of its UTF-8 bytes modulo the
  /// topic's partitions.
  public int partition(String partitionKey) {
    return Utils.toPositive(Utils.murmur2(partitionKey.getBytes(StandardCharsets.UTF_8)))
        % partitions;
  }

  /// The topic's settings, as the broker names them.
  public Map<String, String> config() {
    var config = new HashMap<String, String>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_RECORD_BYTES));
    switch (cleanup) {
      case COMPACT -> {
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        // Small segments, because only closed ones are compacted and a restart reads the rest.
        config.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(64 << 20));
        config.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2");
        config.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(1)));
      }
      case DELETE_7_DAYS -> deleteAfter(Duration.ofDays(7), config);
      case DELETE_30_DAYS -> deleteAfter(Duration.ofDays(30), config);
      case DELETE_60_DAYS -> deleteAfter(Duration.ofDays(60), config);
    }
    return Map.copyOf(config);
  }

  private static void deleteAfter(Duration age, Map<String, String> config) {
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    config.put(TopicConfig.RETENTION_MS_CONFIG, millis(age));
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }

  private enum Cleanup {
    COMPACT,
    DELETE_7_DAYS,
    DELETE_30_DAYS,
    /// Longer than any dead letter lives, with what its segment adds: it tells which were sent
    /// back.
    DELETE_60_DAYS
  }
}
