package dev.revue.ingest;

import dev.revue.common.event.Discovered;
import dev.revue.common.event.PageEvent;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Events;
import dev.revue.common.topic.Topic;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Busy;
import dev.revue.ingest.fetch.Fetched.Failed;
import dev.revue.ingest.fetch.Fetched.Gone;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.NotModified;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.fetch.Text;
import dev.revue.ingest.frontier.Backoff;
import dev.revue.ingest.frontier.Found;
import dev.revue.ingest.frontier.Frontier;
import dev.revue.ingest.frontier.HostRow;
import dev.revue.ingest.frontier.Judge;
import dev.revue.ingest.frontier.Judge.Surroundings;
import dev.revue.ingest.frontier.Kind;
import dev.revue.ingest.frontier.RobotsRow;
import dev.revue.ingest.frontier.Site;
import dev.revue.ingest.frontier.UrlRow;
import dev.revue.ingest.frontier.Verdict;
import dev.revue.ingest.frontier.Verdict.HostState;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One crawl from its restore to its first failure: what is due goes out on virtual threads, what
/// comes back becomes records. Used by one thread; it never waits for a server.
final class Crawl {
  private static final Logger LOG = LoggerFactory.getLogger(Crawl.class);
  private static final Duration ROBOTS_HOLD = Duration.ofHours(21);
  private static final int TROUBLE_IS = 3;
  private static final int STORM = 5;
  private static final int REMEMBERED = 100_000;
  private static final int MOST_OUT = 1_000;
  private static final int MOST_OUT_BYTES = 8 << 20;
  // Room for the key and headers of a record.
  private static final int MOST_VALUE_BYTES = Topic.MAX_RECORD_BYTES - (64 << 10);

  private final Frontier frontier;
  private final Visitor visitor;
  private final Judge judge;
  private final Backoff backoff;
  private final Clock clock;
  private final int concurrency;
  private final Tally tally;
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final Map<Site, Thread> underWay = new HashMap<>();
  private final Map<CanonicalUrl, Boolean> passedOn =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CanonicalUrl, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();

  Crawl(
      Frontier frontier,
      Visitor visitor,
      Judge judge,
      Backoff backoff,
      Clock clock,
      int concurrency,
      Tally tally) {
    this.frontier = frontier;
    this.visitor = visitor;
    this.judge = judge;
    this.backoff = backoff;
    this.clock = clock;
    this.concurrency = concurrency;
    this.tally = tally;
  }

  /// What a virtual thread brought back.
  private sealed interface Done {
    Site site();

    UrlRow row();

    record Looked(Site site, UrlRow row, Visit visit) implements Done {}

    record Asked(Site site, UrlRow row, Fetched robots) implements Done {}
  }

  Frontier frontier() {
    return frontier;
  }

  int underWay() {
    return underWay.size();
  }

  /// Nothing is under way or due, but for revisits and second looks.
  boolean idle() {
    return underWay.isEmpty() && !frontier.unfinished(clock.instant().plusSeconds(2));
  }

  /// Whether there is as much to be written as one transaction should hold.
  boolean full() {
    return out.size() >= MOST_OUT
        || out.stream().mapToLong(record -> record.value().length).sum() >= MOST_OUT_BYTES;
  }

  /// What is to be written since the last call.
  List<ProducerRecord<byte[], byte[]>> drain() {
    List<ProducerRecord<byte[], byte[]>> drained = out;
    out = new ArrayList<>();
    return drained;
  }

  /// Where our sources begin, on the sites that are ours.
  void seed() {
    for (Source source : frontier.sources().sources()) {
      source.start().forEach(url -> begin(url, Kind.LISTING, source));
      source.feeds().forEach(url -> begin(url, Kind.FEED, source));
      source.sitemaps().forEach(url -> begin(url, Kind.SITEMAP, source));
      for (CanonicalUrl url : source.start()) {
        frontier
            .site(url)
            .ifPresent(site ->
                frontier
                    .robots(site, url, clock.instant())
                    .ifPresent(robots -> sitemaps(url, robots)));
      }
    }
  }

