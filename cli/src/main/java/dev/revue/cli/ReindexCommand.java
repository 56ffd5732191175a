package dev.revue.cli;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import dev.revue.index.IndexSettings;
import dev.revue.index.reindex.Reindex;
import dev.revue.index.reindex.Reindex.IndexStatus;
import dev.revue.index.reindex.Reindex.Proof;
import dev.revue.index.reindex.Reindex.Turn;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `revue reindex`: a new index from the log beside the live one, and the change-over.
@Command(
    name = "reindex",
    mixinStandardHelpOptions = true,
    description = {
      "Builds a new index from the log beside the live one and changes over when it is proven to be as good.",
      "Searches and stages go on throughout. Needs the right to manage indices of revue-*."
    },
    footer = {
      "",
      "Example:  ./revue reindex start && ./revue reindex swap",
      "          ./revue reindex rollback        # should the new one disappoint",
      "          ./revue reindex drop revue-reviews-v1"
    })
final class ReindexCommand {
  /// More differences than this say nothing new.
  private static final int SHOWN = 20;

  private static final Duration ALIVE = Duration.ofSeconds(10);

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = {
        "Makes the next index and writes the whole log into it; ends when it has everything and was compared.",
        "Interrupted, it goes on where it was when called again."
      },
      footer = {"", "Example:  ./revue reindex start"})
  int start() throws IOException {
    try (Open open = open()) {
      List<Proof> proofs = open.reindex.start();
      open.progress.finish("the new index has the whole log");
      return told(proofs)
          ? said("ready: `revue reindex swap` puts it in place", 0)
          : said(
              "it is not what the log says: see above. Where another release began it, `revue reindex drop` it and start again",
              1);
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Says which indices there are and how far each is, with rate and time left.",
      footer = {"", "Example:  ./revue reindex status"})
  int status() throws IOException {
    try (Open open = open()) {
      for (IndexStatus index : open.reindex.status()) {
        out()
            .printf(
                Locale.ROOT,
                "%-8s  %-20s  %,12d documents  %5.1f %% of the log%s%n",
                index.role(),
                index.index(),
                index.documents(),
                index.total() == 0 ? 100.0 : 100.0 * index.done() / index.total(),
                pace(index));
      }
      return 0;
    }
  }

  @Command(
      name = "swap",
      mixinStandardHelpOptions = true,
      description = {
        "Compares the next index with the log, document by document, and puts it in place where nothing differs.",
        "All aliases move in one step; writes wait for less than a second, searches for nothing."
      },
      footer = {"", "Example:  ./revue reindex swap"})
  int swap() throws IOException {
    try (Open open = open()) {
      return turned(open.reindex.swap(), "rollback", open.progress);
    }
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Writes into the previous index what came since, and puts it back in place.",
      footer = {"", "Example:  ./revue reindex rollback"})
  int rollback() throws IOException {
    try (Open open = open()) {
      return turned(open.reindex.rollback(), "swap", open.progress);
    }
  }

  @Command(
      name = "drop",
      mixinStandardHelpOptions = true,
      description = "Deletes an index that is not live; the live one it refuses.",
      footer = {"", "Example:  ./revue reindex drop revue-reviews-v1"})
  int drop(
      @Parameters(paramLabel = "INDEX", description = "as `revue reindex status` names it")
          String index)
      throws IOException {
    try (Open open = open()) {
      open.reindex.drop(index);
      return said(index + " is dropped", 0);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
  }

  /// What a command holds while it runs.
  private record Open(Reindex reindex, Progress progress) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      reindex.close();
    }
  }

  private static Open open() {
    var env = new Env(System.getenv());
    IndexSettings settings = IndexSettings.from(env);
    env.check();
    Logs.ofCommand();
    var progress = Progress.on(System.err);
    return new Open(new Reindex(settings, progress::show), progress);
  }

  private int turned(Turn turn, String back, Progress progress) {
    return switch (turn) {
      case Turn.Done done -> {
        progress.finish("changed over");
        told(done.proofs());
        if (done.refused() > 0)
          out()
              .println(
                  done.refused()
                      + " documents were refused on the last stretch: see `revue verify`");
        yield said(
            "%s → %s; writes waited %d ms, searches not at all. `revue reindex %s` goes back"
                .formatted(
                    String.join(", ", done.from()),
                    String.join(", ", done.to()),
                    done.held().toMillis(),
                    back),
            0);
      }
      case Turn.Refused refused -> {
        progress.finish("not changed over");
        told(refused.proofs());
        yield said("nothing was changed: the new index is not what the log says", 1);
      }
    };
  }

  /// Prints what was compared; true where nothing is worse than in the live index.
  private boolean told(List<Proof> proofs) {
    for (Proof proof : proofs) {
      out()
          .printf(
              Locale.ROOT,
              "%-20s  %,d in the log, %,d in the index; checksum %s, %s; %d differences%s%n",
              proof.index(),
              proof.comparison().log().count(),
              proof.comparison().index().count(),
              proof.comparison().log().hex(),
              proof.comparison().index().hex(),
              proof.worse().size(),
              proof.shared() == 0
                  ? ""
                  : " (and "
                      + proof.shared()
                      + " dead letters that the live index has not either)");
      proof.worse().stream()
          .limit(SHOWN)
          .forEach(difference -> out().println("  " + VerifyCommand.printable(difference.text())));
    }
    return proofs.stream().allMatch(proof -> proof.worse().isEmpty());
  }

  private static String pace(IndexStatus index) {
    long left = index.total() - index.done();
    if (left == 0 || index.role().equals("live")) return "";
    return index
        .lately()
        .filter(lately -> lately.at().isAfter(Instant.now().minus(ALIVE)))
        .map(lately ->
            String.format(
                Locale.ROOT,
                "  %,d a second, about %d s left",
                lately.perSecond(),
                left / Math.max(1, lately.perSecond())))
        .orElse(
            index.role().equals("next") ? "  not being written: run `revue reindex start`" : "");
  }

  private int said(String line, int code) {
    out().println(line);
    return code;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
