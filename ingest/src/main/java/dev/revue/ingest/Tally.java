package dev.revue.ingest;

import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Request;
import dev.revue.ingest.frontier.Verdict;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.status.SourcesStatus;
import dev.revue.ingest.status.SourcesStatus.SourceStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what was done since the start. Every visit ends in exactly one outcome: fetched is the
/// sum of `revue.ingest.fetches` over its sources and outcomes, robots.txt and tdmrep.json apart.
/// Sources are few and have names of their own, up to a limit: a source is the class of its hosts,
/// which are many and have no series. Not thread-safe, but for `received`.
final class Tally {
  private static final int MOST_SOURCES = 100;

  private final MeterRegistry metrics;
  private final Set<String> sources = new HashSet<>();
  private final Timer visits;
  private final MultiGauge sourceUrls;
  private final MultiGauge sourceQueue;
  private final MultiGauge sourceHosts;
  private final MultiGauge sourceLate;
  private final AtomicLong fetched = new AtomicLong();
  private final AtomicLong unchanged = new AtomicLong();
  private final AtomicLong emitted = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong urls;
  private final AtomicLong unvisited;
  private final AtomicLong underWay;
  private final AtomicLong rendering;
  private final AtomicLong lateMillis;
  private final AtomicLong hostsHeld;

  Tally(MeterRegistry metrics) {
    this.metrics = metrics;
    this.urls = gauge("revue.ingest.urls");
    this.unvisited = gauge("revue.ingest.unvisited");
    this.underWay = gauge("revue.ingest.under.way");
    this.rendering = gauge("revue.ingest.rendering");
    this.lateMillis = gauge("revue.ingest.oldest.due.millis");
    this.hostsHeld = gauge("revue.ingest.hosts.held");
    this.sourceUrls = MultiGauge.builder("revue.ingest.source.urls").register(metrics);
    this.sourceQueue = MultiGauge.builder("revue.ingest.source.queue").register(metrics);
    this.sourceHosts = MultiGauge.builder("revue.ingest.source.hosts").register(metrics);
    this.sourceLate = MultiGauge.builder("revue.ingest.source.late.seconds").register(metrics);
    this.visits =
        Timer.builder("revue.ingest.visits")
            .serviceLevelObjectives(
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30))
            .register(metrics);
  }

  /// One visit and what it meant; called where its transaction is not yet committed.
  void looked(Verdict verdict, Visit visit, Duration took) {
    fetched.incrementAndGet();
    boolean page = visit.fetched() instanceof Fetched.Page;
    boolean same = visit.fetched() instanceof Fetched.NotModified;
    if (verdict.event().isPresent()) emitted.incrementAndGet();
    else if (same || page) unchanged.incrementAndGet();
    if (visit.fetched() instanceof Fetched.Failed) failed.incrementAndGet();
    String source = source(verdict.row().source());
    metrics
        .counter("revue.ingest.fetches", "source", source, "outcome", visit.fetched().outcome())
        .increment();
    visits.record(took);
    if (visit.fetched() instanceof Fetched.Busy) count("revue.ingest.busy", "source", source, 1);
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

  /// The body of an answer, robots.txt included, however it ended: as it came, before any decoding.
  /// What browsers fetch is not in it.
  void received(Request request, long bytes) {
    String kind = request.kind().name().toLowerCase(Locale.ROOT);
    metrics
        .counter("revue.ingest.received.bytes", "source", source(request.source()), "kind", kind)
        .increment((double) bytes);
  }

  /// A URL that robots.txt forbids.
  void forbidden(String source) {
    count("revue.ingest.robots.refusals", "source", source(source), 1);
  }

  /// How the crawl stands, counted domain by domain.
  void counted(SourcesStatus status) {
    hostsHeld.set(status.hostsHeld());
    var urls = new ArrayList<MultiGauge.Row<?>>();
    var queue = new ArrayList<MultiGauge.Row<?>>();
    var hosts = new ArrayList<MultiGauge.Row<?>>();
    var due = new ArrayList<MultiGauge.Row<?>>();
    for (SourceStatus source : status.sources().stream().limit(MOST_SOURCES).toList()) {
      urls.add(row(source, "unvisited", source.unvisited()));
      urls.add(row(source, "published", source.published()));
      urls.add(row(source, "other", source.urls() - source.unvisited() - source.published()));
      queue.add(MultiGauge.Row.of(Tags.of("source", source.name()), source.queued()));
      hosts.add(row(source, "open", source.hosts() - source.hostsHeld()));
      hosts.add(row(source, "held", source.hostsHeld()));
      Instant first = source.due() == null ? status.at() : source.due();
      long late = Math.max(0, Duration.between(first, status.at()).toSeconds());
      due.add(MultiGauge.Row.of(Tags.of("source", source.name()), late));
    }
    sourceUrls.register(urls, true);
    sourceQueue.register(queue, true);
    sourceHosts.register(hosts, true);
    sourceLate.register(due, true);
  }

  private static MultiGauge.Row<?> row(SourceStatus source, String state, long value) {
    return MultiGauge.Row.of(Tags.of("source", source.name(), "state", state), value);
  }

  /// So that a generated source file does not make as many series as it has sources.
  private synchronized String source(String name) {
    if (sources.size() < MOST_SOURCES) sources.add(name);
    return sources.contains(name) ? name : "other";
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
