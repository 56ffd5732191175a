package dev.revue.ingest;

import dev.revue.common.event.Discovered;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.RenderAnswer;
import dev.revue.common.event.RenderJob;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Events;
import dev.revue.common.topic.Topic;
import dev.revue.ingest.discover.Content.Html;
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
import dev.revue.ingest.frontier.Doubts;
import dev.revue.ingest.frontier.Found;
import dev.revue.ingest.frontier.Frontier;
import dev.revue.ingest.frontier.Hints;
import dev.revue.ingest.frontier.HostRow;
import dev.revue.ingest.frontier.Incidents;
import dev.revue.ingest.frontier.Judge;
import dev.revue.ingest.frontier.Judge.Surroundings;
import dev.revue.ingest.frontier.Kind;
import dev.revue.ingest.frontier.Politeness;
import dev.revue.ingest.frontier.RobotsRow;
import dev.revue.ingest.frontier.Site;
import dev.revue.ingest.frontier.TdmRow;
import dev.revue.ingest.frontier.UrlRow;
import dev.revue.ingest.frontier.Verdict;
import dev.revue.ingest.frontier.Verdict.HostState;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.robots.RobotsPolicy;
import dev.revue.ingest.robots.TdmRep;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.status.Census;
import dev.revue.ingest.status.Refusals;
import dev.revue.ingest.url.CanonicalUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// One crawl from its restore to its first failure: what is due goes out on virtual threads, what
/// comes back becomes records. Used by one thread; it never waits for a server.
final class Crawl {
  private static final Logger LOG = LoggerFactory.getLogger(Crawl.class);
  private static final Duration RESERVATIONS_HOLD = Duration.ofHours(24);
  private static final Duration RESERVATIONS_AGAIN = Duration.ofHours(1);
  private static final int WITNESSES = 3;
  private static final int LOOK_THROUGH = 1_000;
  private static final Duration NO_ROOM = Duration.ofSeconds(1);
  private static final Duration UNTIL_ROOM = Duration.ofMinutes(1);
  private static final Duration WITHOUT_A_RESULT = Duration.ofMinutes(10);
  private static final Duration PASSED_ON_AGAIN = Duration.ofHours(1);
  private static final int MOST_UNCLAIMED = 1_000;
  private static final int ROWS_AT_ONCE = 200; // of a site that may not be asked for them
  private static final int MOST_FRUITLESS = 64; // such sites in one call
  private static final int REMEMBERED = 100_000;
  private static final int REVIVED_AT_ONCE = 2_000;
  private static final int MOST_OUT = 1_000;
  private static final long MOST_OUT_BYTES = 8 << 20;
  private static final long MOST_BROUGHT_BACK = 64 << 20;
  private static final Duration BREAK_OFF_WITHIN = Duration.ofSeconds(3);
  // Room for the key and headers of a record.
  private static final int MOST_VALUE_BYTES = Topic.MAX_RECORD_BYTES - (64 << 10);

  private final Frontier frontier;
  private final Visitor visitor;
  private final Judge judge;
  private final Backoff backoff;
  private final Incidents incidents;
  private final RobotsPolicy policy;
  private final Clock clock;
  private final int concurrency;
  private final Renderings renderings;
  private final Tally tally;
  private final Census census;
  private final Refusals refusals = new Refusals();
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final Map<Site, Thread> underWay = new HashMap<>();
  private final Map<CanonicalUrl, Instant> passedOn = remembered();
  private final List<Found> unclaimed = new ArrayList<>(); // of sources that we may hear of yet
  private final Hints hints = new Hints();
  private final Map<Site, Doubts> doubts = new HashMap<>();
  private final Map<String, String> changes = remembered();
  private final Optional<AddressGate> gate;
  private final AtomicLong broughtBack = new AtomicLong(); // characters that nobody has looked at
  private List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
  private long outBytes;

