package dev.revue.cli.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The bundled sample site: every publisher on a port of its own, over real HTTP. On the same host
/// and ports it gives byte-identical answers, however often it is asked or started. It answers only
/// what `routes.tsv` lists; nothing of a request ever becomes a file name.
public final class SampleSite implements AutoCloseable {

  /// One answered request: path with its query, host as the client named it.
  public record Request(String method, String host, String path, int status, Instant time) {}

  private static final int REMEMBERED_REQUESTS = 10_000;

  private final List<HttpServer> servers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SequencedMap<String, URI> origins;
  private final Deque<Request> requests = new ArrayDeque<>();

  private SampleSite(List<HttpServer> servers, SequencedMap<String, URI> origins) {
    this.servers = servers;
    this.origins = Collections.unmodifiableSequencedMap(origins);
  }

  /// The publishers in the order in which [#start] gives them ports.
  public static List<String> publishers() {
    return Route.all().stream().map(Route::publisher).distinct().toList();
  }

  /// Serves on `host`, which is also the host of every link.
  ///
  /// @param ports one per publisher; 0 takes one that is free
  /// @throws PortUnavailable where a port cannot be listened on; nothing is left open
  public static SampleSite start(String host, List<Integer> ports) throws IOException {
    return start(host, host, ports);
  }

  /// Serves on `bindHost`, linking to `publicHost`: the name by which others reach this machine.
  ///
  /// @param ports one per publisher; 0 takes one that is free
  /// @throws PortUnavailable where a port cannot be listened on; nothing is left open
  public static SampleSite start(String bindHost, String publicHost, List<Integer> ports)
      throws IOException {
    List<String> publishers = publishers();
    if (ports.size() != publishers.size()) {
      throw new IllegalArgumentException(
          "the sample site has %d publishers, but was given %d ports"
              .formatted(publishers.size(), ports.size()));
    }
    List<HttpServer> servers = listen(bindHost, ports);
    SequencedMap<String, URI> origins = new LinkedHashMap<>();
    for (int i = 0; i < servers.size(); i++) {
      origins.put(publishers.get(i), origin(publicHost, servers.get(i).getAddress().getPort()));
    }
    var site = new SampleSite(servers, origins);
    site.serve();
    return site;
  }

  /// Publisher → its origin, such as `http://127.0.0.1:8101`.
  public SequencedMap<String, URI> origins() {
    return origins;
  }

  /// `sources.yml` for a crawl of this site.
  public String sources() {
    return sources(origins);
  }

  /// `sources.yml` for a crawl of the site at these origins.
  public static String sources(Map<String, URI> origins) {
    return Resources.render(Resources.text("sources.yml"), "", origins);
  }

  /// The latest 10,000 requests, oldest first.
  public List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.close();
  }

  private static List<HttpServer> listen(String host, List<Integer> ports) throws IOException {
    List<HttpServer> servers = new ArrayList<>();
    try {
      for (int port : ports) {
        servers.add(listen(host, port));
      }
      return servers;
    } catch (IOException e) {
      servers.forEach(SampleSite::release);
      throw e;
    }
  }

  /// A server that never ran keeps its port when it is stopped: only its own thread lets go of it.
  private static void release(HttpServer server) {
    server.start();
    server.stop(0);
  }

  private static HttpServer listen(String host, int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (SocketException e) { // in use, not an address of this machine, not permitted
      throw new PortUnavailable(host, port, e);
    }
  }

  private static URI origin(String host, int port) {
    try {
      return new URI("http", null, host, port, null, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a host name: " + host, e);
    }
  }

  private void serve() {
    Map<String, Map<String, Answer>> answers = new HashMap<>();
    for (Route route : Route.all()) {
      answers
          .computeIfAbsent(route.publisher(), _ -> new HashMap<>())
          .put(route.path(), new Answer(route, origins));
    }
    int i = 0;
    for (String publisher : origins.keySet()) {
      Map<String, Answer> pages = answers.getOrDefault(publisher, Map.of());
      HttpServer server = servers.get(i++);
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(exchange, pages));
      server.start();
    }
  }

  private void answer(HttpExchange exchange, Map<String, Answer> pages) throws IOException {
    try (exchange) {
      int status = isRead(exchange) ? find(exchange, pages).send(exchange) : refuse(exchange);
      remember(exchange, status);
    }
  }

  private static boolean isRead(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    return method.equals("GET") || method.equals("HEAD");
  }

  private static int refuse(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
    exchange.sendResponseHeaders(405, -1);
    return 405;
  }

  /// As on most of the web, campaign parameters change nothing.
  private static Answer find(HttpExchange exchange, Map<String, Answer> pages) {
    URI asked = exchange.getRequestURI();
    String query = asked.getRawQuery();
    boolean plain =
        query == null || Arrays.stream(query.split("&")).allMatch(p -> p.startsWith("utm_"));
    String key = plain ? asked.getRawPath() : asked.getRawPath() + "?" + query;
    Answer page = pages.get(key);
    return page == null ? Objects.requireNonNull(pages.get(Route.ANYTHING)) : page;
  }

  private void remember(HttpExchange exchange, int status) {
    var request =
        new Request(
            exchange.getRequestMethod(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Host")),
            exchange.getRequestURI().toString(),
            status,
            Instant.now());
    synchronized (requests) {
      if (requests.size() == REMEMBERED_REQUESTS) {
        requests.removeFirst();
      }
      requests.addLast(request);
    }
  }
}
