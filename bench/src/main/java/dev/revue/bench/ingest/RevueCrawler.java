package dev.revue.bench.ingest;

import dev.revue.cli.StageProcess;
import dev.revue.common.health.Health;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.ingest.IngestSettings;
import dev.revue.ingest.IngestStage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// `revue ingest` as a contender: every crawl is a change of `sources.yml`, seen by the one stage
/// that runs throughout. It is given the first page of each host and finds the others. `KEEP FILE`
/// lets it look at pages again and again, `LOOK` says how many it has seen.
final class RevueCrawler {
  private static final Duration LOOK = Duration.ofMillis(5);

  private RevueCrawler() {}

  /// Arguments: broker, folder to work in.
  public static void main(String[] args) throws IOException {
    KafkaSettings kafka = KafkaSettings.local(args[0], "bench");
    Path sources = Path.of(args[1]).resolve("sources.yml");
    write(sources, List.of("http://127.0.0.1:1/reviews/0"), "{min: 30d, max: 30d}");
    var health = new Health(Clock.systemUTC());
    try (var stage =
        IngestStage.start(IngestSettings.of(sources), kafka, health, StageProcess.metrics())) {
      var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (stage.progress().discovered() == 0) LockSupport.parkNanos(LOOK.toNanos());
      System.out.println("READY");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] said = line.split(" ", 2);
        switch (said[0]) {
          case "GO" -> System.out.println(crawl(stage, sources, Path.of(said[1])));
          case "KEEP" -> {
            write(sources, Files.readAllLines(Path.of(said[1])), "{min: 1s, max: 1s}");
            System.out.println("KEPT");
          }
          default -> {
            IngestStage.Progress progress = stage.progress();
            System.out.println("SEEN " + progress.fetched() + " " + progress.pagesEmitted());
          }
        }
      }
    }
    System.exit(0);
  }

  private static String crawl(IngestStage stage, Path sources, Path file) throws IOException {
    List<String> urls = Files.readAllLines(file);
    IngestStage.Progress before = stage.progress();
    write(sources, urls, "{min: 1h, max: 30d}");
    while (stage.progress().fetched() == before.fetched()) LockSupport.parkNanos(LOOK.toNanos());
    long began = System.nanoTime();
    long wanted = before.fetched() + urls.size();
    while (stage.progress().fetched() < wanted || !stage.idle()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    return "DONE " + (stage.progress().pagesEmitted() - before.pagesEmitted()) + " " + millis;
  }

  private static void write(Path sources, List<String> urls, String revisit) throws IOException {
    String starts =
        urls.stream()
            .filter(url -> url.endsWith("/reviews/0"))
            .map(url -> "      - " + url + "\n")
            .collect(Collectors.joining());
    Files.writeString(
        sources,
        """
        user_agent: RevueBot/0.1 (+https://example.org/bot)
        defaults: {delay: 0s, revisit: %s, allow_addresses: [127.0.0.0/8]}
        sources:
          - name: bench
            start:
        %s    allow: ["/reviews/"]
        """
            .formatted(revisit, starts));
  }
}
