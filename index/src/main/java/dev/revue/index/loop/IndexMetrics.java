package dev.revue.index.loop;

import dev.revue.index.bulk.BulkWriter;
import dev.revue.index.bulk.Outcome.Applied;
import dev.revue.index.bulk.Outcome.Final;
import dev.revue.index.bulk.Outcome.Rejected;
import dev.revue.index.bulk.Outcome.Superseded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// What the stage counts. Every record that was read ends in exactly one outcome:
/// `revue.records.read` = applied + superseded + skipped + dead + returned + those still under way;
/// returned ones (partition given up, loop started again) are read once more and counted again.
final class IndexMetrics implements BulkWriter.Observer {
  static final String STAGE = "index";

  private final Counter read;
  private final Counter applied;
  private final Counter superseded;
  private final Counter skipped;
  private final Counter dead;
  private final Counter returned;
  private final Timer lag;
  private final Timer bulkTime;
  private final DistributionSummary bulkDocuments;
  private final DistributionSummary bulkBytes;
  private final AtomicInteger inFlight = new AtomicInteger();

  IndexMetrics(MeterRegistry registry) {
    this.read = registry.counter("revue.records.read", "stage", STAGE);
    this.applied = outcome("applied", registry);
    this.superseded = outcome("superseded", registry);
    this.skipped = outcome("skipped", registry);
    this.dead = outcome("dead", registry);
    this.returned = outcome("returned", registry);
    this.lag =
        Timer.builder("revue.lag")
            .description("from the event's ce_time until it was acknowledged by Elasticsearch")
            .tag("stage", STAGE)
            .publishPercentileHistogram()
            .register(registry);
    this.bulkTime = Timer.builder("revue.bulk").publishPercentileHistogram().register(registry);
    this.bulkDocuments = registry.summary("revue.bulk.documents");
    this.bulkBytes = registry.summary("revue.bulk.bytes");
    registry.gauge("revue.bulk.in.flight", inFlight);
  }

  void read(int records) {
    read.increment(records);
  }

  void skipped() {
    skipped.increment();
  }

  void returned(int records) {
    returned.increment(records);
  }

  void done(Final outcome) {
    switch (outcome) {
      case Applied() -> applied.increment();
      case Superseded() -> superseded.increment();
      case Rejected _ -> dead.increment();
    }
  }

  void lag(Duration lag) {
    this.lag.record(lag);
  }

  void inFlight(int bulks) {
    inFlight.set(bulks);
  }

  @Override
  public void bulk(int documents, int bytes, Duration took) {
    bulkTime.record(took);
    bulkDocuments.record(documents);
    bulkBytes.record(bytes);
  }

  private static Counter outcome(String name, MeterRegistry registry) {
    return registry.counter("revue.records", "stage", STAGE, "outcome", name);
  }
}
