package dev.revue.cli;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.ingest.render.RenderSettings;
import dev.revue.ingest.render.RenderStage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `revue render`: a browser for sources that say `render: true`, until stopped.
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Renders pages of sources that say `render: true` with headless Chromium, until stopped.",
      "Start as many as you like, on any machine that reaches Kafka: they share the work."
    },
    footer = {
      "",
      "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 REVUE_RENDER_CHROMIUM=/usr/bin/chromium ./revue render"
    })
final class RenderCommand implements Callable<Integer> {
  private static final int HEALTH_PORT = 9105;

  @Override
  public Integer call() {
    var env = new Env(System.getenv());
    KafkaSettings kafka = KafkaSettings.from(env);
    RenderSettings settings = RenderSettings.from(env);
    var address = StageProcess.Address.from(env, HEALTH_PORT);
    env.check();
    RenderStage.check(settings); // told at once, not when Kafka answers
    return StageProcess.run(
        "render",
        address,
        kafka,
        (health, metrics) -> RenderStage.start(settings, kafka, health, metrics));
  }
}
