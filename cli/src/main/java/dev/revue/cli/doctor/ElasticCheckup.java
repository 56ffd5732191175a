package dev.revue.cli.doctor;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.index.IndexSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/// The search engine, and in it the index.
final class ElasticCheckup implements Checkup {
  private final Rest5Client client;
  private final Elastic elastic;
  private final IndexSettings settings;
  private final Clock clock;

  /// @param clock of this machine
  ElasticCheckup(IndexSettings settings, Clock clock) {
    this.client = ElasticClients.rest(settings.elastic());
    this.elastic = new Elastic(client, settings.elastic());
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "elasticsearch";
  }

  @Override
  public Check first() {
    return new ElasticReach(elastic);
  }

  @Override
  public List<Check> then() {
    String late =
        "look into the log of Elasticsearch at "
            + elastic.address()
            + ", or allow more time: --within 20s";
    var cluster = new ElasticCluster(elastic);
    var nodes = new ElasticNodes(elastic, settings.limits().bytes(), clock);
    var index = new IndexState(elastic);
    return List.of(
        Check.of("the health of the cluster", late, cluster::health),
        Check.of("the settings of the cluster", late, cluster::settings),
        Check.of("the disks of the nodes", late, cluster::disks),
        Check.of("the nodes", late, nodes::nodes),
        Check.of("the clocks", late, nodes::clocks),
        Check.of("the index contract", late, () -> index.contract(client)),
        Check.of("the aliases", late, index::aliases),
        Check.of("the index templates", late, index::templates),
        Check.of("the mappings", late, index::mappings),
        Check.of("the settings of the indices", late, index::settings),
        Check.of("our privileges", late, new Privileges(elastic)::look));
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      // Nothing was written, nothing is lost.
      return;
    }
  }
}
