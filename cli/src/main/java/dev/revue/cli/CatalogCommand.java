package dev.revue.cli;

import dev.revue.common.settings.Env;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.catalog.Catalog.Link;
import dev.revue.enrich.catalog.Catalog.Query;
import dev.revue.enrich.catalog.CatalogBuild;
import dev.revue.enrich.catalog.CatalogIndex;
import dev.revue.enrich.catalog.Decision;
import dev.revue.enrich.catalog.Decision.Weighed;
import dev.revue.enrich.catalog.Entry;
import dev.revue.enrich.catalog.ShippedCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revue catalog`: makes the title catalogue, and shows what it makes of a title.
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description = "Makes the catalogue to which reviewed titles are linked, and looks into it.",
    subcommands = {CatalogCommand.Build.class, CatalogCommand.Lookup.class},
    footer = {
      "",
      "Example:  ./revue catalog build --out catalog title.*.tsv.gz name.basics.tsv.gz",
      "          REVUE_CATALOG=catalog ./revue enrich"
    })
final class CatalogCommand implements Callable<Integer> {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return 2;
  }

  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a catalogue from IMDb's public tables and from JSON lines, compressed with gzip or not, in any order.",
        "What a file is its first line tells: title.basics names titles; title.akas, title.crew, name.basics and"
            + " title.ratings add to them, as far as they are given. A JSON line is",
        "  {\"id\",\"type\",\"title\",\"titles\":[…],\"year\",\"until\",\"directors\":[…],\"cast\":[…],\"genres\":[…],\"ids\":{…},\"votes\"}",
        "with at least id, type (movie, tv, book, game or music) and title.",
        "Lines that cannot be used are counted and the first of them shown. The old catalogue stays until the new one"
            + " is complete. IMDb's files are to be had at their terms, which are yours to keep; none comes with Revue."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:a file is damaged or the disk is full; nothing was replaced",
        "2:wrong use: a file is not known, or the folder is no catalogue"
      },
      footer = {
        "",
        "Example:  ./revue catalog build --out catalog title.basics.tsv.gz title.akas.tsv.gz title.crew.tsv.gz"
            + " name.basics.tsv.gz title.ratings.tsv.gz ours.jsonl"
      })
  static final class Build implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
        names = "--out",
        paramLabel = "DIR",
        defaultValue = "catalog",
        description = "the folder to make or to replace (${DEFAULT-VALUE})")
    private Path out = Path.of("catalog");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "tables and JSON lines")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
      PrintWriter err = spec.commandLine().getErr();
      var progress = Progress.on(System.err);
      var build = new CatalogBuild(progress::show, line -> err.println("revue: " + line));
      CatalogBuild.Built built = build.build(out, files);
      if (built.bad() > 0)
        err.printf(Locale.ROOT, "revue: %,d lines could not be used%n", built.bad());
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s: %,d titles from %,d lines; %,d of other kinds left out, %,d bad lines; fingerprint %s%n",
              out,
              built.titles(),
              built.lines(),
              built.otherKinds(),
              built.bad(),
              built.fingerprint());
      return 0;
    }
  }

  @Command(
      name = "lookup",
      mixinStandardHelpOptions = true,
      description =
          "Shows which titles a name may mean, what speaks for each, and whether it would be linked.",
      footer = {"", "Example:  ./revue catalog lookup \"The Thing\" --type movie --year 1982"})
  static final class Lookup implements Callable<Integer> {
    private static final int MOST = 20;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "TITLE", description = "as a page writes it")
    private String title = "";

    @Option(names = "--year", paramLabel = "YEAR", description = "as a page states it")
    private @Nullable Integer year;

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        defaultValue = "other",
        description = "movie, tv, book, game or music; without it, the kind is not known")
    private String type = "other";

    @Option(
        names = "--director",
        paramLabel = "NAME",
        description = "director, author, studio or artist; several times for several")
    private List<String> makers = List.of();

    @Option(
        names = "--catalog",
        paramLabel = "DIR",
        description = "default: REVUE_CATALOG, else the one that comes along")
    private @Nullable Path catalog;

    @Override
    public Integer call() {
      if (catalog != null) return show(catalog);
      var env = new Env(System.getenv());
      EnrichSettings settings = EnrichSettings.from(env);
      env.check();
      if (settings.catalog().isPresent()) return show(settings.catalog().get());
      print(ShippedCatalog.index());
      return 0;
    }

    private int show(Path folder) {
      try (CatalogIndex index = CatalogIndex.open(folder)) {
        print(index);
        return 0;
      }
    }

    private void print(CatalogIndex index) {
      PrintWriter out = spec.commandLine().getOut();
      Decision decision = index.decide(new Query(title, type, year, makers, Map.of(), "", null));
      for (Weighed one : decision.ranked().stream().limit(MOST).toList())
        out.printf(
            Locale.ROOT,
            "%5.1f  %s  (agrees: %s)%n",
            one.weight(),
            line(one.entry()),
            one.evidence());
      int more = decision.ranked().size() - MOST;
      if (more > 0) out.printf("       and %d more%n", more);
      Optional<Link> link = decision.link();
      out.println(
          link.map(l -> "linked to " + l.entry().id() + ", confidence " + l.confidence())
              .orElse("not linked: " + decision.reason()));
    }

    private static String line(Entry entry) {
      String made = entry.makers().isEmpty() ? "" : ", " + String.join(", ", entry.makers());
      return entry.id()
          + "  "
          + entry.title()
          + (entry.year() == null ? "" : " (" + entry.year() + ")")
          + ", "
          + entry.type()
          + made;
    }
  }
}
