package dev.revue.cli;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.enrich.EnrichStage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `revue enrich`: pages to reviews to scores per title, until stopped.
@Command(
    name = "enrich",
    mixinStandardHelpOptions = true,
    description = "Turns pages into reviews, and reviews into a score per title, until stopped.",
    footer = {"", "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 ./revue enrich"})
final class EnrichCommand implements Callable<Integer> {
  private static final int HEALTH_PORT = 9102;

  @Override
  public Integer call() {
    var env = new Env(System.getenv());
    KafkaSettings kafka = KafkaSettings.from(env);
    var address = StageProcess.Address.from(env, HEALTH_PORT);
    env.check();
    return StageProcess.run(
        "enrich", address, kafka, (health, metrics) -> EnrichStage.start(kafka, health, metrics));
  }
}
