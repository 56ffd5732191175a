package dev.revue.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Many small hosts on loopback, each with an address of its own, that lead to one another by
/// links, feeds, sitemaps and redirects; some ask for patience. They remember every request.
final class CrawledWeb implements AutoCloseable {
  static final Duration DELAY = Duration.ofMillis(40);
  static final Duration CRAWL_DELAY = Duration.ofSeconds(2);
  private static final Duration PATIENCE_ASKED = Duration.ofSeconds(4);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Access> log = new ConcurrentLinkedQueue<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Duration latency;

  /// One request as its server saw it, in nanoseconds of this process.
  ///
  /// @param answered before the answer was sent
  /// @param notBefore when the answer asks to be asked again; as `answered` where it does not
  record Access(int host, String path, int status, long arrived, long answered, long notBefore) {}

  /// @param latency before an answer is sent
  CrawledWeb(int hosts, Duration latency) throws IOException {
    this.latency = latency;
    for (int host = 0; host < hosts; host++) {
      var address = new InetSocketAddress("127.1." + host / 250 + "." + (1 + host % 250), 0);
      HttpServer server = HttpServer.create(address, 64);
      int number = host;
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(number, exchange));
      server.start();
      servers.add(server);
    }
  }

  /// In the order of their arrival.
  List<Access> log() {
    return log.stream().sorted((a, b) -> Long.compare(a.arrived, b.arrived)).toList();
  }

  int requests() {
    return log.size();
  }

  /// Every URL that must be published, with the text that tells it from all others.
  Map<String, String> pages() {
    var pages = new TreeMap<String, String>();
    for (int host = 0; host < servers.size(); host++) {
      for (String path : paths(host)) pages.put(origin(host) + path, text(host, path));
    }
    return pages;
  }

  String sources() {
    String starts =
        servers.stream().map(s -> '"' + origin(s) + "/\"").collect(Collectors.joining(", "));
    return """
    user_agent: RevueBot/0.1 (+https://example.org/bot)
    defaults: {delay: %dms, revisit: {min: 12h, max: 30d}, depth: 5, allow_addresses: [127.0.0.0/8]}
    sources:
      - name: loopback
        start: [%s]
        sitemaps: auto
        allow: ['http://127\\.1\\.\\d+\\.\\d+:\\d+/']
    """
        .formatted(DELAY.toMillis(), starts);
  }

  static boolean hasCrawlDelay(int host) {
    return host % 25 == 7;
  }

  private static boolean asksForPatience(int host) {
    return host % 9 == 4;
  }

  private Set<String> paths(int host) {
    var paths = new TreeSet<>(Set.of("/", "/p0", "/p1", "/landed", "/across"));
    if (!hasCrawlDelay(host)) {
      paths.addAll(List.of("/p2", "/p3", "/deep", "/deeper", "/fed", "/mapped", "/target"));
    }
    return paths;
  }

  private static String text(int host, String path) {
    return "Review of " + path + " at host " + host;
  }

  private void answer(int host, HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    String path = exchange.getRequestURI().toString();
    try (exchange) {
      if (!latency.isZero()) LockSupport.parkNanos(latency.toNanos());
      boolean busy = asksForPatience(host) && path.matches("/p[12]") && refused.add(host + path);
      if (busy) refuse(host, path, arrived, exchange);
      else serve(host, path, arrived, exchange);
    }
  }

  /// Once in seconds, once as a date.
  private void refuse(int host, String path, long arrived, HttpExchange exchange)
      throws IOException {
    Instant now = Instant.now();
    Instant until = now.plus(PATIENCE_ASKED).truncatedTo(ChronoUnit.SECONDS);
    boolean date = path.equals("/p1");
    if (!date) until = now.plus(PATIENCE_ASKED);
    exchange
        .getResponseHeaders()
        .set(
            "Retry-After",
            date ? HTTP_DATE.format(until) : String.valueOf(PATIENCE_ASKED.toSeconds()));
    long answered = System.nanoTime();
    int status = date ? 503 : 429;
    log.add(
        new Access(
            host,
            path,
            status,
            arrived,
            answered,
            answered + Duration.between(now, until).toNanos()));
    exchange.sendResponseHeaders(status, -1);
  }

  private void serve(int host, String path, long arrived, HttpExchange exchange)
      throws IOException {
    String to =
        switch (path) {
          case "/moved" -> "/target";
          case "/away" -> origin((host + 13) % servers.size()) + "/landed";
          default -> "";
        };
    String body = body(host, path);
    int status = to.isEmpty() ? body.isEmpty() ? 404 : 200 : 301;
    if (!to.isEmpty()) exchange.getResponseHeaders().set("Location", to);
    exchange.getResponseHeaders().set("Content-Type", type(path));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    long answered = System.nanoTime();
    log.add(new Access(host, path, status, arrived, answered, answered));
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
  }

  private static String type(String path) {
    return path.endsWith(".xml")
        ? "application/xml"
        : path.endsWith(".txt") ? "text/plain" : "text/html; charset=utf-8";
  }

  /// Empty where there is nothing.
  private String body(int host, String path) {
    boolean slow = hasCrawlDelay(host);
    return switch (path) {
      case "/robots.txt" ->
          "User-agent: *\nDisallow: /secret/\n"
              + (slow ? "Crawl-delay: " + CRAWL_DELAY.toSeconds() + "\n" : "")
              + (slow ? "" : "Sitemap: " + origin(host) + "/map.xml\n");
      case "/feed.xml" ->
          "<rss><channel><item><link>" + origin(host) + "/fed</link></item></channel></rss>";
      case "/map.xml" -> "<urlset><url><loc>" + origin(host) + "/mapped</loc></url></urlset>";
      case "/copy" -> "<html><head><link rel=canonical href=/p0></head><p>" + text(host, "/p0");
      default -> paths(host).contains(path) ? page(host, path, slow) : "";
    };
  }

  private String page(int host, String path, boolean slow) {
    String links =
        switch (path) {
          case "/" ->
              slow
                  ? link("/p0") + link("/p1") + link("/secret/a") + link("/away")
                  : "<link rel=alternate type=application/rss+xml href=/feed.xml>"
                      + link("/p0")
                      + link("/p1")
                      + link("/p2")
                      + link("/p3")
                      + link("/secret/a")
                      + link("/moved")
                      + link("/away")
                      + link("/copy")
                      + link("/nothing");
          case "/p0" -> link("/") + link("/deep");
          case "/p1" -> link(origin((host + 1) % servers.size()) + "/across");
          case "/deep" -> link("/deeper");
          default -> "";
        };
    if (slow) links = links.replace(link("/deep"), "");
    return "<!doctype html><html><head><title>t</title></head><body>"
        + links
        + "<p>"
        + text(host, path);
  }

  private static String link(String to) {
    return "<a href='" + to + "'>a</a> ";
  }

  private String origin(int host) {
    return origin(servers.get(host));
  }

  private static String origin(HttpServer server) {
    return "http:/" + server.getAddress();
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.close();
  }
}
