package dev.revue.cli;

import dev.revue.ingest.sources.Sources;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `revue sources`: looks through a sources.yml before a crawl does.
@Command(
    name = "sources",
    mixinStandardHelpOptions = true,
    description = "Checks a sources.yml.",
    footer = {"", "Example:  ./revue sources check sources.yml"})
final class SourcesCommand {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Names line and remedy of every mistake.",
      footer = {"", "Example:  ./revue sources check sources.yml"})
  int check(@Parameters(paramLabel = "FILE", description = "what to crawl") Path file) {
    int count = Sources.read(file).sources().size();
    spec.commandLine().getOut().println(file + ": " + count + " sources, no mistakes");
    return 0;
  }
}
