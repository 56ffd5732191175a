package dev.revue.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A site on loopback whose pages can change, and that remembers who asked for what and when.
public final class TestWeb implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final List<Hit> hits = new CopyOnWriteArrayList<>();

  /// What happens at a path.
  public interface Route {
    void answer(HttpExchange exchange) throws IOException;
  }

  /// A request and its answer.
  public record Hit(String path, int status, long nanos) {}

  public TestWeb() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String url(String path) {
    return origin() + path;
  }

  public TestWeb route(String path, Route route) {
    routes.put(path, route);
    return this;
  }

  /// A page with an ETag, which is honoured.
  public TestWeb page(String path, String body) {
    return file(path, "text/html; charset=utf-8", body);
  }

  public TestWeb file(String path, String type, String body) {
    String etag = "\"" + Integer.toHexString(body.hashCode()) + "\"";
    return route(
        path,
        exchange -> {
          if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            send(exchange, 304, Map.of("ETag", etag), "");
          } else {
            send(exchange, 200, Map.of("ETag", etag, "Content-Type", type), body);
          }
        });
  }

  public TestWeb status(String path, int status, Map<String, String> headers) {
    return route(path, exchange -> send(exchange, status, headers, ""));
  }

  /// In the order of their answers.
  public List<Hit> hits() {
    return hits;
  }

  public long count(String path) {
    return hits.stream().filter(hit -> hit.path.equals(path)).count();
  }

  public static void send(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    String path = exchange.getRequestURI().toString();
    try (exchange) {
      Route route = routes.get(path);
      if (route == null) send(exchange, 404, Map.of(), "");
      else route.answer(exchange);
    } finally {
      hits.add(new Hit(path, exchange.getResponseCode(), arrived));
    }
  }
}
