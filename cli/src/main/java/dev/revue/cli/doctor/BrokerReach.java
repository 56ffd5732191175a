package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.common.settings.KafkaSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;

/// Whether the addresses that we were given answer, and whether the addresses that they send us on
/// to do: clients speak to the latter.
record BrokerReach(KafkaSettings kafka) implements Check {
  private static final int CONNECT_MILLIS = 1_200;

  @Override
  public String subject() {
    return "the broker at " + kafka.bootstrap();
  }

  @Override
  public String remedyIfLate() {
    return "check that it runs, that no firewall is between, and REVUE_KAFKA_BOOTSTRAP";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    List<String> servers = Arrays.stream(kafka.bootstrap().split(",")).map(String::strip).toList();
    var trouble = new ArrayList<Finding>();
    // One that answers is enough for a client, so one that does not is wrong only if none does.
    for (String server : servers) {
      try {
        return advertised(server, reached(server));
      } catch (Unreached e) {
        trouble.add(e.finding);
      }
    }
    return trouble;
  }

  private Collection<Node> reached(String server) throws Unreached {
    InetSocketAddress address = resolved(server);
    connect(server, address);
    try {
      return new BrokerProbe(kafka).brokers(address);
    } catch (AuthenticationException e) {
      throw new Unreached(
          server + " refuses us: " + e.getMessage(),
          "correct security.protocol, sasl.* and ssl.* in the file of REVUE_KAFKA_PROPERTIES_FILE");
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Unreached(
          "the client properties cannot be used: " + cause.getMessage(),
          "correct the file of REVUE_KAFKA_PROPERTIES_FILE");
    } catch (IOException e) {
      throw new Unreached(
          "%s accepts connections but does not speak Kafka with us (%s)"
              .formatted(server, e.getMessage()),
          "correct the port in REVUE_KAFKA_BOOTSTRAP, or, where the listener wants TLS or SASL,"
              + " security.protocol in the file of REVUE_KAFKA_PROPERTIES_FILE");
    }
  }

  private static InetSocketAddress resolved(String server) throws Unreached {
    int colon = server.lastIndexOf(':');
    String host = server.substring(0, colon);
    try {
      InetAddress address = InetAddress.getByName(host);
      return new InetSocketAddress(address, Integer.parseInt(server.substring(colon + 1)));
    } catch (UnknownHostException e) {
      throw new Unreached(
          "no address is known for host " + host,
          "correct REVUE_KAFKA_BOOTSTRAP, or the DNS entry");
    } catch (IllegalArgumentException e) {
      throw new Unreached(server + " has no such port", "correct REVUE_KAFKA_BOOTSTRAP");
    }
  }

  private static void connect(String server, InetSocketAddress address) throws Unreached {
    try (var socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
    } catch (SocketTimeoutException e) {
      throw new Unreached(
          "%s does not answer (%s)".formatted(server, address.getAddress().getHostAddress()),
          "open the way (firewall, network policy), or correct REVUE_KAFKA_BOOTSTRAP");
    } catch (IOException e) {
      throw new Unreached(
          "nothing listens on %s (%s)".formatted(server, e.getMessage()),
          "start Kafka, or correct REVUE_KAFKA_BOOTSTRAP");
    }
  }

  /// A cluster that is many: each broker is connected to at the same time, or the dead would add
  /// up.
  private List<Finding> advertised(String server, Collection<Node> brokers) {
    List<Finding> lost =
        brokers.parallelStream().flatMap(node -> lost(server, node).stream()).toList();
    if (!lost.isEmpty()) return lost;
    return List.of(new Right(server + " answers, brokers: " + brokers.size()));
  }

  private static List<Finding> lost(String server, Node node) {
    String advertised = node.host() + ":" + node.port();
    try {
      connect(advertised, resolved(advertised));
      return List.of();
    } catch (Unreached e) {
      return List.of(
          new Wrong(
              "%s answers, but sends us on to broker %d at %s, which cannot be reached from here (%s)"
                  .formatted(server, node.id(), advertised, e.finding.what()),
              "set advertised.listeners of that broker to an address that this machine reaches"));
    }
  }

  private static final class Unreached extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Wrong finding;

    Unreached(String what, String remedy) {
      super(what);
      finding = new Wrong(what, remedy);
    }
  }
}
