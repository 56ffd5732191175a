package dev.revue.ingest.frontier;

import dev.revue.ingest.robots.Robots;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// One registrable domain: its URLs, its servers' robots.txt, and when it may be asked again. Only
/// one request to it is ever under way. Not thread-safe.
public final class Site {
  private final String domain;
  private final int partition;
  private final Map<String, UrlRow> rows = new HashMap<>();
  private final Map<String, RobotsRow> robots = new HashMap<>();
  private final Map<String, Robots> parsed = new HashMap<>();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private HostRow host;
  private Instant free = Instant.EPOCH;
  private boolean asking;
  long stamp;

  Site(String domain, int partition) {
    this.domain = domain;
    this.partition = partition;
    this.host = HostRow.fine(domain);
  }

  private record Due(Instant at, int depth, String url) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int order = at.compareTo(other.at);
      if (order == 0) order = Integer.compare(depth, other.depth);
      return order == 0 ? url.compareTo(other.url) : order;
    }
  }

  public String domain() {
    return domain;
  }

  public int partition() {
    return partition;
  }

  public HostRow host() {
    return host;
  }

  public Optional<UrlRow> row(String url) {
    return Optional.ofNullable(rows.get(url));
  }

  public Collection<UrlRow> rows() {
    return rows.values();
  }

  public Optional<RobotsRow> robots(String server) {
    return Optional.ofNullable(robots.get(server));
  }

  Robots parsed(String server, RobotsRow row, String productToken) {
    return parsed.computeIfAbsent(server, s -> row.robots(productToken));
  }

  void put(HostRow row) {
    host = row;
  }

  void put(String server, RobotsRow row) {
    robots.put(server, row);
    parsed.remove(server);
  }

  @Nullable UrlRow put(UrlRow row) {
    return rows.put(row.url(), row);
  }

  void enqueue(UrlRow row, Instant at) {
    queue.add(new Due(at, row.depth(), row.url()));
  }

  void forget() {
    queue.clear();
    parsed.clear();
  }

  /// The next URL that is due, taken out of the queue.
  Optional<UrlRow> take(Instant now) {
    if (queue.isEmpty() || queue.peek().at.isAfter(now)) return Optional.empty();
    return Optional.ofNullable(rows.get(queue.remove().url));
  }

  /// When there is something to do and doing it is allowed; empty where nothing is queued.
  Optional<Instant> wake() {
    if (queue.isEmpty() || asking) return Optional.empty();
    Instant at = queue.peek().at;
    if (free.isAfter(at)) at = free;
    return Optional.of(host.until().isAfter(at) ? host.until() : at);
  }

  /// Whether something unfinished becomes due until `soon`, politeness apart.
  boolean unfinished(Instant soon, Instant started) {
    if (asking) return true;
    if (host.until().isAfter(soon)) return false;
    if (queue.isEmpty() || queue.peek().at.isAfter(soon)) return false; // asked many times a second
    return queue.stream()
        .filter(due -> !due.at.isAfter(soon))
        .map(due -> rows.get(due.url))
        .anyMatch(row -> row.unfinished(started));
  }

  void asking(boolean now) {
    asking = now;
  }

  void free(Instant at) {
    if (at.isAfter(free)) free = at;
  }
}
