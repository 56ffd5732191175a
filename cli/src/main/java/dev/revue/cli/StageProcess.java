package dev.revue.cli;

import dev.revue.common.health.Health;
import dev.revue.common.health.HealthServer;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.settings.SettingsException;
import dev.revue.common.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stage as a process: answers for its health, waits for its topics, runs until it is told to
/// stop and closes in order.
public final class StageProcess {
  private static final Logger LOG = LoggerFactory.getLogger(StageProcess.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final String name;
  private final Health health = new Health(Clock.systemUTC());
  private final PrometheusMeterRegistry metrics = metrics();

  private StageProcess(String name) {
    this.name = name;
  }

  /// How a stage starts.
  interface Start {
    AutoCloseable with(Health health, MeterRegistry metrics);
  }

  /// What a stage is to have done before it stops by itself.
  interface Task {
    /// True where it is done.
    boolean look();
  }

  /// Where the stage answers for its health, and how it logs.
  record Address(String host, int port, Logs.Format logs) {
    /// @param defaultPort distinct for each stage, so that all of them start on one machine
    static Address from(Env env, int defaultPort) {
      return new Address(
          env.text("REVUE_HTTP_HOST", "127.0.0.1"),
          env.number("REVUE_HTTP_PORT", defaultPort, 0, 65_535),
          Logs.Format.from(env));
    }
  }

  public static PrometheusMeterRegistry metrics() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return registry;
  }

  /// Runs the stage until the process is told to stop. Returns the exit code.
  static int run(String name, Address address, KafkaSettings kafka, Start start) {
    Logs.ofStage(address.logs());
    return new StageProcess(name).run(address, kafka, start, null);
  }

  /// Runs the stage until the task is done or the process is told to stop. Returns the exit code, 1
  /// where the task was not done.
  static int run(String name, Address address, KafkaSettings kafka, Start start, Task task) {
    Logs.ofStage(address.logs());
    return new StageProcess(name).run(address, kafka, start, task);
  }

  private int run(Address address, KafkaSettings kafka, Start start, @Nullable Task task) {
    health.obstacle("start", name + " has not started yet");
    try (Stop stop = Stop.onSignal();
        HealthServer server = HealthServer.start(address.host(), address.port(), health, metrics)) {
      LOG.info("{}: health and metrics on http://{}:{}", name, address.host(), server.port());
      int stopped = task == null ? 0 : 1;
      if (!topicsAreRight(kafka, stop)) return stopped;
      try (AutoCloseable stage = start.with(health, metrics)) {
        health.clear("start");
        LOG.info("{}: running on {}", name, kafka.bootstrap());
        boolean done = done(task, stop);
        LOG.info("{}: stopping", name);
        return done ? 0 : stopped;
      }
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof SocketException taken)
        throw new SettingsException(String.valueOf(taken.getMessage()));
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(name + " did not stop cleanly", e);
    }
  }

  /// Waits for the task or the signal, whichever is first; true where the task is done.
  private boolean done(@Nullable Task task, Stop stop) throws InterruptedException {
    while (!stop.await(LOOK_AGAIN)) {
      try {
        if (task != null && task.look()) return true;
      } catch (RuntimeException e) {
        LOG.warn("{}: cannot see how far it is: {}", name, e.toString());
      }
    }
    return false;
  }

  /// Waits until the topics are as they must be; false where the process is told to stop before.
  private boolean topicsAreRight(KafkaSettings kafka, Stop stop) throws InterruptedException {
    String said = "";
    while (true) {
      String wrong = String.join("; ", mistakes(kafka));
      if (wrong.isEmpty()) return true;
      health.obstacle("start", wrong);
      if (!wrong.equals(said)) LOG.warn("{}: waiting: {}", name, wrong);
      said = wrong;
      if (stop.await(LOOK_AGAIN)) return false;
    }
  }

  private static List<String> mistakes(KafkaSettings kafka) {
    try {
      return new Topics(kafka).check();
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return List.of(
          "Kafka at "
              + kafka.bootstrap()
              + " does not answer ("
              + cause.getMessage()
              + "): start it, or ask `revue doctor`");
    }
  }
}
