package dev.revue.ingest.frontier;

import dev.revue.common.event.Ids;
import dev.revue.common.json.Json;
import dev.revue.common.topic.Topic;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All URLs and hosts of the partitions that are ours: `revue.frontier` in memory. Hosts, not URLs,
/// wait in its timer queue; whatever is done often costs no more than the logarithm of how much
/// there is. Not thread-safe.
public final class Frontier {
  private static final Logger LOG = LoggerFactory.getLogger(Frontier.class);

  /// Most URLs that are kept of one domain: all of them are in memory and in the state topic.
  private static final int MOST_URLS = 200_000;

  /// So many more where the rest of the crawl hangs on them.
  private static final int RESERVE = 10_000;

  /// Who asks whether the crawl is done does not mean what is due later than this.
  private static final Duration SOON = Duration.ofSeconds(2);

  /// A list's clock, or its idea of a time zone, may be ahead of ours by so much.
  private static final Duration FAST_CLOCK = Duration.ofDays(1);

  /// So many hosts are asked for their robots.txt's delay at a time.
  private static final int PROOFS = 64;

  private static final String HOST = "#host";
  private static final String ROBOTS = "#robots";
  private static final String TDMREP = "#tdmrep";

  private final long started;
  private final boolean revalidate;
  private final Politeness politeness;
  private final RobotsMemory robots = new RobotsMemory();
  private final Map<Integer, Partition> partitions = new HashMap<>();
  private final Wakes wakes = new Wakes();
  private final Set<Site> resting = new LinkedHashSet<>();
  private final Deque<Site> reviving = new ArrayDeque<>();
  private final Set<String> full = new HashSet<>(); // domains, said once
  private int revived; // slots of the first of these
  private Sources sources;
  private Map<String, Source> named;
  private long urls;
  private long unvisited;
  private long awaited;

  /// @param revalidate whether what was last seen before `started` is due at once
  public Frontier(Sources sources, Instant started, boolean revalidate) {
    this(sources, started, revalidate, Politeness.DOMAIN);
  }

  public Frontier(Sources sources, Instant started, boolean revalidate, Politeness politeness) {
    this.politeness = politeness;
    this.sources = sources;
    this.named = byName(sources);
    this.started = Nanos.of(started);
    this.revalidate = revalidate;
  }

  private static Map<String, Source> byName(Sources sources) {
    var named = new HashMap<String, Source>();
    sources.sources().forEach(source -> named.putIfAbsent(source.name(), source));
    return named;
  }

  public Sources sources() {
    return sources;
  }

