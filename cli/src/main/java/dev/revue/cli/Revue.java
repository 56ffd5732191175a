package dev.revue.cli;

import dev.revue.common.settings.SettingsException;
import dev.revue.enrich.catalog.CatalogException;
import dev.revue.ingest.sources.SourcesException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command. Exit codes: 0 done, 1 failed, 2 wrong use or settings.
@Command(
    name = "revue",
    mixinStandardHelpOptions = true,
    version = "revue 0.1.0",
    description = "Turns review pages on the web into a search index that people can trust.",
    footer = {"", "Start with:  ./revue demo"},
    subcommands = {
      DemoCommand.class,
      IngestCommand.class,
      RenderCommand.class,
      EnrichCommand.class,
      IndexCommand.class,
      SearchCommand.class,
      FetchCommand.class,
      ExtractCommand.class,
      DiscoverCommand.class,
      CatalogCommand.class,
      SourcesCommand.class,
      RobotsCommand.class,
      TopicsCommand.class,
      SetupCommand.class,
      DoctorCommand.class,
      DlqCommand.class,
      VerifyCommand.class,
      ReindexCommand.class,
      SampleCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Revue implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int WRONG = 2;

  /// Wide enough for the examples, which must be fit to copy.
  private static final int HELP_WIDTH = 120;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  public static void main(String[] args) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggerFactory.getILoggerFactory(); // before several threads ask for it at once
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Revue())
        .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command))
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return WRONG;
  }

  /// One line for each mistake, and the stack trace to the log only: operators fix settings, not
  /// code.
  static int explain(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    if (e instanceof SettingsException
        || e instanceof SourcesException
        || e instanceof CatalogException) {
      String.valueOf(e.getMessage()).lines().forEach(line -> err.println("revue: " + line));
      return WRONG;
    }
    err.println("revue: " + command.getCommandSpec().qualifiedName() + " failed: " + innermost(e));
    LoggerFactory.getLogger(Revue.class).debug("the command failed", e);
    return FAILED;
  }

  /// What really happened, beneath the wrappings of futures. What says more than its cause stays.
  private static String innermost(Throwable e) {
    Throwable cause = e.getCause();
    String message = e.getMessage();
    if (cause != null && (message == null || message.equals(cause.toString())))
      return innermost(cause);
    return message == null ? e.toString() : message;
  }
}
