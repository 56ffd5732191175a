package dev.revue.ingest;

import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.frontier.Verdict;
import dev.revue.ingest.frontier.Visit;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what was done since the start. Every visit ends in exactly one outcome: fetched is the
/// sum of `revue.ingest.fetches` over its outcomes, robots.txt apart.
final class Tally {
  private final MeterRegistry metrics;
  private final AtomicLong fetched = new AtomicLong();
  private final AtomicLong unchanged = new AtomicLong();
  private final AtomicLong emitted = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong urls;
  private final AtomicLong unvisited;
  private final AtomicLong underWay;
  private final AtomicLong rendering;
  private final AtomicLong lateMillis;

  Tally(MeterRegistry metrics) {
    this.metrics = metrics;
    this.urls = gauge("revue.ingest.urls");
    this.unvisited = gauge("revue.ingest.unvisited");
    this.underWay = gauge("revue.ingest.under.way");
    this.rendering = gauge("revue.ingest.rendering");
    this.lateMillis = gauge("revue.ingest.oldest.due.millis");
  }

  /// One visit and what it meant; called where its transaction is not yet committed.
  void looked(Verdict verdict, Visit visit) {
    fetched.incrementAndGet();
    boolean page = visit.fetched() instanceof Fetched.Page;
    boolean same = visit.fetched() instanceof Fetched.NotModified;
    if (verdict.event().isPresent()) emitted.incrementAndGet();
    else if (same || page) unchanged.incrementAndGet();
    if (visit.fetched() instanceof Fetched.Failed) failed.incrementAndGet();
    count("revue.ingest.fetches", "outcome", visit.fetched().outcome(), 1);
    count("revue.ingest.characters", "kind", verdict.row().kind().word(), visit.text().length());
    verdict
        .event()
        .ifPresent(e -> count("revue.ingest.events", "type", e.getClass().getSimpleName(), 1));
  }

  void robots(Fetched answer, String means) {
    count("revue.ingest.robots", "answer", means + "-" + answer.outcome(), 1);
  }

  void tdmrep(Fetched answer) {
    count("revue.ingest.tdmrep", "outcome", answer.outcome(), 1);
  }

  void forbidden() {
    metrics.counter("revue.ingest.robots.refusals").increment();
  }

  /// An answer of a browser; `awaited` where it was not late and not the second.
  void rendered(boolean awaited) {
    count("revue.ingest.rendered", "answer", awaited ? "awaited" : "ignored", 1);
  }

  /// How the crawl stands.
  ///
  /// @param next when the first host was or will be ready
  void stands(Crawl crawl, Optional<Instant> next, Instant now) {
    urls.set(crawl.frontier().urls());
    unvisited.set(crawl.frontier().unvisited());
    underWay.set(crawl.underWay());
    rendering.set(crawl.renderings().size());
    lateMillis.set(Math.max(0, next.map(at -> Duration.between(at, now).toMillis()).orElse(0L)));
  }

  IngestStage.Progress progress() {
    return new IngestStage.Progress(
        urls.get(),
        fetched.get(),
        unchanged.get(),
        emitted.get(),
        failed.get(),
        underWay.get(),
        unvisited.get());
  }

  private AtomicLong gauge(String name) {
    var value = new AtomicLong();
    metrics.gauge(name, value, AtomicLong::doubleValue);
    return value;
  }

  private void count(String name, String tag, String value, double by) {
    metrics.counter(name, tag, value).increment(by);
  }
}
