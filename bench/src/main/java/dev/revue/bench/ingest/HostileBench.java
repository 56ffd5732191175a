package dev.revue.bench.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.ingest.fetch.BadServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Whether hosts that behave keep 95 % of their rate while the same `revue ingest` also crawls
/// hostile ones, of each kind that the tests of ingest know. Rates are what the servers of the good
/// hosts see for 20 s, alone and beside the others by turns, each time with a broker and a process
/// of its own. Ends with 1 where they do not.
///
/// Arguments: how often each is measured (3), hostile hosts of each kind (3).
public final class HostileBench {
  private static final double KEPT = 0.95;
  private static final int HOSTS = 60;
  private static final int PAGES = 10;
  private static final Duration LATENCY = Duration.ofMillis(50);

  /// Of the good hosts, so that manners and not the CPU are the limit. The hostile ones have what a
  /// source has that says nothing.
  private static final Duration DELAY = Duration.ofMillis(400);

  /// Sooner than all can be asked, so that there is always something due, and the sitemaps, which
  /// are read a few at a time over all hosts, are due throughout.
  private static final Duration AGAIN = Duration.ofSeconds(3);

  /// More than a hostile host is asked for.
  private static final int TRAPS = 20;

  private static final int WARM = 8 * HOSTS; // requests
  private static final Duration WARM_WITHIN = Duration.ofMinutes(1);

  /// Until the hostile hosts have said what their robots.txt is.
  private static final Duration SETTLE = Duration.ofSeconds(6);

  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final List<Kind> KINDS = kinds();

  private final List<String> pages =
      IntStream.range(0, PAGES).mapToObj(page -> MadeUpPage.html(0, page, PAGES)).toList();
  private final Map<Kind, Integer> asked = new LinkedHashMap<>();

  private HostileBench() {}

  /// Hosts that are hostile alike.
  ///
  /// @param list under which the source names their URLs
  /// @param manner of what is at these
  /// @param robots the manner of robots.txt
  private record Kind(String list, String manner, String robots) {
    @Override
    public String toString() {
      return robots.equals("/missing") ? list + ": " + manner : "robots.txt: " + robots;
    }
  }

  /// What the good hosts saw, and what ingest needed for all.
  ///
  /// @param requests per second
  /// @param sitemaps per second, of the requests
  /// @param cores CPU time of ingest by time
  private record Rate(double requests, double sitemaps, double cores) {}

  public static void main(String[] args) throws Exception {
    int times = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    int each = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    System.out.printf(
        "%d good hosts that answer after %d ms, delay %d ms; %d hostile ones of each of %d kinds%n",
        HOSTS, LATENCY.toMillis(), DELAY.toMillis(), each, KINDS.size());
    System.exit(new HostileBench().compare(times, each) >= KEPT ? 0 : 1);
  }

  private double compare(int times, int each) throws Exception {
    var alone = new ArrayList<Rate>();
    var beside = new ArrayList<Rate>();
    for (int i = 0; i < times; i++) {
      alone.add(rate("alone", 0));
      beside.add(rate("beside hostile hosts", each));
    }
    System.out.printf("asked of hostile hosts in %d runs:%n", times);
    asked.forEach((kind, requests) -> System.out.printf("%7d  %s%n", requests, kind));
    print("alone", alone);
    print("beside hostile hosts", beside);
    double kept = median(beside, Rate::requests) / median(alone, Rate::requests);
    System.out.printf(
        "ratio of the medians: %.3f; of sitemaps alone: %.3f%n",
        kept, median(beside, Rate::sitemaps) / median(alone, Rate::sitemaps));
    return kept;
  }

