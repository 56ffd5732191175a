package dev.revue.cli.doctor;

import dev.revue.common.settings.KafkaSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.LogContext;

/// Asks one address for the brokers of its cluster and follows none of them. The public clients
/// would turn to those at once, and never tell where it was that they got no answer.
record BrokerProbe(KafkaSettings kafka) {
  private static final int PATIENCE_MILLIS = 1_500;

  /// @throws IOException where nothing there answers as a broker does
  /// @throws org.apache.kafka.common.KafkaException where the client properties cannot be used
  /// @throws org.apache.kafka.common.errors.AuthenticationException where the broker refuses us
  Collection<Node> brokers(InetSocketAddress address) throws IOException {
    var there = new Node(-1, address.getHostString(), address.getPort());
    try (var metrics = new Metrics();
        NetworkClient client = client(metrics)) {
      if (!NetworkClientUtils.awaitReady(client, there, Time.SYSTEM, PATIENCE_MILLIS)) {
        throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
      }
      ClientRequest request =
          client.newClientRequest(
              there.idString(),
              new MetadataRequest.Builder(List.of(), false),
              Time.SYSTEM.milliseconds(),
              true);
      var response = NetworkClientUtils.sendAndReceive(client, request, Time.SYSTEM);
      return ((MetadataResponse) response.responseBody()).brokers();
    }
  }

  private NetworkClient client(Metrics metrics) {
    Map<String, Object> config = new HashMap<>(kafka.extra());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    return ClientUtils.createNetworkClient(
        new AdminClientConfig(config),
        List.of(),
        "revue-doctor",
        metrics,
        "revue-doctor",
        new LogContext(),
        new ApiVersions(),
        Time.SYSTEM,
        1,
        PATIENCE_MILLIS,
        null,
        new ManualMetadataUpdater(),
        new DefaultHostResolver(),
        null,
        null);
  }
}