  void use(Sources sources) {
    frontier.use(sources);
    seed();
  }

  /// Partitions are somebody else's: what is under way there is no concern of ours any more.
  void disown(Collection<Integer> revoked) {
    frontier.disown(revoked);
    underWay
        .entrySet()
        .removeIf(e -> {
          if (!revoked.contains(e.getKey().partition())) return false;
          e.getValue().interrupt();
          return true;
        });
  }

  void stop() {
    underWay.values().forEach(Thread::interrupt);
  }

  /// Takes in a URL that another site led to.
  void discovered(ConsumerRecord<byte[], byte[]> record) {
    try {
      Discovered found = Events.value(record, Discovered.class);
      CanonicalUrl url =
          CanonicalUrl.parse(String.valueOf(found.url()))
              .orElseThrow(() -> new BadRecord("no-url", "'" + found.url() + "' is no URL"));
      Kind kind = kind(found);
      Optional<Source> source = frontier.sources().named(String.valueOf(found.source()));
      source.ifPresent(finder -> admit(new Found(url, kind, found.depth(), 0, 1, finder.name())));
    } catch (BadRecord e) {
      LOG.warn("{}@{} is a dead letter: {}", record.topic(), record.offset(), e.getMessage());
      out.add(DeadLetter.of(record, "ingest", e.reason(), String.valueOf(e.getMessage())));
    }
  }

  private static Kind kind(Discovered found) {
    try {
      return Kind.of(String.valueOf(found.kind()));
    } catch (IllegalArgumentException e) {
      throw new BadRecord("no-kind", "'" + found.kind() + "' is no kind of URL", e);
    }
  }