  Crawl(
      Frontier frontier,
      Visitor visitor,
      Judge judge,
      Backoff backoff,
      Clock clock,
      int concurrency,
      Politeness politeness,
      Renderings renderings,
      Tally tally,
      Census census) {
    this.frontier = frontier;
    this.visitor = visitor;
    this.judge = judge;
    this.backoff = backoff;
    this.incidents = new Incidents(backoff);
    this.policy = new RobotsPolicy(backoff);
    this.clock = clock;
    this.concurrency = concurrency;
    this.gate = politeness == Politeness.IP ? Optional.of(new AddressGate()) : Optional.empty();
    this.renderings = renderings;
    this.tally = tally;
    this.census = census;
  }

  private static <K, V> Map<K, V> remembered() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /// What a virtual thread brought back.
  private sealed interface Done {
    Site site();

    UrlRow row();

    /// As it was when the thread went out: it may have left sources.yml since.
    Source source();

    record Looked(Site site, UrlRow row, Source source, Visit visit, Instant sent, Duration took)
        implements Done {}

    record Asked(Site site, UrlRow row, Source source, Fetched robots) implements Done {}

    record Reserved(Site site, UrlRow row, Source source, Fetched tdmrep) implements Done {}

    /// Nothing was asked, as when somebody else is asking the same address: not before `until`.
    record Later(Site site, UrlRow row, Source source, Instant until) implements Done {}

    /// The server answered, and there was no room for what it sent.
    record Crowded(Site site, UrlRow row, Source source) implements Done {}

    /// How much memory it holds.
    default long characters() {
      return this instanceof Looked looked ? looked.visit.text().length() : 0;
    }
  }

  Renderings renderings() {
    return renderings;
  }

  Frontier frontier() {
    return frontier;
  }

  int underWay() {
    return underWay.size();
  }

  /// Nothing is under way or due, but for revisits and second looks.
  boolean idle() {
    return underWay.isEmpty() && renderings.size() == 0 && !frontier.unfinished();
  }

  /// Whether there is as much to be written as one transaction should hold.
  boolean full() {
    return out.size() >= MOST_OUT || outBytes >= MOST_OUT_BYTES;
  }

  /// Whether more has come back than is worked up.
  boolean isChoked() {
    return broughtBack.get() >= MOST_BROUGHT_BACK;
  }

  /// What is to be written since the last call.
  List<ProducerRecord<byte[], byte[]>> drain() {
    List<ProducerRecord<byte[], byte[]>> drained = out;
    out = new ArrayList<>();
    outBytes = 0;
    return drained;
  }

  private void emit(ProducerRecord<byte[], byte[]> record) {
    out.add(record);
    outBytes += record.key().length + record.value().length;
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
    passedOn.clear(); // whoever got it may not have known its source
    seed();
    List<Found> waited = List.copyOf(unclaimed);
    unclaimed.clear();
    waited.forEach(this::admit);
  }

  /// Partitions will be somebody else's: what is under way there is broken off, and has ended, or
  /// nearly always, when this returns.
  void disown(Collection<Integer> revoked) {
    frontier.disown(revoked);
    var ending = new ArrayList<Thread>();
    doubts.keySet().removeIf(site -> revoked.contains(site.partition()));
    renderings.disown(revoked);
    underWay
        .entrySet()
        .removeIf(e -> revoked.contains(e.getKey().partition()) && ending.add(e.getValue()));
    breakOff(ending);
  }

  void stop() {
    breakOff(underWay.values());
  }

