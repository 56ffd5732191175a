package dev.revue.ingest.render;

import dev.revue.common.health.Health;
import dev.revue.common.kafka.Clients;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.settings.SettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `revue.render` → `revue.rendered`: everything that rendering needs, wired. Any number of
/// processes shares the jobs.
public final class RenderStage implements AutoCloseable {
  public static final String GROUP = "revue-render";

  private static final Logger LOG = LoggerFactory.getLogger(RenderStage.class);

  private final KafkaProducer<byte[], byte[]> producer;
  private final List<RenderSlot> slots;

  private RenderStage(KafkaProducer<byte[], byte[]> producer, List<RenderSlot> slots) {
    this.producer = producer;
    this.slots = slots;
  }

  /// @throws SettingsException where there is no browser
  public static RenderStage start(
      RenderSettings settings, KafkaSettings kafka, Health health, MeterRegistry metrics) {
    Chromium chromium = chromium(settings);
    prepare(settings, kafka);
    var producer = Clients.producer(kafka);
    List<RenderSlot> slots =
        IntStream.rangeClosed(1, settings.concurrency())
            .mapToObj(n ->
                new RenderSlot(
                    GROUP + "-" + n, chromium, settings, kafka, producer, health, metrics))
            .toList();
    slots.forEach(RenderSlot::start);
    return new RenderStage(producer, slots);
  }

  /// Ends after at most a few seconds; jobs under way are given to others.
  @Override
  public void close() {
    slots.forEach(RenderSlot::stop);
    slots.forEach(RenderSlot::close);
    producer.close();
  }

  /// @throws SettingsException where there is no browser
  public static void check(RenderSettings settings) {
    var _ = chromium(settings);
  }

  static Chromium chromium(RenderSettings settings) {
    Optional<Path> program = settings.chromium().or(Chromium::find);
    if (program.isEmpty()) {
      throw new SettingsException(
          List.of(
              "no chromium on the PATH: install it (Debian: apt install chromium), or say where it is with REVUE_RENDER_CHROMIUM"));
    }
    if (!Files.isExecutable(program.get())) {
      throw new SettingsException(
          List.of("REVUE_RENDER_CHROMIUM='" + program.get() + "' is no program that can be run"));
    }
    boolean root = "root".equals(System.getProperty("user.name"));
    boolean sandbox = settings.sandbox().orElse(!root);
    if (!sandbox) {
      LOG.warn(
          "render: Chromium runs WITHOUT its sandbox{}: a page that breaks out of the browser is this user. Run `revue render` as a user of its own.",
          settings.sandbox().isEmpty() ? " because this is root" : "");
    }
    return new Chromium(program.get(), sandbox);
  }

  /// What is a group's and not a consumer's to say: from the first job on, only those of committed
  /// transactions, and for how long one is a worker's.
  private static void prepare(RenderSettings settings, KafkaSettings kafka) {
    var group = new ConfigResource(ConfigResource.Type.GROUP, GROUP);
    List<AlterConfigOp> wanted =
        Map.of(
                "share.auto.offset.reset", "earliest",
                "share.isolation.level", "read_committed",
                "share.record.lock.duration.ms", String.valueOf(settings.lock().toMillis()))
            .entrySet()
            .stream()
            .map(e ->
                new AlterConfigOp(
                    new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
            .toList();
    try (Admin admin = Clients.admin(kafka)) {
      admin.incrementalAlterConfigs(Map.of(group, wanted)).all().get();
    } catch (ExecutionException e) {
      LOG.warn(
          "render: the group {} cannot be set up ({}): allow this principal AlterConfigs on the group, or set share.auto.offset.reset=earliest, share.isolation.level=read_committed and share.record.lock.duration.ms={} yourself",
          GROUP,
          e.getCause() == null ? e.getMessage() : e.getCause().getMessage(),
          settings.lock().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