  /// Waits for something to come back, at most `most`, and works up everything that has.
  void collect(Duration most) throws InterruptedException {
    Done first = done.poll(most.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
    for (Done next = first; next != null; next = done.poll()) {
      if (!frontier.current(next.site())) continue;
      underWay.remove(next.site());
      switch (next) {
        case Done.Looked looked -> looked(looked.site, looked.row, looked.visit);
        case Done.Asked asked -> asked(asked.site, asked.row, asked.robots);
      }
      Duration delay = frontier.delay(next.site(), next.row());
      frontier.release(next.site(), clock.instant().plus(backoff.jittered(delay)));
    }
  }

  /// Sends out what is due.
  void dispatch() {
    while (underWay.size() < concurrency) {
      Optional<Site> ready = frontier.take(clock.instant());
      if (ready.isEmpty()) return;
      Optional<Thread> sent = send(ready.get());
      sent.ifPresentOrElse(
          thread -> {
            underWay.put(ready.get(), thread);
            thread.start();
          },
          () -> frontier.release(ready.get(), Instant.EPOCH));
    }
  }

  /// The thread that will look at the site's next URL that robots.txt allows, or at robots.txt.
  private Optional<Thread> send(Site site) {
    Instant now = clock.instant();
    while (true) {
      Optional<UrlRow> due = frontier.due(site, now);
      if (due.isEmpty()) return Optional.empty();
      UrlRow row = due.get();
      var url = new CanonicalUrl(row.url());
      Sources sources = frontier.sources();
      Source source = sources.named(row.source()).orElseThrow();
      Optional<RobotsRow> known = site.robots(url.server()).filter(r -> r.until().isAfter(now));
      if (known.isEmpty()) {
        frontier.postpone(site, row, now);
        return Optional.of(
            thread(
                "robots " + url.server(),
                () -> new Done.Asked(site, row, visitor.robots(url, source, sources))));
      }
      if (known.get().answer().equals(RobotsRow.CLOSED)) {
        frontier.postpone(site, row, known.get().until());
        continue;
      }
      if (!frontier.robots(site, url, now).orElseThrow().allows(url)) {
        tally.forbidden();
        write(site, judge.forbidden(row, now, known.get().until()));
        continue;
      }
      return Optional.of(
          thread(
              "visit " + row.url(), () -> new Done.Looked(site, row, visit(row, source, sources))));
    }
  }

  private Thread thread(String name, Supplier<Done> work) {
    return Thread.ofVirtual().name(name).unstarted(() -> done.add(work.get()));
  }

  /// Reading must not fail, whatever a server sends; should it, that is the one page's trouble.
  private Visit visit(UrlRow row, Source source, Sources sources) {
    try {
      return visitor.visit(row, source, sources);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.warn("{}: cannot be read", row.url(), e);
      return Visit.of(new Refused("unreadable", e.toString()));
    }
  }

  private void looked(Site site, UrlRow row, Visit visit) {
    Instant now = clock.instant();
    Optional<Source> source = frontier.sources().named(row.source());
    if (source.isEmpty()) return; // it left sources.yml while we looked
    UrlRow current = site.row(row.url()).orElse(row);
    var around =
        new Surroundings(
            url -> site.row(url.text()), () -> site.host().failures() > 0 || storm(site));
    Verdict verdict = judge.judge(current, visit, source.get(), now, around);
    Optional<ProducerRecord<byte[], byte[]>> event = verdict.event().map(e -> record(site, e));
    if (event.isPresent() && event.get().value().length > MOST_VALUE_BYTES) {
      Visit refused = Visit.of(new Refused("size", "larger than a record once written as JSON"));
      verdict = judge.judge(current, refused, source.get(), now, around);
      event = Optional.empty();
    }
    tally.looked(verdict, visit);
    event.ifPresent(out::add);
    write(site, verdict.row());
    host(site, verdict.host(), now);
    verdict.found().forEach(this::admit);
    explain(row, visit.fetched());
  }

  private static ProducerRecord<byte[], byte[]> record(Site site, PageEvent event) {
    return Events.page(event, site.domain(), Events.newTrace());
  }

  private void asked(Site site, UrlRow row, Fetched fetched) {
    Instant now = clock.instant();
    var url = new CanonicalUrl(row.url());
    int failures = site.robots(url.server()).map(RobotsRow::failures).orElse(0) + 1;
    Instant good = now.plus(backoff.jittered(ROBOTS_HOLD));
    Instant again = now.plus(backoff.afterFailures(failures));
    String address = url.robots().text();
    RobotsRow answer =
        switch (fetched) {
          case Page page -> {
            String text = Text.decode(page.body().toByteArray(), page.contentType()).text();
            yield new RobotsRow(address, RobotsRow.RULES, text, 0, good);
          }
          case Missing missing -> new RobotsRow(address, RobotsRow.OPEN, null, 0, good);
          case Gone gone -> new RobotsRow(address, RobotsRow.OPEN, null, 0, good);
          case Refused refused when !refused.reason().equals("address") ->
              new RobotsRow(address, RobotsRow.OPEN, null, 0, good);
          case Busy busy ->
              new RobotsRow(
                  address,
                  RobotsRow.CLOSED,
                  null,
                  failures,
                  backoff.busy(now, busy.until(), failures));
          case Refused refused -> closed(address, failures, again);
          case Failed failed -> closed(address, failures, again);
          case NotModified same -> closed(address, failures, again);
          case Redirected redirected -> closed(address, failures, again);
        };
    tally.robots(fetched, answer.answer());
    if (answer.answer().equals(RobotsRow.CLOSED)) {
      LOG.info("nothing of {} before {}: robots.txt is {}", url.server(), answer.until(), fetched);
    }
    frontier.put(site, url.server(), answer);
    out.add(Frontier.record(site, answer));
    frontier.robots(site, url, now).ifPresent(robots -> sitemaps(url, robots));
  }

  private static RobotsRow closed(String address, int failures, Instant until) {
    return new RobotsRow(address, RobotsRow.CLOSED, null, failures, until);
  }

  /// Sitemaps that robots.txt names, or the usual one, for sources that want them found.
  private void sitemaps(CanonicalUrl server, Robots robots) {
    for (Source source : frontier.sources().sources()) {
      boolean here = source.start().stream().anyMatch(url -> url.sameServer(server));
      if (!source.autoSitemaps() || !here) continue;
      List<CanonicalUrl> named = robots.sitemaps();
      Optional<CanonicalUrl> usual = server.resolve("/sitemap.xml");
      List<CanonicalUrl> all = named.isEmpty() ? usual.stream().toList() : named;
      all.forEach(url -> begin(url, Kind.SITEMAP, source));
    }
  }

  private void begin(CanonicalUrl url, Kind kind, Source source) {
    if (source.domains().contains(url.domain())) {
      add(Found.start(url, kind, source.name()));
    }
  }

  /// Lets in what a source wants; what is another owner's goes by `revue.discovered`.
  private void admit(Found found) {
    Optional<Source> finder = frontier.sources().named(found.source());
    if (finder.isEmpty()) return;
    boolean home = finder.get().domains().contains(found.url().domain());
    if (found.kind() != Kind.PAGE && home) {
      if (!finder.get().denies(found.url())) add(found);
      return;
    }
    frontier
        .sources()
        .claim(found.url(), finder.get())
        .map(source ->
            new Found(
                found.url(),
                found.kind(),
                found.depth(),
                found.paging(),
                found.hops(),
                source.name()))
        .ifPresent(this::add);
  }

  private void add(Found found) {
    Optional<Site> ours = frontier.site(found.url());
    if (ours.isPresent()) {
      frontier
          .add(ours.get(), found, clock.instant())
          .ifPresent(row -> {
            out.add(Frontier.record(ours.get(), row));
          });
      return;
    }
    boolean begins = found.depth() == 0 && found.hops() == 0 && found.paging() == 0;
    if (begins || passedOn.put(found.url(), true) != null) return; // its owner begins there itself
    var event =
        new Discovered(found.url().text(), found.depth(), found.kind().word(), found.source());
    out.add(Events.discovered(event, found.url().host(), found.url().domain(), Events.newTrace()));
  }

  private void write(Site site, UrlRow row) {
    frontier.put(site, row);
    out.add(Frontier.record(site, row));
  }

  private void host(Site site, HostState state, Instant now) {
    HostRow before = site.host();
    int failures = before.failures() + 1;
    HostRow after =
        switch (state) {
          case HostState.Fine fine -> new HostRow(site.domain(), before.until(), 0);
          case HostState.Busy busy ->
              new HostRow(site.domain(), backoff.busy(now, busy.until(), failures), failures);
          case HostState.InTrouble trouble -> {
            boolean much = failures >= TROUBLE_IS;
            Instant until =
                much ? now.plus(backoff.afterFailures(failures - TROUBLE_IS + 1)) : before.until();
            yield new HostRow(site.domain(), until, failures);
          }
        };
    if (after.equals(before)) return;
    frontier.put(site, after);
    out.add(Frontier.record(site, after));
  }

  /// Whether most of a site that we have is suddenly missing: more likely a fault than a farewell.
  private static boolean storm(Site site) {
    long published = site.rows().stream().filter(UrlRow::published).count();
    long missing = site.rows().stream().filter(Crawl::missing).count();
    return missing >= STORM && missing * 2 > published;
  }

  private static boolean missing(UrlRow row) {
    UrlRow.Seen seen = row.seen();
    return seen != null && seen.published() && seen.outcome().equals("missing");
  }

  private static void explain(UrlRow row, Fetched fetched) {
    switch (fetched) {
      case Refused refused -> LOG.info("{}: refused: {}", row.url(), refused.detail());
      case Failed failed -> LOG.info("{}: failed: {}", row.url(), failed.detail());
      case Busy busy -> LOG.info("{}: status {}, until {}", row.url(), busy.status(), busy.until());
      case Page page -> LOG.debug("{}: {}", row.url(), page.status());
      case NotModified same -> LOG.debug("{}: not modified", row.url());
      case Redirected to -> LOG.debug("{}: at {}", row.url(), to.to());
      case Gone gone -> LOG.info("{}: gone", row.url());
      case Missing missing -> LOG.info("{}: status {}", row.url(), missing.status());
    }
  }
}
