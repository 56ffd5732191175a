package dev.revue.cli;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.ingest.IngestSettings;
import dev.revue.ingest.IngestStage;
import dev.revue.ingest.sources.Sources;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `revue ingest`: the web to pages, until stopped.
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Discovers and fetches review pages, politely, until stopped.",
    footer = {
      "",
      "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 REVUE_INGEST_SOURCES=sources.yml ./revue ingest"
    })
final class IngestCommand implements Callable<Integer> {
  private static final int HEALTH_PORT = 9101;

  @Override
  public Integer call() {
    var env = new Env(System.getenv());
    KafkaSettings kafka = KafkaSettings.from(env);
    IngestSettings settings = IngestSettings.from(env);
    var address = StageProcess.Address.from(env, HEALTH_PORT);
    env.check();
    Sources.read(settings.sources()); // a mistake is told at once, not when Kafka answers
    return StageProcess.run(
        "ingest",
        address,
        kafka,
        (health, metrics) -> IngestStage.start(settings, kafka, health, metrics));
  }
}