  private Rate rate(String what, int each) throws Exception {
    Path dir = Files.createTempDirectory("revue-hostile");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"));
        GoodHosts good = new GoodHosts(pages, threads);
        HostileHosts hostile = new HostileHosts(each)) {
      new Topics(KafkaSettings.local(kafka.bootstrapServers(), "bench")).apply();
      Path sources = Files.writeString(dir.resolve("sources.yml"), good.sources());
      Process ingest = IngestProcess.start(sources, kafka.bootstrapServers(), Map.of());
      try {
        warm(good, ingest);
        Files.writeString(sources, good.sources() + hostile.sources());
        LockSupport.parkNanos(SETTLE.toNanos());
        Rate rate = rate(good, ingest);
        System.out.println(what + ": " + shown(rate));
        hostile.asked().forEach((kind, requests) -> asked.merge(kind, requests, Integer::sum));
        return rate;
      } finally {
        ingest.destroyForcibly().waitFor();
      }
    } finally {
      try (var files = Files.walk(dir)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static void warm(GoodHosts good, Process ingest) throws IOException {
    long deadline = System.nanoTime() + WARM_WITHIN.toNanos();
    while (good.requests.get() < WARM) {
      if (!ingest.isAlive()) throw new IOException("ingest ended");
      if (System.nanoTime() > deadline) throw new IOException("ingest does not get to its speed");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static Rate rate(GoodHosts good, Process ingest) throws IOException {
    long began = System.nanoTime();
    Duration cpu = cpu(ingest);
    long requests = good.requests.get();
    long sitemaps = good.sitemaps.get();
    long end = began + WINDOW.toNanos();
    while (System.nanoTime() < end) LockSupport.parkNanos(end - System.nanoTime());
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Rate(
        (good.requests.get() - requests) / seconds,
        (good.sitemaps.get() - sitemaps) / seconds,
        cpu(ingest).minus(cpu).toNanos() / 1e9 / seconds);
  }

  private static Duration cpu(Process ingest) throws IOException {
    return ingest.info().totalCpuDuration().orElseThrow(() -> new IOException("ingest ended"));
  }

  private static List<Kind> kinds() {
    var slow =
        List.of(
            "/loop",
            "/half-closes",
            "/never-answers",
            "/one-byte-a-second",
            "/one-byte-of-header-at-a-time");
    var pages = Stream.of(BadServer.LARGE_PAGES, slow).flatMap(List::stream);
    var feeds = Stream.of("/laughs.xml");
    var sitemaps =
        Stream.of(BadServer.LARGE_SITEMAPS, List.of("/never-answers", "/one-byte-a-second"))
            .flatMap(List::stream);
    var robots =
        Stream.of("/gzip-bomb", "/endless", "/loop", "/never-answers", "/one-byte-a-second");
    return Stream.of(
            pages.map(manner -> new Kind("start", manner, "/missing")),
            feeds.map(manner -> new Kind("feeds", manner, "/missing")),
            sitemaps.map(manner -> new Kind("sitemaps", manner, "/missing")),
            robots.map(manner -> new Kind("start", "/gzip-bomb", manner)))
        .flatMap(kinds -> kinds)
        .toList();
  }

  private static void print(String what, List<Rate> rates) {
    double[] all = rates.stream().mapToDouble(Rate::requests).sorted().toArray();
    System.out.printf(
        "%s: median %.1f requests/s, from %.1f to %.1f%n",
        what, median(rates, Rate::requests), all[0], all[all.length - 1]);
  }

  private static String shown(Rate rate) {
    return "%.1f requests/s, %.1f of them for sitemaps; ingest took %.2f cores"
        .formatted(rate.requests, rate.sitemaps, rate.cores);
  }

  private static double median(List<Rate> rates, ToDoubleFunction<Rate> of) {
    return rates.stream().mapToDouble(of).sorted().toArray()[rates.size() / 2];
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Servers with pages that lead to each other, and a sitemap.
  private static final class GoodHosts implements AutoCloseable {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong sitemaps = new AtomicLong();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> pages;

    GoodHosts(List<String> pages, ExecutorService threads) throws IOException {
      this.pages = pages;
      for (int host = 1; host <= HOSTS; host++) {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.3.0." + host, 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::miss);
        server.createContext("/reviews/", this::page);
        server.createContext("/sitemap.xml", this::sitemap);
        server.start();
        servers.add(server);
      }
    }

    String sources() {
      return """
      user_agent: RevueBot/0.1 (+https://example.org/bot)
      defaults: {allow_addresses: [127.0.0.0/8]}
      sources:
        - name: good
          delay: %1$dms
          revisit: {min: %2$ds, max: %2$ds}
          start: [%3$s]
          sitemaps: [%4$s]
      """
          .formatted(DELAY.toMillis(), AGAIN.toSeconds(), urls("/reviews/0"), urls("/sitemap.xml"));
    }

    private String urls(String path) {
      return servers.stream()
          .map(server -> "\"http:/" + server.getAddress() + path + "\"")
          .collect(Collectors.joining(", "));
    }

    private void miss(HttpExchange exchange) throws IOException {
      requests.incrementAndGet();
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    }

    private void page(HttpExchange exchange) throws IOException {
      String number = exchange.getRequestURI().getPath().replace("/reviews/", "");
      String html = pages.get(Integer.parseInt(number));
      String now = String.valueOf(System.nanoTime());
      answer(exchange, "text/html", bytes(html.replace(MadeUpPage.NOW, now)));
    }

    private void sitemap(HttpExchange exchange) throws IOException {
      sitemaps.incrementAndGet();
      String host = exchange.getRequestHeaders().getFirst("Host");
      String loc = "<url><loc>http://" + host + "/reviews/0</loc></url>";
      answer(exchange, "application/xml", bytes("<urlset>" + loc + "</urlset>"));
    }

    private void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
      requests.incrementAndGet();
      LockSupport.parkNanos(LATENCY.toNanos());
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    @Override
    public void close() {
      servers.forEach(server -> server.stop(0));
    }
  }

  private static final class HostileHosts implements AutoCloseable {
    private final Map<Kind, List<BadServer>> servers = new LinkedHashMap<>();

    HostileHosts(int each) throws IOException {
      for (int kind = 0; each > 0 && kind < KINDS.size(); kind++) {
        var alike = new ArrayList<BadServer>();
        for (int host = 1; host <= each; host++) {
          InetAddress address = InetAddress.getByName("127.4." + kind + "." + host);
          alike.add(new BadServer(address, KINDS.get(kind).robots));
        }
        servers.put(KINDS.get(kind), alike);
      }
    }

    String sources() {
      var sources = new StringBuilder();
      servers.forEach((kind, alike) -> {
        String urls =
            alike.stream()
                .flatMap(server -> IntStream.range(0, TRAPS).mapToObj(i -> url(server, kind, i)))
                .collect(Collectors.joining(", "));
        int number = KINDS.indexOf(kind);
        sources.append("  - {name: bad-%d, %s: [%s]}%n".formatted(number, kind.list, urls));
      });
      return sources.toString();
    }

    private static String url(BadServer server, Kind kind, int number) {
      return "\"" + server.url(kind.manner + "?" + number) + "\"";
    }

    Map<Kind, Integer> asked() {
      var asked = new LinkedHashMap<Kind, Integer>();
      servers.forEach(
          (kind, alike) -> asked.put(kind, alike.stream().mapToInt(BadServer::requests).sum()));
      return asked;
    }

    @Override
    public void close() throws IOException {
      for (List<BadServer> alike : servers.values()) {
        for (BadServer server : alike) server.close();
      }
    }
  }
}
