package dev.revue.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Both servers over one directory, which no second process can use at the same time.
public final class EmbeddedServers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);
  private static final Executor THREADS =
      task -> Thread.ofPlatform().name("embedded-server").start(task);

  private final DirectoryLock lock;
  private final EmbeddedKafka kafka;
  private final EmbeddedElasticsearch elasticsearch;

  private EmbeddedServers(
      DirectoryLock lock, EmbeddedKafka kafka, EmbeddedElasticsearch elasticsearch) {
    this.lock = lock;
    this.kafka = kafka;
    this.elasticsearch = elasticsearch;
  }

  /// Starts both on ports that the system hands out.
  public static EmbeddedServers start(Path dir) {
    return start(dir, 0, 0);
  }

  /// Starts both at once on known ports, or neither: throws [StartException].
  public static EmbeddedServers start(Path dir, int kafkaPort, int elasticsearchPort) {
    var lock = DirectoryLock.of(dir);
    LOG.debug("starting over {}", dir); // also: slf4j is ready before two threads want it
    var kafka =
        CompletableFuture.supplyAsync(
            () -> EmbeddedKafka.start(dir.resolve("kafka"), kafkaPort), THREADS);
    var elasticsearch =
        CompletableFuture.supplyAsync(
            () -> EmbeddedElasticsearch.start(dir.resolve("elasticsearch"), elasticsearchPort),
            THREADS);
    try {
      CompletableFuture.allOf(kafka, elasticsearch).join();
      return new EmbeddedServers(lock, kafka.join(), elasticsearch.join());
    } catch (CompletionException e) {
      if (!kafka.isCompletedExceptionally()) kafka.join().close();
      if (!elasticsearch.isCompletedExceptionally()) elasticsearch.join().close();
      lock.close();
      if (e.getCause() instanceof StartException failure) throw failure;
      throw e;
    }
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public URI uri() {
    return elasticsearch.uri();
  }

  @Override
  public void close() {
    try (lock) {
      CompletableFuture.allOf(
              CompletableFuture.runAsync(kafka::close, THREADS),
              CompletableFuture.runAsync(elasticsearch::close, THREADS))
          .join();
    }
  }

  /// Runs both servers over the directory given until standard input ends, so that they end with
  /// the process that started them. Prints `READY bootstrap uri` when they answer.
  public static void main(String[] args) throws IOException {
    try (var servers = start(Path.of(args[0]))) {
      System.out.println("READY " + servers.bootstrapServers() + " " + servers.uri());
      while (System.in.read() >= 0) {}
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
