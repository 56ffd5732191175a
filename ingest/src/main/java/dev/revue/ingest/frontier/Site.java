package dev.revue.ingest.frontier;

import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One registrable domain, or one host of it where politeness goes by host: its URLs, its servers'
/// robots.txt, and when it may be asked again. Only one request to it is ever under way. There are
/// millions of them, so it is small. Not thread-safe.
public final class Site {
  /// Names under one domain cost nothing, and each may have half a megabyte of rules.
  static final int MOST_SERVERS = 256;

  private final String domain;
  private final Partition partition;
  private final Rows rows = new Rows();
  private Map<String, byte[]> robots = Map.of();
  private @Nullable HostRow host;
  private int unvisited;
  private int published;
  private int missing;
  private long free = Long.MIN_VALUE;
  private Map<String, byte[]> reserved = Map.of();
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

  /// How many more of its lists' words on changes are followed, renewed on another day.
  short hints;

  int hintsOn;

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

  /// URLs that are due and wait for their turn; costs as much as there are.
  public int queued(Instant now) {
    return rows.due(Nanos.of(now));
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

  /// Whether the server was asked for its tdmrep.json so lately that it need not be again.
  public boolean knowsReservations(String server, Instant now) {
    byte @Nullable [] packed = reserved.get(server);
    return packed != null && ReservationsMemory.holds(packed, now);
  }

  /// The server's tdmrep.json, whether or not it still holds.
  public Optional<String> tdmrep(String server) {
    return Optional.ofNullable(reserved.get(server)).flatMap(ReservationsMemory::text);
  }

  /// What the site as a whole reserves at a URL, by name, with where it says so.
  public Map<String, String> usage(CanonicalUrl url) {
    byte @Nullable [] packed = reserved.get(url.server());
    if (packed == null) return Map.of();
    return partition.robots().reservations().reservations(packed).usage(url);
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

  void reserve(String server, byte[] packed) {
    reserved = with(reserved, server, packed, ReservationsMemory::until);
  }

  Map<String, byte[]> reservations() {
    return reserved;
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
    robots = with(robots, server, packed, RobotsMemory::until);
  }

  /// Of too many servers the one is forgotten whose answer ends first: it is asked again.
  private static Map<String, byte[]> with(
      Map<String, byte[]> known, String server, byte[] packed, ToLongFunction<byte[]> until) {
    boolean only = known.isEmpty() || (known.size() == 1 && known.containsKey(server));
    if (only) return Map.of(server, packed); // nearly always: the smallest map there is
    Map<String, byte[]> more = known.size() == 1 ? new HashMap<>(known) : known;
    if (more.size() >= MOST_SERVERS && !more.containsKey(server)) {
      String first =
          more.entrySet().stream()
              .min(Comparator.comparingLong(e -> until.applyAsLong(e.getValue())))
              .orElseThrow()
              .getKey();
      more.remove(first);
    }
    more.put(server, packed);
    return more;
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
