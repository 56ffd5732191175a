package dev.revue.cli;

import dev.revue.cli.sample.PortUnavailable;
import dev.revue.cli.sample.SampleSite;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `revue sample`: the sample publishers alone, for stages that run elsewhere to crawl.
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Serves the sample publishers over HTTP, until stopped.",
    footer = {"", "Example:  ./revue sample --port 8101 --write-sources sources.yml"})
final class SampleCommand implements Callable<Integer> {
  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "address to listen on (${DEFAULT-VALUE})")
  private String bind = "127.0.0.1";

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "host name in links (${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      defaultValue = "8101",
      description = "port of the first publisher; the others take the next ones (${DEFAULT-VALUE})")
  private int port = 8101;

  @Option(
      names = "--allow",
      paramLabel = "RANGES",
      defaultValue = "127.0.0.0/8",
      description =
          "address ranges that the host name leads to, for the sources file (${DEFAULT-VALUE})")
  private String allow = "127.0.0.0/8";

  @Option(
      names = "--write-sources",
      paramLabel = "FILE",
      description = "also write a sources.yml that crawls them")
  private @Nullable Path sources;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var env = new Env(System.getenv());
    var logs = Logs.Format.from(env);
    env.check();
    Logs.ofStage(logs);
    int most = 65_535 - SampleSite.publishers().size();
    if (port < 1 || port > most)
      throw new SettingsException("--port " + port + " is not in 1 to " + most);
    var ports = IntStream.range(port, port + SampleSite.publishers().size()).boxed().toList();
    try (Stop stop = Stop.onSignal();
        SampleSite site = SampleSite.start(bind, host, ports)) {
      if (sources != null) write(sources, site.sources(allow));
      site.origins().forEach((publisher, origin) -> System.out.println(publisher + " " + origin));
      stop.await();
    } catch (PortUnavailable e) {
      throw new SettingsException(e.getMessage() + ": choose another with --port");
    }
    return 0;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new SettingsException(
          "cannot write " + file + " (" + e + "): name another with --write-sources");
    }
  }
}
