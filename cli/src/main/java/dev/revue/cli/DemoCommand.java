package dev.revue.cli;

import dev.revue.cli.demo.Demo;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import dev.revue.enrich.EnrichSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `revue demo`: everything in one process. Names no class of the embedded servers, which the
/// production image leaves out.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Everything in one process, on a bundled sample site or your own sources.",
      "A genuine Kafka broker, a genuine Elasticsearch node, all stages and the search page. Ctrl-C stops",
      "it; the next demo goes on where this one stopped."
    },
    footer = {
      "",
      "Examples:  ./revue demo",
      "           ./revue demo --once",
      "           ./revue demo --source sources.yml --data .revue-mine"
    })
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--once", description = "end when the last page is searchable, with a summary")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "port of the search page (${DEFAULT-VALUE}). On the first start the sample sites take the ports after it, and keep them. 0: free ones")
  private int port = 8080;

  @Option(
      names = "--source",
      paramLabel = "FILE",
      description = "crawl the sites of this sources.yml instead")
  private @Nullable Path source;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".revue",
      description = "where all data lives (${DEFAULT-VALUE})")
  private Path data = Path.of(".revue");

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_000)
      throw new SettingsException("--port " + port + " is not in 0 to 65000");
    try {
      Class.forName("dev.revue.embedded.EmbeddedServers");
    } catch (ClassNotFoundException e) {
      throw new SettingsException(
          "this installation has no embedded servers: run the demo from a checkout with ./revue demo, or use docker compose up");
    }
    var env = new Env(System.getenv());
    var options =
        new Demo.Options(once, port, Optional.ofNullable(source), data, EnrichSettings.from(env));
    env.check();
    return new Demo(options).run();
  }
}
