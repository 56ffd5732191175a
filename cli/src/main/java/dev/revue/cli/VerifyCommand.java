package dev.revue.cli;

import dev.revue.common.json.Json;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.index.verify.Comparison;
import dev.revue.index.verify.Difference;
import dev.revue.index.verify.Verify;
import dev.revue.index.verify.Verify.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// `revue verify`: the log against the index.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that the index is what the log says: ids, versions and content of every document, and the",
      "counts and sums of every title. Changes nothing; stages and searches go on beside it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the same", "1:something differs, or the stages are behind", "2:wrong use"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  REVUE_KAFKA_BOOTSTRAP=localhost:9092 REVUE_ELASTICSEARCH_URL=http://localhost:9200 ./revue verify",
      "  ./revue verify --json --limit 1000 > differences.json"
    })
final class VerifyCommand implements Callable<Integer> {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "patience with stages that are behind and come no nearer (${DEFAULT-VALUE} seconds)")
  private int wait = 60;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "most differences to print (${DEFAULT-VALUE}); all are counted")
  private int limit = 20;

  @Option(names = "--json", description = "the report as JSON on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var env = new Env(System.getenv());
    KafkaSettings kafka = KafkaSettings.from(env);
    ElasticSettings elastic = ElasticSettings.from(env);
    env.check();
    Logs.ofCommand();
    Instant began = Instant.now();
    var progress = Progress.on(System.err);
    Report report =
        new Verify(kafka, elastic, Duration.ofSeconds(Math.max(0, wait)), progress::show).run();
    Duration took = Duration.between(began, Instant.now());
    progress.finish("compared in " + took.toSeconds() + " s");
    PrintWriter out = spec.commandLine().getOut();
    if (json) out.println(json(report));
    else print(report, out);
    return report.same() ? 0 : 1;
  }

  private void print(Report report, PrintWriter out) {
    for (Comparison c : report.comparisons()) {
      out.printf(
          Locale.ROOT,
          "%-13s  %,d in the log, %,d in the index; checksum %s, %s%s%n",
          c.kind().readAlias(),
          c.log().count(),
          c.index().count(),
          c.log().hex(),
          c.index().hex(),
          c.changing() == 0 ? "" : " (" + c.changing() + " changed meanwhile)");
    }
    out.printf(
        Locale.ROOT,
        "titles         %,d compared: reviews in the log, revue.items and the index's own sums%s%n",
        report.titles(),
        report.unjudged() == 0 ? "" : " (" + report.unjudged() + " changed meanwhile)");
    if (report.unreadable() > 0)
      out.println(report.unreadable() + " records of the log are unreadable: see `revue dlq list`");
    List<Difference> differences = report.differences();
    differences.stream().limit(limit).forEach(d -> out.println("  " + printable(d.text())));
    if (differences.size() > limit)
      out.println("  … and " + (differences.size() - limit) + " more: --limit shows them");
    out.println(
        report.same()
            ? "the index is what the log says"
            : differences.size()
                + " differences. What was refused is in the dead letters: `revue dlq list`; other documents are put right by `revue reindex start` and `swap`, revue.items by a restart of `revue enrich`");
  }

  /// Ids in the index may be strangers'.
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private String json(Report report) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("same", report.same());
    for (Comparison c : report.comparisons()) {
      node.putObject(c.kind().readAlias())
          .put("log", c.log().count())
          .put("log_checksum", c.log().hex())
          .put("index", c.index().count())
          .put("index_checksum", c.index().hex())
          .put("changed_meanwhile", c.changing());
    }
    node.put("titles", report.titles())
        .put("titles_changed_meanwhile", report.unjudged())
        .put("unreadable", report.unreadable())
        .put("differences", report.differences().size());
    var first = node.putArray("first_differences");
    for (Difference difference : report.differences().stream().limit(limit).toList()) {
      first.addObject().put("id", difference.id()).put("what", difference.text());
    }
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }
}
