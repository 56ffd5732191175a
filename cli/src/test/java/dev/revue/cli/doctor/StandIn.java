package dev.revue.cli.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// Answers for an Elasticsearch that cannot be had embedded: some paths as told, all others, where
/// there is a genuine node behind, as that does.
final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Optional<URI> behind;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  private record Told(int status, String body) {}

  private StandIn(Optional<URI> behind) throws IOException {
    this.behind = behind;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  static StandIn before(URI node) throws IOException {
    return new StandIn(Optional.of(node));
  }

  /// Answers every request alike.
  static StandIn saying(int status, String body) throws IOException {
    var standIn = new StandIn(Optional.empty());
    standIn.answer("/", status, body);
    return standIn;
  }

  void answer(String path, int status, String body) {
    told.put(path, new Told(status, body));
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Told answer = told.get(exchange.getRequestURI().getPath());
      if (answer != null) send(exchange, answer.status(), answer.body());
      else if (behind.isPresent()) forward(exchange, behind.get());
      else send(exchange, 404, "");
    }
  }

  private void forward(HttpExchange exchange, URI node) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    var request =
        HttpRequest.newBuilder(node.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
        .ifPresent(type -> request.header("Content-Type", type));
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      send(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
