package dev.revue.ingest.frontier;

import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.robots.TdmRep;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One registrable domain, or one host of it where politeness goes by host: its URLs, its servers'
/// robots.txt, and when it may be asked again. Only one request to it is ever under way. There are
/// millions of them, so it is small. Not thread-safe.
public final class Site {
  private final String domain;
  private final Partition partition;
  private final Rows rows = new Rows();
  private Map<String, byte[]> robots = Map.of();
  private @Nullable HostRow host;
  private int unvisited;
  private int published;
  private int missing;
  private long free = Long.MIN_VALUE;
  private Map<String, Reserved> reserved = Map.of();
  private @Nullable Originals originals;
  private boolean asking;

  /// When it is next to be asked, and where it is in the timer queue.
  long wakeAt;

  int wakePlace = Wakes.NONE;

  /// It was restored, and robots.txt may ask for a longer delay since its last request.
  boolean unproved;

  /// It is in trouble for so long that nobody waits for it.
  boolean held;

  /// Some of its rows are such that no source wants them.
  boolean resting;

  /// How many of its rows the frontier counts as waited for.
  int awaited;

  Site(String domain, Partition partition) {
    this.domain = domain;
    this.partition = partition;
  }

  /// The registrable domain, or the host.
  public String domain() {
    return domain;
  }

  public int partition() {
    return partition.number();
  }

  public HostRow host() {
    return host == null ? HostRow.fine(domain) : host;
  }

  public Optional<UrlRow> row(String url) {
    int slot = slot(url);
    return slot == Rows.NONE ? Optional.empty() : Optional.of(unpack(slot));
  }

  /// When it is next to be asked; empty where nothing waits or something is under way.
  public Optional<Instant> next() {
    return ready() ? Optional.of(Nanos.instant(wake())) : Optional.empty();
  }

  /// All of them, made anew from what is kept: not for where time is short.
  public Collection<UrlRow> rows() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<UrlRow> iterator() {
        return IntStream.range(0, rows.size()).mapToObj(Site.this::unpack).iterator();
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  public int urls() {
    return rows.size();
  }

  /// URLs that were never looked at.
  public int unvisited() {
    return unvisited;
  }

  /// URLs that `revue.pages` has as pages that are there.
  public int published() {
    return published;
  }

  /// Published URLs that were not there at the last visit.
  public int missing() {
    return missing;
  }

  public Optional<RobotsRow> robots(String server) {
    return Optional.ofNullable(robots.get(server)).map(partition.robots()::row);
  }

  Optional<Robots> rules(String server, String productToken) {
    return Optional.ofNullable(robots.get(server))
        .map(packed -> partition.robots().rules(packed, productToken));
  }

  private record Reserved(TdmRow row, TdmRep reservations) {}

  /// What the server's tdmrep.json said last, whether or not that still holds.
  public Optional<TdmRow> tdm(String server) {
    return Optional.ofNullable(reserved.get(server)).map(Reserved::row);
  }

  /// What the site as a whole reserves at a URL, by name, with where it says so.
  public Map<String, String> usage(CanonicalUrl url) {
    Reserved said = reserved.get(url.server());
    return said == null ? Map.of() : said.reservations.usage(url);
  }

  /// The page of this site of which a page with this fingerprint is a copy.
  public Optional<String> original(UrlRow row, long fingerprint) {
    return originals().original(row, fingerprint);
  }

  /// Whether the page was a copy of one that is no longer there, or no longer an original.
  public boolean orphaned(UrlRow row) {
    UrlRow.Seen seen = row.seen();
    if (seen == null || seen.duplicateOf() == null) return false;
    return row(seen.duplicateOf()).filter(Originals::standing).isEmpty();
  }

  /// Made when first asked for, so that a restart with many sites does not wait for it.
  private Originals originals() {
    if (originals == null) {
      originals = new Originals();
      rows().forEach(originals::put);
    }
    return originals;
  }

  void put(String server, TdmRow row) {
    if (reserved.isEmpty()) reserved = new HashMap<>();
    reserved.put(server, new Reserved(row, row.reservations()));
  }

  Collection<TdmRow> reservations() {
    return reserved.values().stream().map(Reserved::row).toList();
  }

  Map<String, byte[]> robots() {
    return robots;
  }

  Rows packed() {
    return rows;
  }

  RowCodec codec() {
    return partition.codec();
  }

  Partition home() {
    return partition;
  }

  UrlRow unpack(int slot) {
    return codec().unpack(rows.row(slot));
  }

  int slot(String url) {
    return rows.slot(url.getBytes(StandardCharsets.UTF_8));
  }

  void put(@Nullable HostRow row) {
    host = row;
  }

  boolean hasHost() {
    return host != null;
  }

  void put(String server, byte[] packed) {
    boolean only = robots.isEmpty() || (robots.size() == 1 && robots.containsKey(server));
    if (only) { // nearly always: the smallest map there is
      robots = Map.of(server, packed);
      return;
    }
    if (robots.size() == 1) robots = new HashMap<>(robots);
    robots.put(server, packed);
  }

  /// Where it is from now on; it does not wait.
  int put(UrlRow row) {
    if (originals != null) originals.put(row);
    int slot = slot(row.url());
    byte[] packed = codec().pack(row);
    if (slot == Rows.NONE) return add(packed);
    count(rows.row(slot), -1);
    count(packed, 1);
    rows.replace(slot, packed);
    return slot;
  }

  /// Adds a row whose URL it does not have.
  int add(byte[] packed) {
    count(packed, 1);
    return rows.add(packed);
  }

  private void count(byte[] row, int by) {
    if (!RowCodec.isSeen(row)) unvisited += by;
    if (RowCodec.isPublished(row)) published += by;
    if (RowCodec.isMissing(row)) missing += by;
  }

  /// Whether it has something to do and nothing under way.
  boolean ready() {
    return rows.waiting() > 0 && !asking;
  }

  /// When there is something to do and doing it is allowed.
  long wake() {
    long at = Math.max(rows.firstAt(), free);
    return host == null ? at : Math.max(at, Nanos.of(host.until()));
  }

  void asking(boolean now) {
    asking = now;
  }

  void free(long at) {
    free = Math.max(free, at);
  }

  void free(Instant at) {
    free(Nanos.of(at));
  }
}
