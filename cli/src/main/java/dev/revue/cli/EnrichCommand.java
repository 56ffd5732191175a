package dev.revue.cli;

import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Replay;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.EnrichStage;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `revue enrich`: pages to reviews to scores per title, until stopped.
@Command(
    name = "enrich",
    mixinStandardHelpOptions = true,
    description = "Turns pages into reviews, and reviews into a score per title, until stopped.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  REVUE_KAFKA_BOOTSTRAP=localhost:9092 ./revue enrich",
      "  REVUE_HTTP_PORT=0 ./revue enrich --replay   (beside those that run, or alone)"
    })
final class EnrichCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(EnrichCommand.class);
  private static final int HEALTH_PORT = 9102;

  @Option(
      names = "--replay",
      description = {
        "Extract all fetched pages again, without touching the web, and end when that is done:"
            + " after an update, with another catalogue, or to use what was learned of authors' scales."
            + " Pages that would give the same are passed over; the others get their embedding anew"
            + " a while later. All processes of the stage take part (update them first);"
            + " interrupted (exit code 1), they go on with it by themselves."
      })
  private boolean replay;

  @Override
  public Integer call() {
    var env = new Env(System.getenv());
    KafkaSettings kafka = KafkaSettings.from(env);
    EnrichSettings settings = EnrichSettings.from(env);
    var address = StageProcess.Address.from(env, HEALTH_PORT);
    env.check();
    StageProcess.Start start =
        (health, metrics) -> EnrichStage.start(kafka, settings, health, metrics);
    if (!replay) return StageProcess.run("enrich", address, kafka, start);
    var asked = new Asked(kafka);
    try (asked) {
      return StageProcess.run(
          "enrich",
          address,
          kafka,
          (health, metrics) -> {
            asked.ask();
            return start.with(health, metrics);
          },
          asked);
    }
  }

  /// A replay that this process has asked for.
  private static final class Asked implements StageProcess.Task, AutoCloseable {
    private final Replay replay;
    private final Offsets offsets;
    private long said = -1;
    private @Nullable Map<TopicPartition, Long> given;

    Asked(KafkaSettings kafka) {
      this.replay = new Replay(kafka, EnrichStage.REVIEW_GROUP, Topic.PAGES);
      this.offsets = new Offsets(kafka);
    }

    void ask() {
      replay.ask();
    }

    @Override
    public boolean look() {
      Replay.Progress progress = replay.progress();
      long percent = progress.all() == 0 ? 100 : 100 * progress.done() / progress.all();
      if (percent != said)
        LOG.info("replay: {} of {} offsets, {} %", progress.done(), progress.all(), percent);
      said = percent;
      if (!progress.complete()) return false;
      if (given == null) given = offsets.ends(Topic.REVIEWS);
      return offsets.passed(EnrichStage.FOLD_GROUP, given); // the titles' scores, too
    }

    @Override
    public void close() {
      offsets.close();
      replay.close();
    }
  }
}
