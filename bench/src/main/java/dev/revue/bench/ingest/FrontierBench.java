package dev.revue.bench.ingest;

import dev.revue.common.event.Version;
import dev.revue.common.health.Health;
import dev.revue.common.kafka.Clients;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedKafka;
import dev.revue.ingest.IngestSettings;
import dev.revue.ingest.IngestStage;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.frontier.Found;
import dev.revue.ingest.frontier.Frontier;
import dev.revue.ingest.frontier.Kind;
import dev.revue.ingest.frontier.Politeness;
import dev.revue.ingest.frontier.RobotsRow;
import dev.revue.ingest.frontier.Site;
import dev.revue.ingest.frontier.UrlRow;
import dev.revue.ingest.frontier.UrlRow.Seen;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// The frontier with so many hosts as the argument says (1000000), one URL each: how long add and
/// take last, how much heap it needs; then, on the embedded broker, as many URLs (on a tenth of the
/// hosts) from a cold and from a warm start until the first request goes out. What goes out goes to
/// a closed port of loopback.
public final class FrontierBench {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final String SOURCES =
      """
      user_agent: RevueBot/0.1 (+https://example.org/bot)
      defaults: {delay: 0s, allow_addresses: [127.0.0.0/8]}
      sources:
        - name: bench
          start: ["http://127.0.0.1:9/"]
          allow: ["http://"]
      """;

  private FrontierBench() {}

  public static void main(String[] args) throws IOException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    inMemory(count);
    Path dir = Files.createTempDirectory("revue-frontier");
    try (EmbeddedKafka broker = EmbeddedKafka.start(dir.resolve("broker"))) {
      restarts(count, dir, broker.bootstrapServers());
    }
    System.exit(0); // the broker leaves threads behind
  }

  private static void inMemory(int hosts) {
    long before = heapAfterGc();
    Frontier frontier = frontier();
    var add = new long[hosts];
    for (int i = 0; i < hosts; i++) {
      var url =
          new CanonicalUrl(
              "https://www.site" + i + ".com/reviews/2025/06/a-film-worth-seeing-" + i);
      long began = System.nanoTime();
      Site site = frontier.site(url).orElseThrow();
      frontier.add(site, new Found(url, Kind.PAGE, 1, 0, 0, "bench"), NOW);
      add[i] = System.nanoTime() - began;
    }
    say("%,d hosts with a URL each", hosts);
    report("add", add);
    heap("found", before, hosts);

    var take = new long[hosts];
    for (int i = 0; i < hosts; i++) {
      long began = System.nanoTime();
      Site site = frontier.take(NOW).orElseThrow();
      UrlRow row = frontier.due(site, NOW).orElseThrow();
      take[i] = System.nanoTime() - began;
      visited(frontier, site, row, i);
    }
    report("take and due", take);
    heap("visited, robots.txt of half of them kept", before, hosts);
    if (frontier.urls() != hosts) throw new IllegalStateException("URLs were lost");
  }

  private static void visited(Frontier frontier, Site site, UrlRow row, int i) {
    var seen =
        new Seen(
            NOW,
            "page",
            0,
            Duration.ofDays(1),
            "\"5f3c-61a8d2e0b1c40\"",
            "Sat, 21 Nov 2026 07:28:00 GMT",
            HASH,
            "abcdefgh",
            null,
            null,
            true,
            Version.next(NOW, Version.none()),
            i,
            null);
    frontier.put(site, row.seen(seen, NOW.plus(Duration.ofDays(1)).plusMillis(i)));
    if (i % 2 == 0) {
      String server = new CanonicalUrl(row.url()).server();
      String text =
          "User-agent: *\nDisallow: /search\nDisallow: /cart\nSitemap: https://"
              + server
              + "/sitemap.xml\n";
      frontier.put(
          site,
          server,
          new RobotsRow(
              "https://" + server.replace(":443", "") + "/robots.txt",
              RobotsRow.RULES,
              text,
              0,
              NOW.plus(Duration.ofDays(1))));
    }
    frontier.release(site, NOW.plusSeconds(2));
  }

  private static void restarts(int urls, Path dir, String bootstrap) throws IOException {
    KafkaSettings kafka = KafkaSettings.local(bootstrap, "bench");
    new Topics(kafka).apply();
    fill(urls, kafka);
    Path sources = Files.writeString(dir.resolve("sources.yml"), SOURCES);
    var settings =
        new IngestSettings(
            sources,
            128,
            Duration.ofHours(1),
            false,
            Politeness.DOMAIN,
            Optional.of(dir.resolve("state")),
            FetchLimits.standard());
    say("%,d URLs in revue.frontier", urls);
    say("cold start: first request after %.1f s", firstRequest(settings, kafka));
    for (int i = 0; i < 3; i++) {
      say("warm start: first request after %.1f s", firstRequest(settings, kafka));
    }
  }

  private static double firstRequest(IngestSettings settings, KafkaSettings kafka) {
    var health = new Health(Clock.systemUTC());
    long began = System.nanoTime();
    try (IngestStage stage =
        IngestStage.start(settings, kafka, health, new SimpleMeterRegistry())) {
      while (stage.progress().fetched() + stage.progress().inFlight() == 0) {
        LockSupport.parkNanos(1_000_000);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      long closing = System.nanoTime();
      stage.close();
      say("  stopped, state saved, in %.1f s", (System.nanoTime() - closing) / 1e9);
      return seconds;
    }
  }

  /// A topic as a crawl leaves it: rows of visited and of new URLs.
  @SuppressWarnings("FutureReturnValueIgnored") // flush waits; what is missing shows
  private static void fill(int urls, KafkaSettings kafka) {
    Frontier frontier = frontier();
    int hosts = Math.max(1, urls / 10);
    try (var producer = Clients.producer(kafka)) {
      for (int i = 0; i < urls; i++) {
        int host = i % hosts;
        String address =
            "127.%d.%d.%d:9".formatted(1 + (host >> 16), (host >> 8) & 255, host & 255);
        var url = new CanonicalUrl("http://" + address + "/reviews/2025/06/worth-seeing-" + i);
        Site site = frontier.site(url).orElseThrow();
        UrlRow row =
            frontier.add(site, new Found(url, Kind.PAGE, 1, 0, 0, "bench"), NOW).orElseThrow();
        producer.send(Frontier.record(site, row));
      }
      producer.flush();
    }
  }

  private static Frontier frontier() {
    var frontier = new Frontier(Sources.parse("sources.yml", SOURCES), NOW, false);
    frontier.own(IntStream.range(0, 64).boxed().toList());
    return frontier;
  }

  private static void report(String what, long[] nanos) {
    Arrays.sort(nanos);
    say(
        "%-14s median %.1f µs, p99 %.1f µs, p99.9 %.1f µs, longest %.1f ms",
        what,
        nanos[nanos.length / 2] / 1e3,
        nanos[(int) (nanos.length * 0.99)] / 1e3,
        nanos[(int) (nanos.length * 0.999)] / 1e3,
        nanos[nanos.length - 1] / 1e6);
  }

  private static void heap(String what, long before, int hosts) {
    long used = heapAfterGc() - before;
    say("heap, %s: %,d MiB, %,d bytes a host and URL", what, used >> 20, used / hosts);
  }

  private static long heapAfterGc() {
    for (int i = 0; i < 3; i++) System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @SuppressWarnings("AnnotateFormatMethod") // for one private caller no annotation library
  private static void say(String what, Object... values) {
    System.out.println(String.format(Locale.ROOT, what, values));
  }
}
