package dev.revue.cli;

import dev.revue.common.health.Health;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import dev.revue.search.PortTakenException;
import dev.revue.search.SearchServer;
import dev.revue.search.SearchSettings;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/// `revue search`: the index as pages and JSON for people, until stopped.
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Serves the search page and its JSON, until stopped.",
    footer = {"", "Example:  REVUE_ELASTICSEARCH_URL=http://localhost:9200 ./revue search"})
final class SearchCommand implements Callable<Integer> {
  @Override
  public Integer call() throws InterruptedException {
    var env = new Env(System.getenv());
    SearchSettings settings = SearchSettings.from(env);
    var logs = Logs.Format.from(env);
    env.check();
    Logs.ofStage(logs);
    try (Stop stop = Stop.onSignal();
        SearchServer server =
            SearchServer.start(settings, new Health(Clock.systemUTC()), StageProcess.metrics())) {
      LoggerFactory.getLogger(SearchCommand.class).info("search: {}", server.uri());
      stop.await();
    } catch (PortTakenException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
    return 0;
  }
}
