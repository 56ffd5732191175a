package dev.revue.cli.demo;

import dev.revue.cli.Logs;
import dev.revue.cli.Progress;
import dev.revue.cli.StageProcess;
import dev.revue.cli.Stop;
import dev.revue.cli.sample.PortUnavailable;
import dev.revue.cli.sample.SampleSite;
import dev.revue.common.health.Health;
import dev.revue.common.health.HealthServer;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.settings.SettingsException;
import dev.revue.common.topic.Topics;
import dev.revue.embedded.EmbeddedServers;
import dev.revue.embedded.StartException;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.EnrichStage;
import dev.revue.index.IndexSettings;
import dev.revue.index.IndexStage;
import dev.revue.ingest.IngestSettings;
import dev.revue.ingest.IngestStage;
import dev.revue.ingest.sources.Sources;
import dev.revue.search.PortTakenException;
import dev.revue.search.SearchServer;
import dev.revue.search.SearchSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The whole of Revue in one process. Whatever cannot work is said before anything is written.
public final class Demo {
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  /// A crawl of one's own sites may take hours: the addresses are worth more than its end.
  private static final Duration ADDRESSES_AFTER = Duration.ofSeconds(30);

  private final Options options;
  private final PrintStream out = System.out;
  private final Instant began = Instant.now();
  private final Health health = new Health(Clock.systemUTC());
  private final PrometheusMeterRegistry metrics = StageProcess.metrics();

  /// @param once end when the last page is searchable
  /// @param port of the search page; 0 = one that is free
  /// @param source the sites to crawl; empty = the sample site
  /// @param enrich whether there are embeddings, and which catalogue
  public record Options(
      boolean once, int port, Optional<Path> source, Path data, EnrichSettings enrich) {}

  public Demo(Options options) {
    this.options = options;
  }

  /// Returns the exit code.
  public int run() throws Exception {
    options.source().ifPresent(Sources::read); // says what is wrong with it
    mustBeFree(options.port());
    if (options.source().isPresent()) return run(options.source().get());
    List<Integer> ports = Ports.of(options.data(), options.port(), SampleSite.publishers().size());
    try (SampleSite site = SampleSite.start("127.0.0.1", ports)) {
      prepare(options.data());
      Ports.remember(options.data(), site.origins().values().stream().map(URI::getPort).toList());
      return run(Files.writeString(options.data().resolve("sources.yml"), site.sources()));
    } catch (PortUnavailable e) {
      throw new SettingsException(
          e.getMessage()
              + " (a site of the sample): free it, or choose other ports with --port and a new --data");
    }
  }

  private int run(Path sources) throws Exception {
    prepare(options.data());
    Logs.toFile(options.data().resolve("demo.log"));
    var progress = Progress.on(out);
    progress.show("starting Kafka and Elasticsearch under " + options.data() + " …");
    try (Stop stop = Stop.onSignal();
        EmbeddedServers servers = EmbeddedServers.start(options.data())) {
      KafkaSettings kafka = KafkaSettings.local(servers.bootstrapServers(), "demo");
      ElasticSettings elastic = ElasticSettings.local(servers.uri());
      new Topics(kafka).apply();
      var searching = new SearchSettings("127.0.0.1", options.port(), elastic);
      try (SearchServer search = SearchServer.start(searching, health, metrics);
          AutoCloseable index =
              IndexStage.start(IndexSettings.of(kafka, elastic), health, metrics);
          AutoCloseable enrich = EnrichStage.start(kafka, options.enrich(), health, metrics);
          IngestStage ingest =
              IngestStage.start(IngestSettings.of(sources).revalidating(), kafka, health, metrics);
          HealthServer status = HealthServer.start("127.0.0.1", 0, health, metrics);
          var watch = new Watch(kafka, elastic, ingest, options.enrich(), metrics)) {
        return follow(
            watch,
            progress,
            stop,
            new Addresses(
                search.uri(),
                URI.create("http://127.0.0.1:" + status.port() + "/sources"),
                servers.uri(),
                servers.bootstrapServers()));
      }
    } catch (StartException | PortTakenException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
  }

  /// What a person or a script goes on with.
  private record Addresses(URI search, URI sources, URI elasticsearch, String kafka) {
    @Override
    public String toString() {
      return "search %s\nsources %s\nelasticsearch %s\nkafka %s"
          .formatted(search, sources, elasticsearch, kafka);
    }
  }

  private int follow(Watch watch, Progress progress, Stop stop, Addresses addresses)
      throws Exception {
    boolean told = options.once();
    boolean settled = false;
    do {
      progress.show(watch.line() + waiting());
      if (!settled && watch.settled()) {
        settled = true;
        progress.finish(watch.line());
        if (options.once()) {
          out.print(Summary.of(watch, addresses.search(), elapsed()));
          return 0;
        }
      }
      boolean due =
          settled || (options.source().isPresent() && elapsed().compareTo(ADDRESSES_AFTER) > 0);
      if (!told && due) {
        progress.finish(watch.line());
        out.println(addresses);
        out.flush();
        told = true;
      }
    } while (!stop.await(LOOK_EVERY));
    progress.finish("stopping …");
    return 0;
  }

  /// What stands in the way, so that a held stage does not look like a hang.
  private String waiting() {
    return health.obstacles().entrySet().stream()
        .findFirst()
        .map(obstacle ->
            "  (waiting: "
                + (obstacle.getKey() + ": " + obstacle.getValue()).lines().findFirst().orElse("")
                + ")")
        .orElse("");
  }

  private Duration elapsed() {
    return Duration.between(began, Instant.now());
  }

  private static void mustBeFree(int port) {
    if (port == 0) return;
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      probe.getLocalPort();
    } catch (IOException e) {
      throw new SettingsException(
          "port " + port + " is in use: free it or choose another with --port");
    }
  }

  private static void prepare(Path data) {
    try {
      Files.createDirectories(data);
      Files.delete(Files.createTempFile(data, "writable", ""));
    } catch (IOException e) {
      throw new SettingsException(
          "cannot write to "
              + data
              + " ("
              + e
              + "): make it writable or choose another with --data");
    }
  }
}
