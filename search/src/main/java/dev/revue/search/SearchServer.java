package dev.revue.search;

import com.sun.net.httpserver.HttpServer;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.health.Health;
import dev.revue.common.health.HealthServer;
import dev.revue.search.elastic.ReviewIndex;
import dev.revue.search.web.WebHandler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The search stage: pages, JSON, health and metrics on one port. It starts without Elasticsearch,
/// says so to everyone who asks, and is ready as soon as both aliases can be searched.
public final class SearchServer implements AutoCloseable {
  private static final int BACKLOG = 256;

  static {
    // Else every answer on a kept connection waits 40 ms for the client's delayed acknowledgement.
    // Read
    // once by the JDK, so it comes too late where another HTTP server of this process started
    // before.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ReviewIndex index;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread watch;

  private SearchServer(HttpServer server, ReviewIndex index, Health health) {
    this.server = server;
    this.index = index;
    this.watch =
        Thread.ofVirtual().name("search-index-watch").unstarted(new IndexWatch(index, health));
  }

  /// @throws PortTakenException where the port cannot be had
  public static SearchServer start(
      SearchSettings settings, Health health, PrometheusMeterRegistry metrics) {
    HttpServer server = listen(settings);
    try {
      var index = new ReviewIndex(ElasticClients.rest(settings.elastic()));
      var started = new SearchServer(server, index, health);
      server.setExecutor(started.threads);
      server.createContext("/", new WebHandler(index, metrics));
      HealthServer.mount(server, health, metrics);
      server.start();
      started.watch.start();
      return started;
    } catch (RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  private static HttpServer listen(SearchSettings settings) {
    try {
      return HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
    } catch (SocketException e) {
      throw new PortTakenException(settings.host(), settings.port(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where people find the pages.
  public URI uri() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().isAnyLocalAddress() ? "localhost" : address.getHostString();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/");
  }

  /// Lets requests that are being answered finish for up to a second.
  @Override
  public void close() {
    watch.interrupt();
    server.stop(1);
    threads.shutdownNow();
    try {
      index.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