  public Optional<Source> source(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /// URLs that are known.
  public long urls() {
    return urls;
  }

  /// URLs that were never looked at.
  public long unvisited() {
    return unvisited;
  }

  /// When the first host was or will be ready to be asked.
  public Optional<Instant> next() {
    if (!reviving.isEmpty()) return Optional.of(Instant.EPOCH);
    return Optional.ofNullable(wakes.first()).map(site -> Nanos.instant(site.wakeAt));
  }

  public boolean owns(int partition) {
    return partitions.containsKey(partition);
  }

  public Set<Integer> owned() {
    return Set.copyOf(partitions.keySet());
  }

  /// Partitions are ours; what is known of them follows through `restore`.
  public void own(Collection<Integer> assigned) {
    disown(assigned);
    assigned.forEach(number -> partitions.put(number, new Partition(number, robots)));
  }

  public void disown(Collection<Integer> revoked) {
    for (int number : revoked) {
      @Nullable Partition partition = partitions.remove(number);
      if (partition == null) continue;
      for (Site site : partition.sites()) {
        wakes.remove(site);
        resting.remove(site);
        urls -= site.urls();
        unvisited -= site.unvisited();
        awaited -= site.awaited;
      }
    }
  }

  /// Takes in one record of `revue.frontier`.
  public void restore(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    String what = key.substring(key.indexOf('|') + 1);
    Partition home = partitions.computeIfAbsent(record.partition(), p -> new Partition(p, robots));
    switch (what) {
      case HOST -> {
        HostRow row = Json.read(record.value(), HostRow.class);
        // It may have been written when something else counted as a host.
        CanonicalUrl.parse("http://" + row.domain() + "/")
            .map(url -> home.site(politeness.site(url)))
            .ifPresent(site -> site.put(row.of(site.domain())));
      }
      case ROBOTS -> {
        RobotsRow row = Json.read(record.value(), RobotsRow.class);
        canonical(row.url())
            .ifPresent(
                url -> home.site(politeness.site(url)).put(url.server(), RobotsMemory.pack(row)));
      }
      case TDMREP -> {
        TdmRow row = Json.read(record.value(), TdmRow.class);
        canonical(row.url())
            .ifPresent(url ->
                home.site(politeness.site(url))
                    .reserve(url.server(), ReservationsMemory.pack(row)));
      }
      default -> {
        UrlRow row = Json.read(record.value(), UrlRow.class);
        CanonicalUrl.parse(row.url())
            .ifPresentOrElse(
                url -> restore(home.site(politeness.site(url)), row, url),
                () -> LOG.warn("{}: no longer a URL, and left alone", row.url()));
      }
    }
  }

  /// A row from before the rules of spelling changed says that there is such a page; what was seen
  /// of it, it was seen under another URL. A row under today's spelling says more, whenever it
  /// comes.
  private void restore(Site site, UrlRow row, CanonicalUrl url) {
    if (url.text().equals(row.url())) {
      enqueue(site, replace(site, row));
      return;
    }
    boolean known = site.slot(url.text()) != Rows.NONE;
    if (!known) {
      var found = new Found(url, row.kind(), row.depth(), row.paging(), row.hops(), row.source());
      UrlRow fresh = UrlRow.found(found, Nanos.instant(started));
      enqueue(site, replace(site, fresh));
    }
    LOG.info("{}: spelt {} now, which is {}", row.url(), url, known ? "known" : "looked at anew");
  }

  /// Empty where it is not spelt as it is today: then it is asked for again.
  private static Optional<CanonicalUrl> canonical(String stored) {
    return CanonicalUrl.parse(stored).filter(url -> url.text().equals(stored));
  }

  /// Changes whenever an image of an earlier frontier is of no use to this one.
  public String layout() {
    return PartitionImage.LAYOUT + " by " + politeness + ", URLs " + CanonicalUrl.RULES;
  }

  /// What is known of a partition, as bytes that `load` takes; empty where it is not ours.
  public Optional<byte[]> image(int partition) {
    return Optional.ofNullable(partitions.get(partition)).map(PartitionImage::of);
  }

  /// Takes in an image of a partition of which nothing is known yet; false, and nothing is changed,
  /// where it is none.
  public boolean load(int number, byte[] image) {
    var partition = new Partition(number, robots);
    try {
      PartitionImage.read(image, partition);
    } catch (RuntimeException e) {
      return false;
    }
    partitions.put(number, partition);
    for (Site site : partition.sites()) {
      urls += site.urls();
      unvisited += site.unvisited();
      for (int slot = 0; slot < site.urls(); slot++) {
        if (politeness == Politeness.HOST) partition.count(site.unpack(slot));
        enqueue(site, slot);
      }
    }
    return true;
  }

  /// After a restore and the seeds: no host is asked before its delay has passed, because whoever
  /// owned it before may have asked a moment ago.
  public void resume(Collection<Integer> assigned, Instant now) {
    for (int number : assigned) {
      @Nullable Partition partition = partitions.get(number);
      if (partition == null) continue;
      partition.resumed(now);
      var delays = new HashMap<String, Duration>();
      for (Site site : partition.sites()) {
        site.free(now.plus(longest(site, delays)));
        site.unproved = site.robots().values().stream().anyMatch(RobotsMemory::mentionsDelay);
        site.held = site.hasHost() && site.host().until().isAfter(now.plus(SOON));
        schedule(site);
      }
    }
  }

  /// The longest delay of the sources of a site's rows.
  private Duration longest(Site site, Map<String, Duration> delays) {
    Duration longest = Duration.ZERO;
    Rows rows = site.packed();
    for (int slot = 0; slot < rows.size(); slot++) {
      String source = site.codec().source(rows.row(slot));
      Duration delay = delays.computeIfAbsent(source, this::delay);
      if (delay.compareTo(longest) > 0) longest = delay;
    }
    return longest;
  }

  private Duration delay(String source) {
    return source(source).map(Source::delay).orElse(Duration.ZERO);
  }

  /// Other sources. What they no longer name rests when its turn comes; what rested is looked
  /// through by `revive`.
  public void use(Sources changed) {
    sources = changed;
    named = byName(changed);
    robots.forget();
    @Nullable Site half = revived > 0 ? reviving.peek() : null;
    if (half != null && current(half)) rest(half);
    reviving.clear();
    reviving.addAll(resting);
    revived = 0;
  }

  /// Lets rows wait again that rested and that a source wants now.
  ///
  /// @param most rows that are looked at in this call
  public void revive(int most) {
    for (int i = 0; i < most && !reviving.isEmpty(); i++) {
      Site site = reviving.peek();
      if (!current(site) || revived >= site.urls()) {
        reviving.remove();
        revived = 0;
        if (current(site)) schedule(site);
        continue;
      }
      if (revived == 0) {
        resting.remove(site);
        site.resting = false;
      }
      int slot = revived++;
      if (site.packed().waits(slot)) continue;
      if (active(site.unpack(slot))) enqueue(site, slot);
      else rest(site);
    }
  }

  /// Some of the site's rows are waited for by no source.
  public void rest(Site site) {
    if (site.resting) return;
    site.resting = true;
    resting.add(site);
  }

  /// The site of a URL, where its partition is ours. It is kept from the first URL on that is added
  /// to it: names of hosts cost nothing, and a page may have a million of them.
  public Optional<Site> site(CanonicalUrl url) {
    return home(url).map(partition -> partition.lent(politeness.site(url)));
  }

  private Optional<Partition> home(CanonicalUrl url) {
    return Optional.ofNullable(partitions.get(Topic.FRONTIER.partition(url.domain())));
  }

  /// The row of a URL that we know, on whichever of our sites.
  public Optional<UrlRow> row(CanonicalUrl url) {
    return home(url)
        .flatMap(partition -> partition.known(politeness.site(url)))
        .flatMap(site -> site.row(url.text()));
  }

  /// Whether `site` is still the one that we keep for its domain.
  public boolean current(Site site) {
    return partitions.get(site.partition()) == site.home();
  }

  /// Adds a URL, or puts a known one under a source that still exists; empty where that changes
  /// nothing.
  public Optional<UrlRow> add(Site site, Found found, Instant now) {
    int slot = site.slot(found.url().text());
    if (slot == Rows.NONE) {
      if (!hasRoom(site, found)) {
        String domain = found.url().domain();
        if (full.add(domain)) {
          LOG.warn("{}: has {} URLs, and no more are taken in", domain, most(found));
        }
        return Optional.empty();
      }
      site.home().keep(site);
      // A host that is new to us the former owner may have asked, and died before it could say so.
      if (site.urls() == 0) site.free(site.home().resumed().plus(delay(found.source())));
      UrlRow row = UrlRow.found(found, now);
      put(site, row);
      return Optional.of(row);
    }
    boolean start = found.depth() == 0 && found.paging() == 0 && found.hops() == 0;
    boolean orphaned = !named.containsKey(site.codec().source(site.packed().row(slot)));
    if (!orphaned && (!start || found.kind() == Kind.PAGE)) return Optional.empty();
    UrlRow before = site.unpack(slot);
    if (!orphaned && before.kind() == found.kind()) return Optional.empty();
    Instant due = before.due().isBefore(now) ? before.due() : now;
    var row =
        new UrlRow(
            before.url(),
            found.kind(),
            found.depth(),
            found.paging(),
            found.hops(),
            found.source(),
            due,
            before.seen());
    put(site, row);
    return Optional.of(row);
  }

  /// Whether a URL is known, or there is room for it; of another owner's we know nothing, and he
  /// may have.
  public boolean takes(Found found) {
    Optional<Site> site = site(found.url());
    return site.isEmpty()
        || site.get().slot(found.url().text()) != Rows.NONE
        || hasRoom(site.get(), found);
  }

  /// Not where its domain is a trap, or a shop's whole stock.
  private static boolean hasRoom(Site site, Found found) {
    return site.home().urls(site, found.url()) < most(found);
  }

  private static int most(Found found) {
    return matters(found) ? MOST_URLS + RESERVE : MOST_URLS;
  }

  /// The row of a URL that has changed since we looked, if its list is right: due now, or once
  /// `least` has passed since that look. Empty where it is due by then anyway, and where it waits
  /// for something else: its first visit, trouble, a second look, a browser.
  public Optional<UrlRow> changed(Site site, Found found, Duration least, Instant now) {
    Instant changed = found.changed();
    int slot = site.slot(found.url().text());
    if (changed == null || slot == Rows.NONE) return Optional.empty();
    byte[] packed = site.packed().row(slot);
    boolean since = RowCodec.isSeen(packed) && Nanos.of(changed) > RowCodec.seenAt(packed);
    if (!since || changed.isAfter(now.plus(FAST_CLOCK))) return Optional.empty();
    UrlRow row = site.unpack(slot);
    UrlRow.Seen seen = row.seen();
    boolean away = row.due().equals(site.host().until());
    if (seen == null || seen.failures() > 0 || away) return Optional.empty();
    Instant earliest = seen.at().plus(least);
    Instant due = earliest.isAfter(now) ? earliest : now;
    return due.isBefore(row.due()) ? Optional.of(row.due(due)) : Optional.empty();
  }

  /// Where a source begins, a list that it names, or where a page has moved.
  private static boolean matters(Found found) {
    boolean page = found.kind() == Kind.PAGE;
    return found.hops() > 0 || (found.paging() == 0 && (!page || found.depth() == 0));
  }

  public void put(Site site, UrlRow row) {
    enqueue(site, replace(site, row));
    schedule(site);
  }

  public void put(Site site, HostRow row, Instant now) {
    site.put(row);
    site.held = row.until().isAfter(now.plus(SOON));
    schedule(site);
  }

  public void put(Site site, String server, TdmRow row) {
    site.reserve(server, ReservationsMemory.pack(row));
  }

  public void put(Site site, String server, RobotsRow row) {
    site.put(server, RobotsMemory.pack(row));
  }

  /// Puts a row off without a word to Kafka: after a restart it is put off again.
  public void postpone(Site site, UrlRow row, Instant until) {
    wait(site, row, until, false);
  }

  /// Puts a row off for which there is no room; the crawl is not done before there was.
  public void defer(Site site, UrlRow row, Instant until) {
    wait(site, row, until, true);
  }

  private void wait(Site site, UrlRow row, Instant until, boolean await) {
    int slot = site.slot(row.url());
    if (slot == Rows.NONE) return;
    site.packed().wait(slot, Nanos.of(until), await);
    schedule(site);
  }

  /// Puts a row back that it was not yet the turn of.
  public void putBack(Site site, UrlRow row) {
    int slot = site.slot(row.url());
    if (slot == Rows.NONE) return;
    enqueue(site, slot);
    schedule(site);
  }

  /// The next site that has something due and may be asked; it is under way from now on.
  public Optional<Site> take(Instant now) {
    long time = Nanos.of(now);
    for (int proofs = 0; proofs < PROOFS; proofs++) {
      @Nullable Site site = wakes.first();
      if (site == null || site.wakeAt > time) return Optional.empty();
      if (!site.unproved) {
        site.held = false;
        site.asking(true);
        schedule(site);
        return Optional.of(site);
      }
      prove(site, now);
    }
    return Optional.empty();
  }

  /// Lets the delay of robots.txt pass that the former owner may have begun. From now on is late,
  /// but never too early.
  private void prove(Site site, Instant now) {
    site.unproved = false;
    Duration longest = Duration.ZERO;
    for (String server : site.robots().keySet()) {
      Duration delay = site.rules(server, sources.productToken()).orElseThrow().delay();
      if (delay.compareTo(longest) > 0) longest = delay;
    }
    if (!longest.isZero()) site.free(now.plus(longest));
    schedule(site);
  }

  /// The site's next URL that is due.
  public Optional<UrlRow> due(Site site, Instant now) {
    Rows rows = site.packed();
    long time = Nanos.of(now);
    while (rows.waiting() > 0 && rows.firstAt() <= time) {
      int slot = rows.first();
      rows.rest(slot);
      UrlRow row = site.unpack(slot);
      if (active(row)) return Optional.of(row);
      rest(site);
    }
    return Optional.empty();
  }

  /// The site may be asked again at `free`.
  public void release(Site site, Instant free) {
    site.asking(false);
    site.free(free);
    schedule(site);
  }

  /// The site may not be asked before `free`, whatever else is under way.
  public void rest(Site site, Instant free) {
    site.free(free);
    schedule(site);
  }

  /// What robots.txt says, where we know and it still holds.
  public Optional<Robots> robots(Site site, CanonicalUrl url, Instant now) {
    String server = url.server();
    byte @Nullable [] packed = site.robots().get(server);
    if (packed == null || !RobotsMemory.holds(packed, now)) return Optional.empty();
    return site.rules(server, sources.productToken());
  }

  /// What the whole site reserves at a URL, in robots.txt or tdmrep.json: by name, with where it
  /// says so. What was said last counts, whether or not it still holds.
  public Map<String, String> usage(Site site, CanonicalUrl url) {
    var usage = new TreeMap<String, String>();
    site.rules(url.server(), sources.productToken())
        .map(r -> r.usage(url))
        .ifPresent(usage::putAll);
    usage.putAll(site.usage(url));
    return usage;
  }

  /// Least time between two requests, as this row's source and server want it.
  public Duration delay(Site site, UrlRow row) {
    Duration ours = delay(row.source());
    String server = new CanonicalUrl(row.url()).server();
    Duration theirs =
        site.rules(server, sources.productToken()).map(Robots::delay).orElse(Duration.ZERO);
    return ours.compareTo(theirs) > 0 ? ours : theirs;
  }

  /// Whether anything is left that this process has not looked at yet and that was due, or nearly,
  /// when it was put into the queue. Hosts in trouble are not waited for.
  public boolean unfinished() {
    return awaited > 0 || !reviving.isEmpty();
  }

  /// All that are ours.
  public Stream<Site> sites() {
    return partitions.values().stream().flatMap(home -> home.sites().stream());
  }

  public static ProducerRecord<byte[], byte[]> record(Site site, UrlRow row) {
    String server = new CanonicalUrl(row.url()).server();
    return record(site, server + "|" + Ids.hash(row.url()), row);
  }

  public static ProducerRecord<byte[], byte[]> record(Site site, HostRow row) {
    return record(site, row.domain() + "|" + HOST, row);
  }

  public static ProducerRecord<byte[], byte[]> record(Site site, RobotsRow row) {
    return record(site, new CanonicalUrl(row.url()).server() + "|" + ROBOTS, row);
  }

  public static ProducerRecord<byte[], byte[]> record(Site site, TdmRow row) {
    return record(site, new CanonicalUrl(row.url()).server() + "|" + TDMREP, row);
  }

  private static ProducerRecord<byte[], byte[]> record(Site site, String key, Object row) {
    return new ProducerRecord<>(
        Topic.FRONTIER.topicName(),
        site.partition(),
        key.getBytes(StandardCharsets.UTF_8),
        Json.bytes(row));
  }

  private int replace(Site site, UrlRow row) {
    urls -= site.urls();
    unvisited -= site.unvisited();
    int before = site.urls();
    int slot = site.put(row);
    if (politeness == Politeness.HOST && site.urls() > before) site.home().count(row);
    urls += site.urls();
    unvisited += site.unvisited();
    return slot;
  }

  private void enqueue(Site site, int slot) {
    byte[] row = site.packed().row(slot);
    long due = RowCodec.due(row);
    if (!RowCodec.isSeen(row)) {
      site.packed().wait(slot, due, true);
      return;
    }
    long seenAt = RowCodec.seenAt(row);
    boolean old = seenAt < started;
    // What robots.txt forbids waits for robots.txt, and keeps the time of a look that counted.
    boolean anew = old && revalidate && !RowCodec.isForbidden(row);
    if (anew && due > started) due = started;
    boolean again = !old && RowCodec.isInTrouble(row) && due - seenAt <= SOON.toNanos();
    boolean await = again || (old && due - started <= SOON.toNanos());
    site.packed().wait(slot, due, await);
  }

  /// Whether a source still wants it.
  private boolean active(UrlRow row) {
    return source(row.source())
        .filter(source -> !source.denies(new CanonicalUrl(row.url())))
        .isPresent();
  }

  private void schedule(Site site) {
    int now = site.held ? 0 : site.packed().awaited();
    awaited += now - site.awaited;
    site.awaited = now;
    if (site.ready()) wakes.set(site, site.wake());
    else wakes.remove(site);
  }
}
