package dev.revue.cli;

import dev.revue.cli.doctor.Doctor;
import dev.revue.cli.doctor.Report;
import dev.revue.common.settings.Env;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `revue doctor`: what is wrong with settings and surroundings, each with its remedy, in a few
/// seconds, whatever does not answer. It changes nothing.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says what is wrong with settings, Kafka and Elasticsearch, each with the remedy; changes nothing.",
      "Exit code 0: nothing is wrong, 1: something is, 2: the settings are."
    },
    footer = {
      "",
      "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 REVUE_ELASTICSEARCH_URL=http://localhost:9200 ./revue doctor"
    })
final class DoctorCommand implements Callable<Integer> {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--verbose", description = "Say what is right, too.")
  private boolean verbose;

  @Option(names = "--json", description = "Everything as JSON.")
  private boolean json;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "5s",
      description =
          "End within this time; what has not answered by then is wrong. Default: 5s, of which servers have at least half.")
  private String within = "5s";

  private final Map<String, String> environment;
  private final Supplier<Duration> ran;

  DoctorCommand() {
    this(
        System.getenv(), () -> Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
  }

  /// @param ran for how long this process has run
  DoctorCommand(Map<String, String> environment, Supplier<Duration> ran) {
    this.environment = environment;
    this.ran = ran;
  }

  @Override
  public Integer call() {
    Logs.ofCommand();
    var env = new Env(environment);
    StageProcess.Address.from(env, 0);
    Report report = Doctor.examine(env, Clock.systemUTC(), within(), ran.get());
    PrintWriter out = spec.commandLine().getOut();
    if (json) report.json(out);
    else report.print(out, verbose ? Report.Detail.ALL : Report.Detail.WRONG);
    return report.exitCode();
  }

  private Duration within() {
    try {
      return Env.duration(within);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--within: " + e.getMessage(), e);
    }
  }
}
