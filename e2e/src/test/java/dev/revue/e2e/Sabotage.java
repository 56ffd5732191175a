package dev.revue.e2e;

import static org.apache.kafka.clients.consumer.ConsumerConfig.*;

import dev.revue.common.kafka.Offsets;
import dev.revue.common.topic.Topic;
import dev.revue.embedded.FaultProxy;
import dev.revue.embedded.FaultProxy.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What goes wrong in one run, made up from a seed: faults between index and Elasticsearch, and
/// processes that are killed or stand still at the n-th bulk or the n-th record that enrich wrote.
final class Sabotage implements FaultProxy.Script, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int BLOWS = 2;

  private enum Blow {
    KILL,
    KILL_AND_RENAME,
    FREEZE
  }

  /// @param at bulks, or records that enrich wrote, since the run began
  private record Plan(int at, Blow blow) {}

  private final Random faults;
  private final Stage enrich;
  private final Stage index;
  private final Queue<Plan> forEnrich;
  private final Queue<Plan> forIndex;
  private final List<String> done = new ArrayList<>();
  private final AtomicInteger faulty = new AtomicInteger();
  private final Thread watcher;
  private int bulks;
  private volatile boolean over;

  /// @param bootstrap the broker, whose topics tell what enrich writes
  Sabotage(long seed, Stage enrich, Stage index, String bootstrap) {
    var random = new Random(~seed);
    this.faults = new Random(random.nextLong());
    this.enrich = enrich;
    this.index = index;
    this.forEnrich = plans(random, 160);
    this.forIndex = plans(random, 12);
    var consumer = consumer(bootstrap);
    this.watcher = Thread.ofPlatform().name("sabotage").start(() -> watch(consumer));
  }

  private static Queue<Plan> plans(Random random, int within) {
    var plans = new ArrayDeque<Plan>();
    int at = 0;
    for (int i = 0; i < BLOWS; i++) {
      at += 1 + random.nextInt(within);
      plans.add(new Plan(at, Blow.values()[random.nextInt(Blow.values().length)]));
    }
    return plans;
  }

  /// What was done, in order.
  @Override
  public synchronized String toString() {
    return String.join(", ", done) + ", " + faulty + " faulty bulks";
  }

  synchronized long blows() {
    return done.size();
  }

  @Override
  public synchronized Fault before(int number, byte[] body) {
    if (over) return new Fault.Passed();
    bulks++;
    // Whether the bulk of the dead still arrives is left to chance.
    if (strike(index, forIndex, bulks) && faults.nextBoolean()) return new Fault.Reset();
    Fault fault = fault();
    if (!(fault instanceof Fault.Passed)) faulty.incrementAndGet();
    return fault;
  }

  private Fault fault() {
    return switch (faults.nextInt(24)) {
      case 0 -> new Fault.Delayed(Duration.ofMillis(faults.nextInt(300)));
      case 1 -> new Fault.Reset();
      case 2 ->
          new Fault.Answered(
              429, "{\"error\":{\"type\":\"es_rejected_execution_exception\"},\"status\":429}");
      case 3 -> new Fault.Answered(503, "{}");
      case 4 -> {
        int third = faults.nextInt(3);
        yield new Fault.ItemsRefused(429, "es_rejected_execution_exception", i -> i % 3 == third);
      }
      case 5, 6 -> new Fault.AnswerLost();
      case 7 -> new Fault.AnswerCut();
      default -> new Fault.Passed();
    };
  }

  private boolean strike(Stage stage, Queue<Plan> plans, int at) {
    if (plans.isEmpty() || plans.peek().at > at) return false;
    Plan plan = plans.remove();
    try {
      switch (plan.blow) {
        case KILL -> stage.killAndStart();
        case KILL_AND_RENAME -> {
          stage.rename();
          stage.killAndStart();
        }
        case FREEZE -> stage.freezeAndStart();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    synchronized (this) {
      done.add((stage == enrich ? "enrich " : "index ") + plan.blow + "@" + at);
    }
    return true;
  }

  /// Counts what enrich writes, whether or not its transaction is committed.
  private void watch(KafkaConsumer<byte[], byte[]> consumer) {
    int written = 0;
    try (consumer) {
      while (!over) {
        for (var _ : consumer.poll(POLL)) {
          written++;
          strike(enrich, forEnrich, written);
        }
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
    var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of(
                BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                MAX_POLL_RECORDS_CONFIG,
                1));
    List<TopicPartition> partitions =
        Offsets.partitions(Topic.REVIEWS, Topic.EXTRACTED, Topic.ITEMS);
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  /// Nothing goes wrong any more.
  @Override
  public void close() throws InterruptedException {
    over = true;
    watcher.join();
  }
}
