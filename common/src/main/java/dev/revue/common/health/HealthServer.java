package dev.revue.common.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// `/health/live`, `/health/ready` and `/metrics` of one process, and what its stage has to show.
/// 200 where all is well, else 503 with one line for each reason.
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /// @param port 0 = one that the system hands out
  /// @throws UncheckedIOException where the port cannot be had
  public static HealthServer start(
      String host, int port, Health health, PrometheusMeterRegistry metrics) {
    try {
      var server = HttpServer.create(new InetSocketAddress(host, port), 64);
      var started = new HealthServer(server);
      server.setExecutor(started.threads);
      mount(server, health, metrics);
      server.createContext("/", e -> view(e, health));
      server.start();
      return started;
    } catch (SocketException e) {
      throw new UncheckedIOException(
          new SocketException(
              "cannot listen on "
                  + host
                  + ":"
                  + port
                  + " ("
                  + e.getMessage()
                  + "): set REVUE_HTTP_HOST or REVUE_HTTP_PORT to another"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds the three paths to the server of a stage that listens anyway.
  public static void mount(HttpServer server, Health health, PrometheusMeterRegistry metrics) {
    server.createContext("/health/live", e -> answer(e, health::stalled));
    server.createContext("/health/ready", e -> answer(e, health::obstacles));
    server.createContext(
        "/metrics",
        e -> send(e, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, Supplier<Map<String, String>> reasons)
      throws IOException {
    Map<String, String> found = reasons.get();
    var body = new StringBuilder(found.isEmpty() ? "ok\n" : "");
    found.forEach((name, reason) -> body.append(name).append(": ").append(reason).append('\n'));
    send(exchange, found.isEmpty() ? 200 : 503, "text/plain; charset=utf-8", body.toString());
  }

  private static void view(HttpExchange exchange, Health health) throws IOException {
    Optional<View> view = health.view(exchange.getRequestURI().getPath());
    if (view.isEmpty()) {
      send(exchange, 404, "text/plain; charset=utf-8", "there is no such page\n");
      return;
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      send(exchange, 405, "text/plain; charset=utf-8", "only GET\n");
      return;
    }
    try {
      View.Shown shown = view.get().show();
      var headers = exchange.getResponseHeaders();
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      shown.headers().forEach(headers::set);
      send(exchange, 200, shown.type(), shown.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
