package dev.revue.common.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;

/// Where the broker is and what this process is called there.
///
/// @param bootstrap `host:port`, several separated by commas
/// @param instance distinct for every process of a stage; a process that comes back under its old
///   name takes over at once what it had open
/// @param delivery how enrich and fold write what they make
/// @param extra client properties (TLS, SASL …) from `REVUE_KAFKA_PROPERTIES_FILE`
/// @param poisonPercent more bad records than this, of those of a minute, stop a line; 100 parks
///   all
public record KafkaSettings(
    String bootstrap,
    String instance,
    Delivery delivery,
    Map<String, String> extra,
    int poisonPercent) {
  private static final int POISON_PERCENT = 5;

  public KafkaSettings {
    extra = Map.copyOf(extra);
  }

  /// From Kafka to Kafka. What the index holds in the end is the same.
  public enum Delivery {
    /// What a batch gives and its offsets are one transaction: no duplicates.
    TRANSACTIONS,
    /// Without: after a crash, some of it is written twice.
    AT_LEAST_ONCE
  }

  public static KafkaSettings local(String bootstrap, String instance) {
    return new KafkaSettings(bootstrap, instance, Delivery.TRANSACTIONS, Map.of(), POISON_PERCENT);
  }

  public static KafkaSettings from(Env env) {
    String bootstrap = env.text("REVUE_KAFKA_BOOTSTRAP", "localhost:9092");
    for (String server : bootstrap.split(",")) {
      if (!server.strip().matches("(\\[[0-9a-fA-F:]+\\]|[^:\\s]+):\\d{1,5}")) {
        env.mistake("REVUE_KAFKA_BOOTSTRAP='" + bootstrap + "' is not host:port[,host:port…]");
        break;
      }
    }
    var extra = new TreeMap<String, String>();
    env.text("REVUE_KAFKA_PROPERTIES_FILE").ifPresent(file -> extra.putAll(properties(file, env)));
    String instance = env.text("REVUE_INSTANCE").orElseGet(() -> UUID.randomUUID().toString());
    int poison = env.number("REVUE_POISON_PERCENT", POISON_PERCENT, 1, 100);
    return new KafkaSettings(bootstrap, instance, delivery(env), extra, poison);
  }

  private static Delivery delivery(Env env) {
    String text = env.text("REVUE_KAFKA_TRANSACTIONS", "true").strip();
    if (!text.equals("true") && !text.equals("false")) {
      env.mistake("REVUE_KAFKA_TRANSACTIONS='" + text + "' is not true or false");
    }
    return text.equals("false") ? Delivery.AT_LEAST_ONCE : Delivery.TRANSACTIONS;
  }

  private static Map<String, String> properties(String file, Env env) {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(file))) {
      properties.load(in);
    } catch (IOException e) {
      env.mistake("REVUE_KAFKA_PROPERTIES_FILE: cannot read " + file + ": " + e.getMessage());
    }
    var map = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }
}
