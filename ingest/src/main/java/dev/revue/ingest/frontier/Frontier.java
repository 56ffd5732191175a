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
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// All URLs and hosts of the partitions that are ours: `revue.frontier` in memory. Hosts, not URLs,
/// wait in its timer queue. Not thread-safe.
public final class Frontier {
  /// Most URLs that are kept of one domain: all of them are in memory and in the state topic.
  private static final int MOST_URLS = 200_000;

  private static final String HOST = "#host";
  private static final String ROBOTS = "#robots";

  private final Instant started;
  private final boolean revalidate;
  private final Map<Integer, Map<String, Site>> partitions = new HashMap<>();
  private final PriorityQueue<Wake> wakes = new PriorityQueue<>();
  private Sources sources;
  private long urls;
  private long unvisited;

  /// @param revalidate whether what was last seen before `started` is due at once
  public Frontier(Sources sources, Instant started, boolean revalidate) {
    this.sources = sources;
    this.started = started;
    this.revalidate = revalidate;
  }

  private record Wake(Instant at, Site site, long stamp) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      return at.compareTo(other.at);
    }
  }

  public Sources sources() {
    return sources;
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
    while (!wakes.isEmpty() && wakes.peek().stamp != wakes.peek().site.stamp) wakes.remove();
    return Optional.ofNullable(wakes.peek()).map(Wake::at);
  }

  public boolean owns(int partition) {
    return partitions.containsKey(partition);
  }

  public Set<Integer> owned() {
    return Set.copyOf(partitions.keySet());
  }

  /// Partitions are ours; what is known of them follows through `restore`.
  public void own(Collection<Integer> assigned) {
    assigned.forEach(partition -> partitions.put(partition, new HashMap<>()));
  }

  public void disown(Collection<Integer> revoked) {
    for (int partition : revoked) {
      Map<String, Site> sites = partitions.remove(partition);
      if (sites == null) continue;
      for (Site site : sites.values()) {
        site.stamp++;
        site.rows().forEach(row -> count(row, -1));
      }
    }
  }

  /// Takes in one record of `revue.frontier`.
  public void restore(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    String what = key.substring(key.indexOf('|') + 1);
    switch (what) {
      case HOST -> {
        HostRow row = Json.read(record.value(), HostRow.class);
        site(row.domain(), record.partition()).put(row);
      }
      case ROBOTS -> {
        RobotsRow row = Json.read(record.value(), RobotsRow.class);
        var url = new CanonicalUrl(row.url());
        site(url.domain(), record.partition()).put(url.server(), row);
      }
      default -> {
        UrlRow row = Json.read(record.value(), UrlRow.class);
        replace(site(new CanonicalUrl(row.url()).domain(), record.partition()), row);
      }
    }
  }

  /// After a restore and the seeds: no host is asked before its delay has passed, because whoever
  /// owned it before may have asked a moment ago.
  public void resume(Collection<Integer> assigned, Instant now) {
    for (int partition : assigned) {
      for (Site site : partitions.getOrDefault(partition, Map.of()).values()) {
        Duration longest = Duration.ZERO;
        for (UrlRow row : site.rows()) {
          Duration delay = delay(site, row);
          if (delay.compareTo(longest) > 0) longest = delay;
        }
        site.free(now.plus(longest));
        requeue(site);
      }
    }
  }

  /// Other sources: what they no longer name rests.
  public void use(Sources changed) {
    sources = changed;
    partitions.values().forEach(sites -> sites.values().forEach(this::requeue));
  }

  /// The site of a URL, where its partition is ours.
  public Optional<Site> site(CanonicalUrl url) {
    String domain = url.domain();
    int partition = Topic.FRONTIER.partition(domain);
    return owns(partition) ? Optional.of(site(domain, partition)) : Optional.empty();
  }

  /// Whether `site` is still the one that we keep for its domain.
  public boolean current(Site site) {
    return partitions.getOrDefault(site.partition(), Map.of()).get(site.domain()) == site;
  }

  /// Adds a URL, or puts a known one under a source that still exists; empty where that changes
  /// nothing.
  public Optional<UrlRow> add(Site site, Found found, Instant now) {
    Optional<UrlRow> known = site.row(found.url().text());
    if (known.isEmpty()) {
      if (site.rows().size() >= MOST_URLS)
        return Optional.empty(); // a trap, or a shop's whole stock
      UrlRow row = UrlRow.found(found, now);
      put(site, row);
      return Optional.of(row);
    }
    UrlRow before = known.get();
    boolean start = found.depth() == 0 && found.paging() == 0 && found.hops() == 0;
    boolean orphaned = sources.named(before.source()).isEmpty();
    boolean promoted = start && before.kind() != found.kind() && found.kind() != Kind.PAGE;
    if (!orphaned && !promoted) return Optional.empty();
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

  public void put(Site site, UrlRow row) {
    replace(site, row);
    enqueue(site, row);
    schedule(site);
  }

  public void put(Site site, HostRow row) {
    site.put(row);
    schedule(site);
  }

  public void put(Site site, String server, RobotsRow row) {
    site.put(server, row);
  }

  /// Puts a row off without a word to Kafka: after a restart it is put off again.
  public void postpone(Site site, UrlRow row, Instant until) {
    site.enqueue(row, until);
    schedule(site);
  }

  /// The next site that has something due and may be asked; it is under way from now on.
  public Optional<Site> take(Instant now) {
    Optional<Instant> next = next();
    if (next.isEmpty() || next.get().isAfter(now)) return Optional.empty();
    Site site = wakes.remove().site;
    site.asking(true);
    return Optional.of(site);
  }

  /// The site's next URL that is due.
  public Optional<UrlRow> due(Site site, Instant now) {
    for (Optional<UrlRow> row = site.take(now); row.isPresent(); row = site.take(now)) {
      // A row is queued again at every change; only its present time counts.
      if (active(row.get()) && !at(row.get()).isAfter(now)) return row;
    }
    return Optional.empty();
  }

  /// The site may be asked again at `free`.
  public void release(Site site, Instant free) {
    site.asking(false);
    site.free(free);
    schedule(site);
  }

  /// What robots.txt says, where we know and it still holds.
  public Optional<Robots> robots(Site site, CanonicalUrl url, Instant now) {
    return site.robots(url.server())
        .filter(row -> row.until().isAfter(now))
        .map(row -> site.parsed(url.server(), row, sources.productToken()));
  }

  /// Least time between two requests, as this row's source and server want it.
  public Duration delay(Site site, UrlRow row) {
    Duration ours = sources.named(row.source()).map(Source::delay).orElse(Duration.ZERO);
    String server = new CanonicalUrl(row.url()).server();
    Duration theirs =
        site.robots(server)
            .map(known -> site.parsed(server, known, sources.productToken()).delay())
            .orElse(Duration.ZERO);
    return ours.compareTo(theirs) > 0 ? ours : theirs;
  }

  /// Whether anything that this process has not looked at yet becomes due until `soon`. Hosts in
  /// trouble are not waited for.
  public boolean unfinished(Instant soon) {
    return partitions.values().stream()
        .flatMap(sites -> sites.values().stream())
        .anyMatch(site -> site.unfinished(soon, started));
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

  private static ProducerRecord<byte[], byte[]> record(Site site, String key, Object row) {
    return new ProducerRecord<>(
        Topic.FRONTIER.topicName(),
        site.partition(),
        key.getBytes(StandardCharsets.UTF_8),
        Json.bytes(row));
  }

  private Site site(String domain, int partition) {
    return partitions
        .computeIfAbsent(partition, p -> new HashMap<>())
        .computeIfAbsent(domain, d -> new Site(d, partition));
  }

  private void replace(Site site, UrlRow row) {
    @Nullable UrlRow before = site.put(row);
    if (before != null) count(before, -1);
    count(row, 1);
  }

  private void count(UrlRow row, int by) {
    urls += by;
    if (row.seen() == null) unvisited += by;
  }

  private void requeue(Site site) {
    site.forget();
    site.rows().forEach(row -> enqueue(site, row));
    schedule(site);
  }

  private void enqueue(Site site, UrlRow row) {
    if (active(row)) site.enqueue(row, at(row));
  }

  /// Whether a source still wants it.
  private boolean active(UrlRow row) {
    return sources
        .named(row.source())
        .filter(source -> !source.denies(new CanonicalUrl(row.url())))
        .isPresent();
  }

  private Instant at(UrlRow row) {
    boolean old = revalidate && row.seen() != null && row.seen().at().isBefore(started);
    return old && row.due().isAfter(started) ? started : row.due();
  }

  private void schedule(Site site) {
    site.stamp++;
    site.wake().ifPresent(at -> wakes.add(new Wake(at, site, site.stamp)));
  }
}
