package dev.revue.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Kafka broker with its KRaft controller in this JVM, on loopback. What was acknowledged
/// survives a restart in the same directory, also on another port and after `kill -9`.
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int NODE_ID = 1;
  private static final int MAX_RECORD_BYTES = 8 << 20;

  /// The broker's session is 3 s; the machine may be busy.
  private static final Duration SESSION_ENDS_WITHIN = Duration.ofSeconds(60);

  private final ControllerServer controller;
  private final BrokerServer broker;
  private final int port;

  private EmbeddedKafka(ControllerServer controller, BrokerServer broker, int port) {
    this.controller = controller;
    this.broker = broker;
    this.port = port;
  }

  /// Starts on a port that the system hands out.
  public static EmbeddedKafka start(Path dir) {
    return start(dir, 0);
  }

  /// Starts on a known port, so that clients of a stopped broker find it again.
  public static EmbeddedKafka start(Path dir, int port) {
    return start(dir, port, Map.of());
  }

  /// Starts with settings of the broker that are not as they usually are.
  public static EmbeddedKafka start(Path dir, int port, Map<String, String> settings) {
    try {
      return start(dir, Sockets.bind(port), settings);
    } catch (BindException e) {
      throw new StartException(
          "Kafka cannot listen on %s:%d (%s): stop what does, or choose another port"
              .formatted(LOOPBACK, port, e.getMessage()),
          e);
    } catch (Exception e) {
      throw new StartException("Kafka did not start in %s: %s".formatted(dir, e), e);
    }
  }

  public String bootstrapServers() {
    return LOOPBACK + ":" + port;
  }

  @Override
  public void close() {
    broker.shutdown(Duration.ofSeconds(5));
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
  }

  private static EmbeddedKafka start(Path dir, Sockets sockets, Map<String, String> other)
      throws Exception {
    try {
      Files.createDirectories(dir);
      format(dir);
      Properties settings = settings(dir, sockets);
      settings.putAll(other);
      var config = KafkaConfig.fromProps(settings, false);
      var kafka = create(config, sockets);
      try {
        kafka.controller.startup();
        kafka.awaitEndOfFormerSession();
        kafka.broker.startup();
        return kafka;
      } catch (Throwable e) {
        kafka.close(); // its threads would keep the JVM alive
        throw e;
      }
    } catch (Throwable e) {
      sockets.close();
      throw e;
    }
  }

  /// Waits until the controller has noticed that the broker of an earlier process is gone. A broker
  /// that comes back before is leader of all partitions, then of none, then of all again. While it
  /// is of none, it takes the partitions of decided transactions for deleted and never tells them
  /// (KAFKA-20734): from there on nobody could read them.
  private void awaitEndOfFormerSession() throws Exception {
    var gone = new CompletableFuture<Void>();
    var watch =
        new MetadataPublisher() {
          @Override
          public String name() {
            return "former-session";
          }

          @Override
          public void onMetadataUpdate(
              MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
            var former = image.cluster().broker(NODE_ID);
            if (former == null || former.fenced()) gone.complete(null);
          }
        };
    var loader = controller.sharedServer().loader();
    loader.installPublishers(List.of(watch)).get();
    gone.get(SESSION_ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    loader.removeAndClosePublisher(watch).get();
  }

  private static EmbeddedKafka create(KafkaConfig config, Sockets sockets) {
    var dirs = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    var voters = QuorumConfig.parseVoterConnections(new QuorumConfig(config).voters());
    var shared =
        new SharedServer(
            config,
            dirs._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(voters),
            List.of(),
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            (listener, address, backlog, receiveBuffer) -> sockets.of(listener));
    return new EmbeddedKafka(
        new ControllerServer(shared, KafkaRaftServer.configSchema(), dirs._2()),
        new BrokerServer(shared),
        port(sockets.broker));
  }

  /// Makes a new directory the home of a cluster; leaves one that is as it is.
  private static void format(Path dir) throws Exception {
    if (Files.exists(dir.resolve("meta.properties"))) return; // written last
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(NODE_ID)
        .setControllerListenerName("CONTROLLER")
        .addDirectory(dir.toString())
        .setMetadataLogDirectory(dir.toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  private static Properties settings(Path dir, Sockets sockets) {
    var broker = "PLAINTEXT://" + LOOPBACK + ":" + port(sockets.broker);
    var quorum = LOOPBACK + ":" + port(sockets.controller);
    var s = new Properties();
    s.put("process.roles", "broker,controller");
    s.put("node.id", String.valueOf(NODE_ID));
    s.put("log.dirs", dir.toString());
    s.put("listeners", broker + ",CONTROLLER://" + quorum);
    s.put("advertised.listeners", broker);
    s.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    s.put("controller.listener.names", "CONTROLLER");
    s.put("controller.quorum.voters", NODE_ID + "@" + quorum);
    s.put("auto.create.topics.enable", "false");

    // One broker: every internal topic is kept once, and in few partitions.
    s.put("offsets.topic.replication.factor", "1");
    s.put("offsets.topic.num.partitions", "1");
    s.put("transaction.state.log.replication.factor", "1");
    s.put("transaction.state.log.min.isr", "1");
    s.put("transaction.state.log.num.partitions", "1");
    s.put("share.coordinator.state.topic.replication.factor", "1");
    s.put("share.coordinator.state.topic.min.isr", "1");
    s.put("share.coordinator.state.topic.num.partitions", "1");

    // After kill -9 the next run waits seconds, not 45 of them, for what died.
    s.put("group.consumer.min.session.timeout.ms", "1000");
    s.put("group.consumer.session.timeout.ms", "4000");
    s.put("group.consumer.min.heartbeat.interval.ms", "200");
    s.put("group.consumer.heartbeat.interval.ms", "1000");
    s.put("group.consumer.assignment.interval.ms", "0");
    s.put("group.min.session.timeout.ms", "1000");
    s.put("group.initial.rebalance.delay.ms", "0");
    s.put("broker.session.timeout.ms", "3000"); // a restart waits for it
    s.put("broker.heartbeat.interval.ms", "500");
    s.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

    // A batch carries a little more than its record, and one that does not compress grows.
    var batchBytes = String.valueOf(MAX_RECORD_BYTES + (1 << 20));
    s.put("message.max.bytes", batchBytes);
    s.put("replica.fetch.max.bytes", batchBytes);

    // Hundreds of small partitions on a small machine: by default a partition maps 20 MiB of
    // indexes, and the cleaner holds 128 MiB of heap.
    s.put("log.index.size.max.bytes", String.valueOf(1 << 20));
    s.put("log.cleaner.enable", "true");
    s.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    s.put("num.network.threads", "2");
    s.put("num.io.threads", "4");
    s.put("background.threads", "2");
    s.put("num.recovery.threads.per.data.dir", "4");
    return s;
  }

  private static int port(ServerSocketChannel socket) {
    return socket.socket().getLocalPort();
  }

  /// The listening sockets, bound before the settings that name them are written: no port is ever
  /// free for another process to take.
  private record Sockets(ServerSocketChannel broker, ServerSocketChannel controller) {
    static Sockets bind(int port) throws IOException {
      var broker = listen(port);
      try {
        return new Sockets(broker, listen(0));
      } catch (IOException e) {
        broker.close();
        throw e;
      }
    }

    private static ServerSocketChannel listen(int port) throws IOException {
      var socket = ServerSocketChannel.open();
      try {
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), 50);
        socket.configureBlocking(false); // or the broker's registration would time out
        return socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }

    ServerSocketChannel of(String listener) {
      return listener.equals("CONTROLLER") ? controller : broker;
    }

    void close() throws IOException {
      broker.close();
      controller.close();
    }
  }
}
