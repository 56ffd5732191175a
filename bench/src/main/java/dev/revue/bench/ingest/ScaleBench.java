package dev.revue.bench.ingest;

import com.sun.net.httpserver.HttpServer;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// How much faster three `revue ingest` are than one where manners and the network, not the CPU,
/// are the limit: hosts that take their time to answer, a delay, and few requests at once for each
/// process. Rates are of the middle of each crawl, when all processes have their share.
///
/// Argument: how often each is measured (3).
public final class ScaleBench {
  private static final int HOSTS = 192;
  private static final int PAGES = 25;
  private static final int AT_ONCE = 8;
  private static final Duration LATENCY = Duration.ofMillis(150);
  private static final Duration DELAY = Duration.ofMillis(100);

  private final List<HttpServer> servers = new ArrayList<>();
  private final ConcurrentLinkedQueue<Long> requests = new ConcurrentLinkedQueue<>();

  private ScaleBench() {}

  public static void main(String[] args) throws Exception {
    int times = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    System.out.printf(
        "%d hosts, %d pages each, answers after %d ms, delay %d ms, %d requests at once per process%n",
        HOSTS, PAGES, LATENCY.toMillis(), DELAY.toMillis(), AT_ONCE);
    var one = new ArrayList<Double>();
    var three = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      one.add(new ScaleBench().rate(1));
      three.add(new ScaleBench().rate(3));
    }
    System.out.printf(
        "one: %s pages/s%nthree: %s pages/s%nratio of the medians: %.2f%n",
        shown(one), shown(three), median(three) / median(one));
    System.exit(0);
  }

  private double rate(int processes) throws Exception {
    Path dir = Files.createTempDirectory("revue-scale");
    var ingest = new ArrayList<Process>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"))) {
      new Topics(KafkaSettings.local(kafka.bootstrapServers(), "bench")).apply();
      for (int host = 0; host < HOSTS; host++) serve(host, threads);
      Path sources = Files.writeString(dir.resolve("sources.yml"), sources());
      for (int i = 0; i < processes; i++) ingest.add(start(sources, kafka, "scale-" + i));
      int all = HOSTS * (PAGES + 1);
      while (requests.size() < all * 6 / 10) {
        if (ingest.stream().noneMatch(Process::isAlive)) throw new IOException("ingest ended");
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      List<Long> at = requests.stream().sorted().toList();
      int from = all * 3 / 10;
      int to = all * 6 / 10;
      double rate = (to - from) / ((at.get(to - 1) - at.get(from)) / 1e9);
      System.out.printf("%d: %.1f pages/s%n", processes, rate);
      return rate;
    } finally {
      for (Process process : ingest) process.destroyForcibly().waitFor();
      servers.forEach(server -> server.stop(0));
    }
  }

  private void serve(int host, ExecutorService threads) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.3.0." + (1 + host), 0), 64);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(System.nanoTime());
          LockSupport.parkNanos(LATENCY.toNanos());
          String path = exchange.getRequestURI().getPath();
          String links = "";
          for (int i = 1; path.equals("/") && i < PAGES; i++) links += "<a href=/" + i + ">r</a> ";
          boolean robots = path.equals("/robots.txt");
          byte[] body =
              ("<html><title>" + path + "</title>" + links).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(robots ? 404 : 200, robots ? -1 : body.length);
          if (!robots) exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
  }

  private String sources() {
    String starts =
        servers.stream()
            .map(server -> "\"http:/" + server.getAddress() + "/\"")
            .collect(Collectors.joining(", "));
    return """
    user_agent: RevueBot/0.1 (+https://example.org/bot)
    defaults: {delay: %dms, revisit: {min: 12h, max: 30d}, allow_addresses: [127.0.0.0/8]}
    sources:
      - name: scale
        start: [%s]
    """
        .formatted(DELAY.toMillis(), starts);
  }

  private static Process start(Path sources, EmbeddedKafka kafka, String name) throws IOException {
    String bootstrap = kafka.bootstrapServers();
    String atOnce = String.valueOf(AT_ONCE);
    return IngestProcess.start(
        sources, bootstrap, Map.of("REVUE_INGEST_CONCURRENCY", atOnce, "REVUE_INSTANCE", name));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String shown(List<Double> values) {
    return values.stream().sorted().map("%.1f"::formatted).collect(Collectors.joining(", "));
  }
}
