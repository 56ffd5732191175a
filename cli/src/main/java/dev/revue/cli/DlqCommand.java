package dev.revue.cli;

import dev.revue.cli.dlq.Causes;
import dev.revue.cli.dlq.Choice;
import dev.revue.cli.dlq.DryRun;
import dev.revue.cli.dlq.Filter;
import dev.revue.cli.dlq.Letters;
import dev.revue.cli.dlq.Outlook;
import dev.revue.cli.dlq.Portrait;
import dev.revue.cli.dlq.Redriving;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.settings.SettingsException;
import dev.revue.enrich.EnrichSettings;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revue dlq`: the dead letters, and putting them right.
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = {
      "Records that a stage could not take: what lies there and why, and sending it back.",
      "First put right what was wrong; `redrive --dry-run` says whether it is."
    },
    footer = {
      "",
      "Examples:  ./revue dlq list",
      "           ./revue dlq show 3@17",
      "           ./revue dlq redrive --filter stage=index --filter reason=rejected-document --dry-run",
      "           ./revue dlq redrive --filter stage=index --rate 50"
    })
final class DlqCommand {
  private static final Pattern PLACE = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

  private static final String FILTER =
      "NAME=VALUE, may be repeated, all must hold: stage, reason, topic, key, message (contains),"
          + " letter (PARTITION@OFFSET), since, before (an age such as 2h or a time)";

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private final Map<String, String> environment;

  DlqCommand() {
    this(System.getenv());
  }

  DlqCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows the dead letters by cause, those with most that wait first.",
      footer = {"", "Example:  ./revue dlq list --filter since=2h"})
  int list(
      @Option(names = "--filter", paramLabel = "NAME=VALUE", description = FILTER)
          List<String> filters,
      @Option(names = "--json", description = "one JSON object for each cause, a line each")
          boolean json) {
    Filter filter = filter(filters);
    List<Causes.Group> groups = Causes.of(new Letters(settings().kafka()), filter);
    PrintWriter out = out();
    for (Causes.Group group : groups) out.println(json ? Outlook.json(group) : Outlook.of(group));
    if (!json) out.println(Outlook.sum(groups));
    out.flush();
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one dead letter: where, why, how often, its headers and its value.",
      footer = {
        "",
        "Examples:  ./revue dlq show 3@17",
        "           ./revue dlq show 3@17 --raw > value"
      })
  int show(
      @Parameters(paramLabel = "PARTITION@OFFSET", description = "as `revue dlq list` prints it")
          String place,
      @Option(names = "--full", description = "all of the value, also on a terminal") boolean full,
      @Option(names = "--raw", description = "the value's bytes as they are, and nothing else")
          boolean raw)
      throws IOException {
    Matcher matcher = PLACE.matcher(place);
    if (!matcher.matches())
      throw new SettingsException("'" + place + "' is not PARTITION@OFFSET, such as 3@17");
    var letters = new Letters(settings().kafka());
    Optional<DeadLetter> found =
        letters.at(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    if (found.isEmpty()) {
      err().println("revue: there is no dead letter " + place + "; see `revue dlq list`");
      return 1;
    }
    DeadLetter letter = found.get();
    if (raw) {
      byte[] value = letter.record().value();
      if (value != null) System.out.write(value);
      System.out.flush();
      return 0;
    }
    boolean sent = letters.sentBack().contains(letter.id());
    out().print(Portrait.of(letter, sent, full || !terminal()));
    out().flush();
    return 0;
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description = {
        "Sends dead letters back to the stages that gave them up, byte for byte, each once.",
        "Ctrl-C ends it; called again, it goes on with those that were not sent. Letters of ingest are",
        "left: the next crawl finds their links again."
      },
      footer = {
        "",
        "Examples:  ./revue dlq redrive --filter stage=index --dry-run",
        "           ./revue dlq redrive --filter stage=index --filter since=2h --rate 50"
      })
  int redrive(
      @Option(names = "--filter", paramLabel = "NAME=VALUE", description = FILTER)
          List<String> filters,
      @Option(
              names = "--rate",
              paramLabel = "N",
              defaultValue = "0",
              description = "most letters a second (as fast as they go)")
          int rate,
      @Option(
              names = "--max-attempts",
              paramLabel = "N",
              defaultValue = "3",
              description =
                  "leave letters on which a stage has given up N times or more (${DEFAULT-VALUE})")
          int mostAttempts,
      @Option(
              names = "--dry-run",
              description = "send nothing; say what would become of each letter")
          boolean dryRun)
      throws IOException {
    if (rate < 0) throw new SettingsException("--rate " + rate + " is below 0");
    if (mostAttempts < 1) throw new SettingsException("--max-attempts must be 1 or more");
    Filter filter = filter(filters);
    Settings settings = settings();
    if (dryRun) return rehearse(settings, filter, mostAttempts);
    try (Stop stop = Stop.onSignal();
        var redriving = new Redriving(settings.kafka())) {
      Choice choice = Choice.of(new Letters(settings.kafka()), filter, mostAttempts);
      var progress = Progress.on(System.err);
      String total = " of " + choice.size() + " letters";
      int sent =
          redriving.send(choice, rate, stop::await, so -> progress.show("sent " + so + total));
      progress.finish("ended");
      out().println("sent " + sent + total);
      tellLeft(choice);
      if (sent == choice.size()) return 0;
      err().println("revue: stopped; call it again to send the rest");
      return 1;
    }
  }

  private int rehearse(Settings settings, Filter filter, int mostAttempts) throws IOException {
    Choice choice = Choice.of(new Letters(settings.kafka()), filter, mostAttempts);
    var outlook = new Outlook();
    try (var dryRun =
        new DryRun(
            settings.kafka(),
            settings.elastic(),
            settings.catalog(),
            (letter, forecast) -> out().println(outlook.add(letter, forecast)))) {
      dryRun.run(choice);
    }
    out().println("of %d letters: %s; nothing was sent".formatted(choice.size(), outlook));
    tellLeft(choice);
    return 0;
  }

  private void tellLeft(Choice choice) {
    if (!choice.left().isEmpty()) out().println(choice.left());
    out().flush();
  }

  private record Settings(KafkaSettings kafka, ElasticSettings elastic, Optional<Path> catalog) {}

  private Settings settings() {
    var env = new Env(environment);
    var settings =
        new Settings(
            KafkaSettings.from(env), ElasticSettings.from(env), EnrichSettings.from(env).catalog());
    env.check();
    Logs.ofCommand();
    return settings;
  }

  private static Filter filter(@org.jspecify.annotations.Nullable List<String> filters) {
    return Filter.parse(filters == null ? List.of() : filters, Instant.now());
  }

  @SuppressWarnings(
      "SystemConsoleNull") // it is null in a runtime without the module jdk.internal.le
  private static boolean terminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
