package dev.revue.ingest;

import dev.revue.common.health.Health;
import dev.revue.common.health.View;
import dev.revue.common.json.Json;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.ingest.fetch.Archive;
import dev.revue.ingest.fetch.Fetcher;
import dev.revue.ingest.frontier.Backoff;
import dev.revue.ingest.frontier.Judge;
import dev.revue.ingest.sources.SourcesException;
import dev.revue.ingest.status.Census;
import dev.revue.ingest.status.SourcesPage;
import dev.revue.ingest.status.SourcesStatus;
import dev.revue.ingest.warc.WarcArchive;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.Dns;

/// The web → `revue.pages`: everything that ingest needs, wired.
public final class IngestStage implements AutoCloseable {
  /// How long a reader of the status waits for a new count.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Fetcher fetcher;
  private final IngestLoop loop;
  private final Optional<WarcArchive> warc;

  private IngestStage(Fetcher fetcher, IngestLoop loop, Optional<WarcArchive> warc) {
    this.fetcher = fetcher;
    this.loop = loop;
    this.warc = warc;
  }

  /// How far it is.
  ///
  /// @param discovered URLs that are known, on the partitions of this process
  /// @param fetched visits since the start, whatever came of them
  /// @param unchanged visits that gave a document and no page event
  /// @param pagesEmitted events written to `revue.pages`
  /// @param failed visits at which the server was in trouble
  /// @param inFlight requests under way
  /// @param queued URLs that were never looked at
  public record Progress(
      long discovered,
      long fetched,
      long unchanged,
      long pagesEmitted,
      long failed,
      long inFlight,
      long queued) {}

  /// @throws SourcesException where the source file cannot be used
  public static IngestStage start(
      IngestSettings settings, KafkaSettings kafka, Health health, MeterRegistry metrics) {
    var clock = Clock.systemUTC();
    var sources = new SourcesFile(settings.sources(), health);
    var backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    var judge = new Judge(backoff, settings.secondLook());
    Optional<WarcArchive> warc =
        settings.warc().map(folder -> WarcArchive.start(folder, sources.sources(), health));
    Archive archive = warc.isPresent() ? warc.get() : Archive.none();
    var tally = new Tally(metrics);
    var fetcher = new Fetcher(settings.limits(), clock, Dns.SYSTEM, archive, tally::received);
    var visitor = new Visitor(fetcher);
    var census = new Census(kafka.instance());
    var loop =
        new IngestLoop(
            settings, kafka, sources, visitor, judge, backoff, clock, health, tally, census);
    health.show("/sources", () -> page(census, clock));
    health.show("/sources.json", () -> json(census, clock));
    loop.start();
    return new IngestStage(fetcher, loop, warc);
  }

  private static View.Shown page(Census census, Clock clock) throws InterruptedException {
    Optional<SourcesStatus> status = census.status(clock.instant(), PATIENCE);
    return new View.Shown(
        "text/html; charset=utf-8",
        Map.of("Content-Security-Policy", SourcesPage.POLICY),
        SourcesPage.html(status, clock.instant()));
  }

  private static View.Shown json(Census census, Clock clock) throws InterruptedException {
    Optional<SourcesStatus> status = census.status(clock.instant(), PATIENCE);
    String text = status.map(Json::text).orElse("{}");
    return new View.Shown("application/json", Map.of(), text);
  }

  public Progress progress() {
    return loop.progress();
  }

  /// Whether there is nothing to do before the next revisit or second look: all sources were read,
  /// nothing is under way, everything is committed. Hosts in trouble are not waited for.
  public boolean idle() {
    return loop.idle();
  }

  /// Ends after the transaction at hand.
  @Override
  public void close() {
    loop.close();
    fetcher.close();
    warc.ifPresent(WarcArchive::close);
  }

  /// Ends as if killed, as far as one can without ending the process: what is not committed is not
  /// committed.
  void abandon() {
    loop.abandon();
    fetcher.close();
    warc.ifPresent(WarcArchive::close);
  }
}
