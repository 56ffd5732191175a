package dev.revue.cli;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.index.contract.IndexContract;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `revue setup`: what the stages find when they start. Safe to call again.
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = {
      "Creates topics, index templates, indices and aliases. Safe to call again.",
      "Where REVUE_SETUP_INDEX_PASSWORD(_FILE) and REVUE_SETUP_SEARCH_PASSWORD(_FILE) are set, also the",
      "Elasticsearch users revue-index and revue-search, each with no more than its stage needs."
    },
    footer = {
      "",
      "Example:  REVUE_KAFKA_BOOTSTRAP=localhost:9092 REVUE_ELASTICSEARCH_URL=http://localhost:9200 ./revue setup"
    })
final class SetupCommand implements Callable<Integer> {
  /// Whole documents through the write aliases, a look at mapping and aliases, and, for `revue
  /// verify`, at what is written.
  private static final String INDEX_ROLE =
      """
      {"cluster": ["monitor"],
       "indices": [{"names": ["revue-*"], "privileges": ["index", "read", "view_index_metadata", "monitor", "maintenance"]}]}
      """;

  /// Reading through the two read aliases, whose filter hides what was removed.
  private static final String SEARCH_ROLE =
      """
      {"cluster": ["monitor"],
       "indices": [{"names": ["revue-reviews", "revue-items"], "privileges": ["read", "view_index_metadata"]}]}
      """;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var env = new Env(System.getenv());
    KafkaSettings kafka = KafkaSettings.from(env);
    ElasticSettings elastic = ElasticSettings.from(env);
    Optional<String> indexPassword = env.secret("REVUE_SETUP_INDEX_PASSWORD");
    Optional<String> searchPassword = env.secret("REVUE_SETUP_SEARCH_PASSWORD");
    env.check();

    PrintWriter out = spec.commandLine().getOut();
    Topics.Applied topics = new Topics(kafka).apply();
    out.println(
        "topics: %d created, %d altered"
            .formatted(topics.created().size(), topics.altered().size()));
    try (Rest5Client client = ElasticClients.rest(elastic)) {
      IndexContract.load().apply(client);
      out.println("index: templates, indices and aliases are there");
    }
    try (ElasticsearchClient client = ElasticClients.sync(elastic)) {
      if (indexPassword.isPresent())
        user(client, "revue-index", INDEX_ROLE, indexPassword.get(), out);
      if (searchPassword.isPresent())
        user(client, "revue-search", SEARCH_ROLE, searchPassword.get(), out);
    }
    return 0;
  }

  /// A user with a role of the same name.
  private static void user(
      ElasticsearchClient client, String name, String role, String password, PrintWriter out)
      throws IOException {
    client.security().putRole(r -> r.name(name).withJson(new StringReader(role)));
    client.security().putUser(u -> u.username(name).password(password).roles(name));
    out.println("user " + name + " is there");
  }
}
