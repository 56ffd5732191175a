package dev.revue.cli;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `revue topics`: creates the topics, or says what is wrong with them.
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Creates Revue's topics, or checks them.",
    footer = {"", "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 ./revue topics apply"})
final class TopicsCommand {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description =
          "Creates the topics that are missing and puts the settings of the others right. Safe to call again.",
      footer = {"", "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 ./revue topics apply"})
  int apply() {
    Topics.Applied applied = new Topics(kafka()).apply();
    applied.created().forEach(topic -> spec.commandLine().getOut().println("created " + topic));
    applied.altered().forEach(topic -> spec.commandLine().getOut().println("altered " + topic));
    if (applied.created().isEmpty() && applied.altered().isEmpty()) {
      spec.commandLine().getOut().println("all topics are as they must be");
    }
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Says what is wrong with the topics, with the remedy; changes nothing.",
      footer = {"", "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 ./revue topics check"})
  int check() {
    List<String> mistakes = new Topics(kafka()).check();
    mistakes.forEach(spec.commandLine().getErr()::println);
    return mistakes.isEmpty() ? 0 : 1;
  }

  private static KafkaSettings kafka() {
    var env = new Env(System.getenv());
    KafkaSettings kafka = KafkaSettings.from(env);
    env.check();
    return kafka;
  }
}