  private static void breakOff(Collection<Thread> threads) {
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + BREAK_OFF_WITHIN.toNanos();
    try {
      for (Thread thread : threads) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.isPositive()) thread.join(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes in a URL that another site led to.
  void discovered(ConsumerRecord<byte[], byte[]> record) {
    try {
      Discovered found = Events.value(record, Discovered.class);
      CanonicalUrl url =
          CanonicalUrl.parse(String.valueOf(found.url()))
              .orElseThrow(() -> new BadRecord("no-url", "'" + found.url() + "' is no URL"));
      Kind kind = kind(found);
      String source = String.valueOf(found.source());
      var led = new Found(url, kind, found.depth(), 0, 1, source);
      // The sender may have read a changed sources.yml a moment before us.
      if (frontier.source(led.source()).isPresent()) admit(led);
      else if (unclaimed.size() < MOST_UNCLAIMED) unclaimed.add(led);
    } catch (BadRecord e) {
      bury(record, e);
    }
  }

  /// Takes in what a browser made of a page. An answer counts while the page is due at the end of
  /// the very lease that it answers: not twice, and not once the page was looked at again.
  void rendered(ConsumerRecord<byte[], byte[]> record) {
    try {
      RenderAnswer answer = Events.renderAnswer(record);
      CanonicalUrl url =
          CanonicalUrl.parse(answer.url())
              .orElseThrow(() -> new BadRecord("no-url", "'" + answer.url() + "' is no URL"));
      Optional<Site> site = frontier.site(url);
      Optional<UrlRow> row = site.flatMap(known -> known.row(url.text()));
      boolean awaited = row.filter(known -> known.due().equals(answer.lease())).isPresent();
      tally.rendered(awaited);
      if (awaited) rendered(site.orElseThrow(), row.orElseThrow(), answer);
    } catch (BadRecord e) {
      bury(record, e);
    }
  }

  private void bury(ConsumerRecord<byte[], byte[]> record, BadRecord bad) {
    LOG.warn("{}@{} is a dead letter: {}", record.topic(), record.offset(), bad.getMessage());
    emit(DeadLetter.of(record, "ingest", bad.reason(), String.valueOf(bad.getMessage())));
  }

  private void rendered(Site site, UrlRow row, RenderAnswer answer) {
    Instant now = clock.instant();
    renderings.answered(row.url(), now);
    if (site.host().until().equals(answer.lease())) hold(site, Instant.EPOCH, now);
    frontier.rest(site, now.plus(backoff.jittered(frontier.delay(site, row))));
    Optional<Source> source = frontier.source(row.source());
    if (source.isEmpty()) return; // it left sources.yml meanwhile
    Visit visit = read(site, row, Renderings.fetched(answer, now));
    Instant sent = renderings.sentAt(answer.lease());
    Duration took = Duration.between(sent, now);
    looked(new Done.Looked(site, row, source.get(), visit, sent, took));
  }

  private Visit read(Site site, UrlRow row, Fetched fetched) {
    if (!(fetched instanceof Page page)) return Visit.of(fetched);
    return guarded(
        row.url(),
        () -> {
          Map<String, String> usage = frontier.usage(site, new CanonicalUrl(row.url()));
          return visitor.read(row, page, frontier.sources(), usage);
        },
        Crawl::fault);
  }

  /// Gives the page to whichever browser is free. Page and host are due again at the end of the
  /// lease, so that a restart changes nothing.
  private void render(Site site, UrlRow row, Source source, Instant now) {
    RenderJob job = renderings.sent(row, site.partition(), source, frontier.sources(), now);
    emit(Events.renderJob(job, Events.newTrace()));
    hold(site, job.lease(), now);
    write(site, row.due(job.lease()));
  }

  private void hold(Site site, Instant until, Instant now) {
    HostRow held = site.host().held(until);
    frontier.put(site, held, now);
    emit(Frontier.record(site, held));
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
    for (Done next = first; next != null; next = full() ? null : done.poll()) {
      broughtBack.addAndGet(-next.characters());
      if (!frontier.current(next.site())) continue;
      underWay.remove(next.site());
      switch (next) {
        case Done.Looked looked -> {
          looked(looked);
          release(next);
        }
        case Done.Asked asked -> {
          asked(asked.site, asked.row, asked.robots);
          release(next);
        }
        case Done.Reserved reserved -> {
          reserved(reserved.site, reserved.row, reserved.tdmrep);
          release(next);
        }
        case Done.Crowded crowded -> {
          frontier.defer(crowded.site, crowded.row, clock.instant().plus(UNTIL_ROOM));
          release(next);
        }
        case Done.Later later -> {
          frontier.putBack(later.site, later.row);
          frontier.release(later.site, later.until);
        }
      }
    }
  }

  private void release(Done over) {
    Duration asked = over.source().delay();
    Duration known = frontier.delay(over.site(), over.row());
    Duration delay = known.compareTo(asked) > 0 ? known : asked;
    frontier.release(over.site(), clock.instant().plus(backoff.jittered(delay)));
  }

  /// Sends out what is due.
  void dispatch() {
    frontier.revive(REVIVED_AT_ONCE);
    int fruitless = 0;
    while (underWay.size() < concurrency && !isChoked() && !full() && fruitless < MOST_FRUITLESS) {
      Optional<Site> ready = frontier.take(clock.instant());
      if (ready.isEmpty()) return;
      Optional<Thread> sent = send(ready.get());
      sent.ifPresentOrElse(
          thread -> {
            underWay.put(ready.get(), thread);
            thread.start();
          },
          () -> frontier.release(ready.get(), clock.instant())); // behind those that wait longer
      if (sent.isEmpty()) fruitless++;
    }
  }

  /// The thread that will look at the site's next URL that robots.txt allows, or at robots.txt;
  /// empty where it is not among the next few, too.
  private Optional<Thread> send(Site site) {
    Instant now = clock.instant();
    for (int looked = 0; looked < ROWS_AT_ONCE && !full(); looked++) {
      Optional<UrlRow> due = frontier.due(site, now);
      if (due.isEmpty()) return Optional.empty();
      UrlRow row = due.get();
      var url = new CanonicalUrl(row.url());
      Sources sources = frontier.sources();
      Source source = frontier.source(row.source()).orElseThrow();
      Optional<RobotsRow> known = site.robots(url.server()).filter(r -> r.until().isAfter(now));
      if (known.isEmpty()) {
        frontier.putBack(site, row);
        return Optional.of(
            thread(
                "robots " + url.server(),
                site,
                row,
                source,
                url,
                () -> new Done.Asked(site, row, source, robots(url, source, sources))));
      }
      if (known.get().answer().equals(RobotsRow.CLOSED)) {
        frontier.postpone(site, row, known.get().until());
        continue;
      }
      Robots robots = frontier.robots(site, url, now).orElseThrow();
      if (!robots.allows(url)) {
        tally.forbidden(row.source());
        refused(site, row, "robots.txt", "robots.txt forbids it", now);
        Verdict verdict = judge.forbidden(row, source, now, known.get().until());
        if (Objects.equals(verdict.row().seen(), row.seen())) { // a look that does not count
          frontier.postpone(site, row, verdict.row().due());
          continue;
        }
        verdict.event().map(Crawl::record).ifPresent(this::emit);
        write(site, verdict.row());
        continue;
      }
      CanonicalUrl reservations = url.resolve(TdmRep.PATH).orElseThrow();
      boolean unknown = !site.knowsReservations(url.server(), now) && robots.allows(reservations);
      if (unknown) {
        frontier.putBack(site, row);
        Duration delay = frontier.delay(site, row);
        return Optional.of(
            thread(
                "tdmrep " + url.server(),
                site,
                row,
                source,
                url,
                () ->
                    new Done.Reserved(
                        site,
                        row,
                        source,
                        reservations(reservations, source, sources, robots, delay))));
      }
      if (Renderings.needed(row, source)) {
        if (renderings.room(now)) {
          render(site, row, source, now);
        } else {
          frontier.postpone(site, row, now);
          frontier.rest(site, now.plus(NO_ROOM));
        }
        return Optional.empty();
      }
      UrlRow asked = site.orphaned(row) ? row.unconditional() : row;
      Map<String, String> usage = frontier.usage(site, url);
      return Optional.of(
          thread(
              "visit " + row.url(),
              site,
              row,
              source,
              url,
              () -> {
                long begun = System.nanoTime();
                Visit visit = visit(asked, source, sources, usage);
                if (visit.equals(SitemapBody.NO_ROOM)) return new Done.Crowded(site, row, source);
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                return new Done.Looked(site, row, source, visit, now, took);
              }));
    }
    return Optional.empty();
  }

  /// Whatever becomes of the work, its site hears of it: it would wait for ever.
  private Thread thread(
      String name, Site site, UrlRow row, Source source, CanonicalUrl url, Supplier<Done> errand) {
    Supplier<Done> work = polite(site, row, source, url, errand);
    return Thread.ofVirtual()
        .name(name)
        .unstarted(() -> {
          Done brought;
          try {
            brought = work.get();
          } catch (Throwable e) {
            brought = new Done.Later(site, row, source, clock.instant().plus(WITHOUT_A_RESULT));
            // An interrupt where its partition is somebody else's now.
            if (e instanceof InterruptedException) LOG.debug("{}: broken off", name);
            else LOG.error("{}: ended without a result", name, e);
          }
          broughtBack.addAndGet(brought.characters());
          done.add(brought);
        });
  }

  /// Where addresses count: does the work when nobody else asks the same one, and its delay after
  /// that. A name that cannot be resolved is the visit's trouble.
  private Supplier<Done> polite(
      Site site, UrlRow row, Source source, CanonicalUrl url, Supplier<Done> work) {
    if (gate.isEmpty()) return work;
    Duration delay = frontier.delay(site, row);
    return () -> {
      Set<InetAddress> addresses;
      try {
        addresses = Set.copyOf(List.of(InetAddress.getAllByName(url.host())));
      } catch (UnknownHostException e) {
        return work.get();
      }
      Optional<Instant> later = gate.get().enter(addresses, clock.instant());
      if (later.isPresent()) return new Done.Later(site, row, source, later.get());
      try {
        return work.get();
      } finally {
        gate.get().leave(addresses, clock.instant().plus(backoff.jittered(delay)));
      }
    };
  }

  private Fetched robots(CanonicalUrl server, Source source, Sources sources) {
    return guarded(
        "robots.txt of " + server.server(),
        () -> visitor.robots(server, source, sources),
        why -> new Failed("unreadable", why));
  }

  private Fetched reservations(
      CanonicalUrl file, Source source, Sources sources, Robots robots, Duration delay) {
    return guarded(
        file.text(),
        () -> visitor.reservations(file, source, sources, robots, delay),
        why -> new Failed("unreadable", why));
  }

  private Visit visit(UrlRow row, Source source, Sources sources, Map<String, String> reserved) {
    return guarded(row.url(), () -> visitor.visit(row, source, sources, reserved), Crawl::fault);
  }

  private static Visit fault(String why) {
    return Visit.of(new Refused("fault", why));
  }

  /// Reading must not fail, whatever a server sends; should it, that is the one document's trouble.
  private static <T> T guarded(String what, Supplier<T> reading, Function<String, T> otherwise) {
    try {
      return reading.get();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.warn("{}: cannot be read", what, e);
      return otherwise.apply(e.toString());
    }
  }

  private void looked(Done.Looked looked) {
    Site site = looked.site;
    UrlRow row = looked.row;
    Instant now = clock.instant();
    Source source = frontier.source(row.source()).orElse(looked.source);
    UrlRow current = site.row(row.url()).orElse(row);
    Visit visit =
        looked.visit.content() instanceof Html html
            ? looked.visit.copyOf(site.original(current, html.fingerprint()))
            : looked.visit;
    Surroundings around = around(site, row.url());
    Verdict verdict = judge.judge(current, visit, source, now, around);
    Optional<ProducerRecord<byte[], byte[]>> event = verdict.event().map(Crawl::record);
    if (event.isPresent() && event.get().value().length > MOST_VALUE_BYTES) {
      Visit refused = Visit.of(new Refused("record", "larger than one once written as JSON"));
      verdict = judge.judge(current, refused, source, now, around);
      event = Optional.empty();
    }
    tally.looked(verdict, visit, looked.took);
    event.ifPresent(this::emit);
    write(site, verdict.row());
    weigh(site, current, verdict, visit, now);
    hints.looked(site, row.url(), changed(current, verdict.row()));
    host(site, verdict.host(), looked.sent, now);
    verdict.found().forEach(this::admit);
    explain(site, row, verdict, visit.fetched(), now, looked.took);
  }

  /// Whether it says something else. The mark-up of many pages differs with every visit.
  private static boolean changed(UrlRow before, UrlRow after) {
    if (before.seen() == null || after.seen() == null) return after.seen() != null;
    if (before.published() != after.published()) return true;
    if (Objects.equals(before.seen().hash(), after.seen().hash())) return false;
    return before.kind() != Kind.PAGE || before.seen().simhash() != after.seen().simhash();
  }

  private static ProducerRecord<byte[], byte[]> record(PageEvent event) {
    // A site may be a host only; the partition goes by domain.
    return Events.page(event, new CanonicalUrl(event.url()).domain(), Events.newTrace());
  }

  private void asked(Site site, UrlRow row, Fetched fetched) {
    Instant now = clock.instant();
    var url = new CanonicalUrl(row.url());
    RobotsRow answer = policy.decide(url, site.robots(url.server()), fetched, now);
    tally.robots(fetched, answer.answer());
    if (answer.answer().equals(RobotsRow.CLOSED)) {
      String why = "nothing before " + answer.until() + ": robots.txt is " + fetched;
      refused(site, row, "robots.txt-" + fetched.outcome(), why, now);
    }
    frontier.put(site, url.server(), answer);
    emit(Frontier.record(site, answer));
    frontier.robots(site, url, now).ifPresent(robots -> sitemaps(url, robots));
  }

  /// A server that cannot say keeps what it said before, and is asked again in an hour.
  private void reserved(Site site, UrlRow row, Fetched fetched) {
    Instant now = clock.instant();
    var url = new CanonicalUrl(row.url());
    String file = url.resolve(TdmRep.PATH).orElseThrow().text();
    TdmRow answer =
        switch (fetched) {
          case Page page ->
              new TdmRow(
                  file,
                  Text.decode(page.body().toByteArray(), page.contentType()).text(),
                  now.plus(backoff.jittered(RESERVATIONS_HOLD)));
          case Busy _, Failed _ ->
              new TdmRow(
                  file,
                  site.tdmrep(url.server()).orElse(null),
                  now.plus(backoff.jittered(RESERVATIONS_AGAIN)));
          case Missing _, Gone _, Refused _, NotModified _, Redirected _ ->
              new TdmRow(file, null, now.plus(backoff.jittered(RESERVATIONS_HOLD)));
        };
    tally.tdmrep(fetched);
    frontier.put(site, url.server(), answer);
    emit(Frontier.record(site, answer));
    if (fetched instanceof Busy busy) host(site, new HostState.Busy(busy.until()), now, now);
  }

  /// Sitemaps that robots.txt names, or the usual one, for sources that want them found.
  private void sitemaps(CanonicalUrl server, Robots robots) {
    for (Source source : frontier.sources().sources()) {
      boolean here = source.start().stream().anyMatch(url -> url.sameServer(server));
      if (!source.autoSitemaps() || !here) continue;
      List<CanonicalUrl> named = robots.sitemaps();
      Optional<CanonicalUrl> usual = server.resolve("/sitemap.xml");
      List<CanonicalUrl> all = named.isEmpty() ? usual.stream().toList() : named;
      // One may be elsewhere: robots.txt speaks for the site that it is of.
      all.forEach(url -> admit(Found.start(url, Kind.SITEMAP, source.name())));
    }
  }

  /// What a source names itself, its owner begins itself.
  private void begin(CanonicalUrl url, Kind kind, Source source) {
    if (frontier.site(url).isPresent()) add(Found.start(url, kind, source.name()));
  }

  /// Lets in what a source wants; what is another owner's goes by `revue.discovered`.
  private void admit(Found found) {
    Optional<Source> finder = frontier.source(found.source());
    if (finder.isEmpty()) return;
    boolean home = finder.get().domains().contains(found.url().domain());
    boolean list = found.kind() == Kind.FEED || found.kind() == Kind.SITEMAP;
    if (list && found.depth() > Math.max(1, finder.get().depth())) return;
    if (list || (found.kind() != Kind.PAGE && home)) {
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
                source.name(),
                found.changed()))
        .ifPresent(this::add);
  }

  private void add(Found found) {
    Optional<Site> ours = frontier.site(found.url());
    if (ours.isPresent()) {
      Optional<UrlRow> row = frontier.add(ours.get(), found, clock.instant());
      if (row.isPresent()) emit(Frontier.record(ours.get(), row.get()));
      else if (found.changed() != null) hint(ours.get(), found);
      return;
    }
    Instant now = clock.instant();
    Instant before = passedOn.getOrDefault(found.url(), Instant.MIN);
    if (before.isAfter(now.minus(PASSED_ON_AGAIN))) return;
    passedOn.put(found.url(), now);
    // Lists that name each other over two domains would do so for ever, were it free.
    int depth = found.kind() == Kind.PAGE ? found.depth() : found.depth() + 1;
    var event = new Discovered(found.url().text(), depth, found.kind().word(), found.source());
    emit(Events.discovered(event, found.url().host(), found.url().domain(), Events.newTrace()));
  }

  /// A list says when one of its pages changed.
  private void hint(Site site, Found found) {
    Instant now = clock.instant();
    frontier
        .source(found.source())
        .flatMap(source -> frontier.changed(site, found, source.revisit().min(), now))
        .filter(row -> hints.follow(site, row.url(), now))
        .ifPresent(row -> write(site, row));
  }

  private void write(Site site, UrlRow row) {
    frontier.put(site, row);
    emit(Frontier.record(site, row));
  }

  private void host(Site site, HostState state, Instant asked, Instant now) {
    HostRow before = site.host();
    HostRow after = incidents.after(before, state, asked, now);
    if (after.equals(before)) return;
    frontier.put(site, after, now);
    emit(Frontier.record(site, after));
  }

  private Surroundings around(Site site, String url) {
    Optional<Doubts> known = Optional.ofNullable(doubts.get(site));
    LongSupplier published = site::published;
    return new Surroundings(
        frontier::row,
        () -> site.host().isInTrouble() || known.map(d -> d.storm(url, published)).orElse(true),
        () -> known.filter(Doubts::hush).isPresent(),
        to -> known.filter(d -> d.shared(to)).isPresent(),
        hash -> !changes.getOrDefault(site.domain() + hash, url).equals(url),
        frontier::takes);
  }

  /// Remembers what a visit says of the domain's health. Where a page is in doubt, a few others are
  /// looked at now: they tell whether the page is the matter or the server.
  private void weigh(Site site, UrlRow before, Verdict verdict, Visit visit, Instant now) {
    UrlRow after = verdict.row();
    boolean changed = verdict.event().isPresent() && before.published() && after.published();
    if (changed) changes.putIfAbsent(site.domain() + visit.hash(), after.url());
    boolean removed = before.published() && !after.published();
    boolean doubtful = Doubts.doubted(after) || removed;
    if (!doubtful && !doubts.containsKey(site)) return;
    Doubts known = doubts.computeIfAbsent(site, s -> new Doubts());
    known.take(before, verdict, now);
    if (Doubts.doubted(after) && visit.fetched() instanceof Redirected redirected) {
      known.led(after.url(), redirected.to());
    }
    if (known.settled()) doubts.remove(site);
    else if (doubtful && known.wantsWitness()) {
      List<UrlRow> witnesses =
          site.rows().stream()
              .limit(LOOK_THROUGH)
              .filter(row -> row.published() && row.kind() == Kind.PAGE)
              .filter(row -> !known.knows(row.url()))
              .limit(WITNESSES)
              .toList();
      witnesses.forEach(row -> write(site, row.dueBy(now)));
    }
  }

  private void explain(
      Site site, UrlRow row, Verdict verdict, Fetched fetched, Instant now, Duration took) {
    String outcome = fetched.outcome();
    switch (fetched) {
      case Refused refused -> refused(site, row, outcome, refused.detail(), now);
      case Failed failed -> refused(site, row, outcome, failed.detail(), now);
      case Busy busy -> {
        String until = busy.until().map(at -> ", until " + at).orElse("");
        refused(site, row, outcome, "status " + busy.status() + until, now);
      }
      case Missing missing -> refused(site, row, outcome, "status " + missing.status(), now);
      case Gone gone -> refused(site, row, outcome, "status 410", now);
      case Page _, NotModified _, Redirected _ -> {
        census.succeeded(row.source(), now, outcome, took);
        LOG.debug("{}: {}", row.url(), outcome);
      }
    }
    verdict
        .event()
        .filter(PageGone.class::isInstance)
        .map(PageGone.class::cast)
        .ifPresent(gone ->
            refusals.say(
                Level.INFO,
                row.source(),
                site.domain(),
                row.url(),
                "removed-" + gone.reason(),
                "it is taken back",
                now));
  }

  private void refused(Site site, UrlRow row, String outcome, String reason, Instant now) {
    census.failed(row.source(), now, row.url(), outcome, reason);
    refusals.say(Level.INFO, row.source(), site.domain(), row.url(), outcome, reason, now);
  }
}
