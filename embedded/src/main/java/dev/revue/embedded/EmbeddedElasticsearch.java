package dev.revue.embedded;

import dev.revue.embedded.analysis.CommonAnalysis;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.elasticsearch.ExceptionsHelper;
import org.elasticsearch.action.admin.cluster.health.ClusterHealthRequest;
import org.elasticsearch.cluster.health.ClusterHealthStatus;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.Priority;
import org.elasticsearch.common.logging.internal.LoggerFactoryImpl;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.logging.internal.spi.LoggerFactory;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.ClassPathPlugins;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/// One Elasticsearch node in this JVM, on loopback. What was acknowledged survives a restart in the
/// same directory, also on another port and after `kill -9`.
public final class EmbeddedElasticsearch implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String NAME = "revue-embedded";
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);

  // Lucene logs past slf4j, and only that it could be faster. Held, or the level would be
  // forgotten.
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  private final Node node;

  private EmbeddedElasticsearch(Node node) {
    this.node = node;
  }

  /// Starts on a port that the system hands out.
  public static EmbeddedElasticsearch start(Path home) {
    return start(home, 0);
  }

  /// Starts on a known port, so that clients of a stopped node find it again. Returns when the node
  /// answers and every index of an earlier run can be read and written.
  public static EmbeddedElasticsearch start(Path home, int port) {
    try {
      var elasticsearch = new EmbeddedElasticsearch(create(home.toAbsolutePath(), port));
      try {
        elasticsearch.node.start();
        elasticsearch.awaitRecovery();
        return elasticsearch;
      } catch (Throwable e) {
        elasticsearch.close(); // its threads would keep the JVM alive
        throw e;
      }
    } catch (StartException e) {
      throw e;
    } catch (Exception e) {
      if (ExceptionsHelper.unwrap(e, BindException.class) instanceof BindException bind) {
        throw new StartException(
            "Elasticsearch cannot listen on %s:%d (%s): stop what does, or choose another port"
                .formatted(LOOPBACK, port, bind.getMessage()),
            e);
      }
      throw new StartException("Elasticsearch did not start in %s: %s".formatted(home, e), e);
    }
  }

  public URI uri() {
    var http = node.injector().getInstance(HttpServerTransport.class);
    return URI.create("http://" + LOOPBACK + ":" + http.boundAddress().publishAddress().getPort());
  }

  @Override
  public void close() {
    try {
      node.prepareForClose();
      node.close();
      if (node.awaitClose(STOP.toMillis(), TimeUnit.MILLISECONDS)) return;
      throw new IllegalStateException("Elasticsearch did not stop within " + STOP);
    } catch (IOException e) {
      throw new IllegalStateException("Elasticsearch did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Elasticsearch stopped", e);
    }
  }

  private static Node create(Path home, int port) throws IOException {
    LUCENE.setLevel(Level.SEVERE);
    LoggerFactory.setInstance(
        new LoggerFactoryImpl()); // log4j's API, which log4j-to-slf4j carries on
    System.setProperty(
        "es.path.home", home.toString()); // native libraries: none, Java does their work
    System.setProperty("io.netty.noUnsafe", "true");
    System.setProperty("io.netty.noKeySetOptimization", "true");
    var noJars = Files.createDirectories(home.resolve("plugins"));
    return new Node(
        environment(home, port),
        new ClassPathPlugins(
            noJars, List.of(Netty4Plugin.class, CommonAnalysis.class, RootEndpoint.class))) {
      @Override
      protected void configureNodeAndClusterIdStateListener(ClusterService cluster) {
        // Writes a static that can be set once: a second node in this JVM would fail on it.
      }
    };
  }

  private static Environment environment(Path home, int port) {
    var settings =
        Settings.builder()
            .put("path.home", home)
            .put("cluster.name", NAME)
            .put("node.name", NAME)
            .put("discovery.type", "single-node")
            .put("network.host", LOOPBACK)
            .put("http.port", port)
            .put("transport.port", 0)
            // netty finds Kafka's zstd-jni, whose encoder fails on heap buffers: requests would
            // hang
            .put("http.compression", false)
            .put("indices.breaker.total.use_real_memory", false) // the heap is not the node's alone
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    return InternalSettingsPreparer.prepareEnvironment(
        settings, Map.of(), home.resolve("config"), () -> NAME);
  }

  /// The node answers before the shards of an earlier run are open.
  private void awaitRecovery() {
    var timeout = TimeValue.timeValueMillis(RECOVERY.toMillis());
    var health =
        node.client()
            .admin()
            .cluster()
            .health(
                new ClusterHealthRequest(timeout)
                    .waitForYellowStatus()
                    .waitForEvents(Priority.LANGUID)
                    .timeout(timeout))
            .actionGet();
    if (!health.isTimedOut()) return;
    var red =
        health.getIndices().values().stream()
            .filter(index -> index.getStatus() == ClusterHealthStatus.RED)
            .map(index -> index.getIndex())
            .sorted()
            .collect(Collectors.joining(", "));
    throw new StartException(
        "Elasticsearch could not open the indices [%s] in %s within %d s: remove that directory and index again"
            .formatted(red, node.settings().get("path.home"), RECOVERY.toSeconds()));
  }
}
