package dev.revue.cli.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Answers for an Elasticsearch that cannot be had embedded: some paths as told, all others, where
/// there is a genuine node behind, as that does.
final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Optional<URI> behind;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  private record Told(int status, String body) {}

  private StandIn(HttpServer server, Optional<URI> behind) throws IOException {
    this.behind = behind;
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  static StandIn before(URI node) throws IOException {
    return new StandIn(HttpServer.create(), Optional.of(node));
  }

  /// Answers every request alike.
  static StandIn saying(int status, String body) throws IOException {
    var standIn = new StandIn(HttpServer.create(), Optional.empty());
    standIn.answer("/", status, body);
    return standIn;
  }

  static StandIn withACertificateOfItsOwn(Path keys) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        List.of(
            keytool,
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            keys.toString(),
            "-storepass",
            "changeit");
    if (new ProcessBuilder(command).start().waitFor() != 0)
      throw new IOException(command + " failed");
    var store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, "changeit".toCharArray());
    var tls = SSLContext.getInstance("TLS");
    tls.init(factory.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new StandIn(server, Optional.empty());
  }

  void answer(String path, int status, String body) {
    told.put(path, new Told(status, body));
  }

  URI uri() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
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
