package dev.revue.cli;

import dev.revue.ingest.discover.Opml;
import dev.revue.ingest.fetch.Text;
import dev.revue.ingest.sources.ImportedSources;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revue sources`: looks through a sources.yml before a crawl does.
@Command(
    name = "sources",
    mixinStandardHelpOptions = true,
    description = "Checks a sources.yml, or makes one of a feed reader's subscriptions.",
    footer = {
      "",
      "Examples:  ./revue sources check sources.yml",
      "           ./revue sources import subscriptions.opml > sources.yml"
    })
final class SourcesCommand {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Names line and remedy of every mistake, and what a source says that its pages do without.",
      footer = {"", "Example:  ./revue sources check sources.yml"})
  int check(@Parameters(paramLabel = "FILE", description = "what to crawl") Path file) {
    List<Source> sources = Sources.read(file).sources();
    PrintWriter out = spec.commandLine().getOut();
    out.println(file + ": " + sources.size() + " sources, no mistakes");
    for (Source source : sources) {
      List<String> without = source.unrendered();
      if (without.isEmpty()) continue;
      out.println(
          "warning: source %s says `render: true`, and its pages are rendered without its %s: only robots.txt, feeds and sitemaps are asked for with them"
              .formatted(source.name(), String.join(", ", without)));
    }
    return 0;
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Prints a sources.yml with one source for each feed of an OPML file, as feed readers export it.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:the file cannot be read or names no feed", "2:wrong use"},
      footer = {
        "",
        "Example:  ./revue sources import subscriptions.opml --allow /reviews/ > sources.yml"
      })
  int imported(
      @Parameters(paramLabel = "FILE", description = "an OPML file; - is standard input")
          String file,
      @Option(
              names = "--allow",
              paramLabel = "REGEX",
              description =
                  "which pages are wanted, for every source; several times for several. Default: what a feed names on its own domain or that of its pages")
          @Nullable List<String> allow) {
    Opml opml;
    try {
      opml = Opml.read(Text.decode(bytes(file), "").text());
    } catch (NoSuchFileException e) {
      return failed("there is no file " + e.getFile());
    } catch (IOException e) {
      return failed(file + " cannot be read: " + e.getMessage());
    }
    if (opml.subscriptions().isEmpty()) return failed(file + " names no feed");
    String yaml = ImportedSources.yaml(opml.subscriptions(), allow == null ? List.of() : allow);
    Sources.parse(file, yaml); // patterns may be mistaken
    spec.commandLine().getOut().print(yaml);
    spec.commandLine().getOut().flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "revue: " + opml.subscriptions().size() + " sources; say who you are in user_agent");
    if (opml.leftOut() > 0) {
      err.println("revue: " + opml.leftOut() + " outlines left out: no http(s) address");
    }
    return 0;
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("revue sources import: " + why);
    return 1;
  }

  private static byte[] bytes(String file) throws IOException {
    return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
  }
}
