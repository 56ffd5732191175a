package dev.revue.cli;

import dev.revue.common.settings.Env;
import dev.revue.index.IndexSettings;
import dev.revue.index.IndexStage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `revue index`: reviews and scores to Elasticsearch, until stopped.
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = "Writes reviews and scores per title to Elasticsearch, until stopped.",
    footer = {
      "",
      "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 REVUE_ELASTICSEARCH_URL=http://localhost:9200 ./revue index"
    })
final class IndexCommand implements Callable<Integer> {
  private static final int HEALTH_PORT = 9103;

  @Override
  public Integer call() {
    var env = new Env(System.getenv());
    IndexSettings settings = IndexSettings.from(env);
    var address = StageProcess.Address.from(env, HEALTH_PORT);
    env.check();
    return StageProcess.run(
        "index",
        address,
        settings.kafka(),
        (health, metrics) -> IndexStage.start(settings, health, metrics));
  }
}
