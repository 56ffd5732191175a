package dev.revue.common.kafka;

import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Kafka clients as the delivery promise needs them: keys and values are bytes, so that a dead
/// letter holds exactly what was there.
public final class Clients {
  /// A killed process stalls `read_committed` readers for at most this long.
  private static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;

  private static final int LONGEST_RESTORE_MILLIS = 1_800_000;
  private static final Duration ADMIN_PATIENCE = Duration.ofSeconds(30);

  private Clients() {}

  public static Admin admin(KafkaSettings kafka) {
    return admin(kafka, ADMIN_PATIENCE);
  }

  /// @param patience after which a broker counts as not answering
  public static Admin admin(KafkaSettings kafka, Duration patience) {
    Map<String, Object> config = common(kafka);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    return Admin.create(config);
  }

  /// A member of a consumer group that reads committed records only and commits by itself never.
  ///
  /// @param maxRecords most records of one poll
  public static KafkaConsumer<byte[], byte[]> member(
      KafkaSettings kafka, String group, int maxRecords) {
    Map<String, Object> config = reader(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
    // Restoring a large partition happens inside a poll; that a process died, its heartbeats tell.
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_RESTORE_MILLIS);
    return new KafkaConsumer<>(config);
  }

  /// A member of a share group that is given one record at a time, acknowledges each by itself and
  /// gets nothing more before it did. What it leaves open another is given.
  public static KafkaShareConsumer<byte[], byte[]> sharer(KafkaSettings kafka, String group) {
    Map<String, Object> config = common(kafka);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return new KafkaShareConsumer<>(config);
  }

  /// A consumer outside any group, for partitions assigned by hand; reads committed records only.
  public static KafkaConsumer<byte[], byte[]> loner(KafkaSettings kafka) {
    return loner(kafka, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS);
  }

  /// @param maxRecords most records of one poll
  public static KafkaConsumer<byte[], byte[]> loner(KafkaSettings kafka, int maxRecords) {
    Map<String, Object> config = reader(kafka);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new KafkaConsumer<>(config);
  }

  /// The same, with offsets that it keeps under the name of a group without members.
  static KafkaConsumer<byte[], byte[]> rereader(KafkaSettings kafka, String group, int maxRecords) {
    Map<String, Object> config = reader(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(config);
  }

  /// @param id distinct for every process that is alive; a later one with the same id fences the
  ///   earlier
  public static KafkaProducer<byte[], byte[]> transactional(KafkaSettings kafka, String id) {
    Map<String, Object> config = writer(kafka);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    return new PromptProducer(config);
  }

  /// An idempotent producer without transactions, for what is idempotent at its reader anyway.
  public static KafkaProducer<byte[], byte[]> producer(KafkaSettings kafka) {
    return new PromptProducer(writer(kafka));
  }

  private static Map<String, Object> reader(KafkaSettings kafka) {
    Map<String, Object> config = common(kafka);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topic.MAX_RECORD_BYTES);
    // Compressed, and kept while the partitions are paused: 50 MiB by default.
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * Topic.MAX_RECORD_BYTES);
    return config;
  }

  private static Map<String, Object> writer(KafkaSettings kafka) {
    Map<String, Object> config = common(kafka);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    // Level 3, the default, takes a third more time for pages and twice as much for small records,
    // which mostly come alone in their batch, and saves 7 % of the bytes.
    config.putIfAbsent(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1);
    // Checked on uncompressed bytes, unlike the topic's limit.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
    return config;
  }

  private static Map<String, Object> common(KafkaSettings kafka) {
    var config = new HashMap<String, Object>(kafka.extra());
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    return config;
  }

  /// After a failed transaction a plain close may wait for ever. What is still open then, the
  /// broker aborts in time.
  private static final class PromptProducer extends KafkaProducer<byte[], byte[]> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    PromptProducer(Map<String, Object> config) {
      super(config);
    }

    @Override
    public void close() {
      close(PATIENCE);
    }
  }
}
