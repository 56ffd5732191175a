package dev.revue.ingest.status;

import dev.revue.common.topic.Topic;
import dev.revue.ingest.frontier.Frontier;
import dev.revue.ingest.frontier.Site;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.status.SourcesStatus.HostStatus;
import dev.revue.ingest.status.SourcesStatus.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Counts the frontier source by source when somebody asks: by the thread that owns it, once in a
/// while, one look at each domain. Domains that several sources share count for each. `status` is
/// thread-safe, everything else belongs to the crawl's thread.
public final class Census {
  private static final Duration GOOD_FOR = Duration.ofSeconds(2);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
  private static final int MOST_HOSTS = 20;

  private final String instance;
  private final Map<String, Memory> memories = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final java.util.concurrent.locks.Condition taken = lock.newCondition();
  private boolean wanted;
  private @Nullable SourcesStatus last;

  public Census(String instance) {
    this.instance = instance;
  }

  /// A visit that brought what was asked for, or the word that it is as before.
  public void succeeded(String source, Instant now, String outcome, Duration took) {
    memory(source).succeeded(now, outcome, took);
  }

  public void failed(String source, Instant now, String url, String outcome, String reason) {
    memory(source).failed(now, url, outcome, reason);
  }

  private Memory memory(String source) {
    return memories.computeIfAbsent(source, s -> new Memory());
  }

  /// The latest count, taken anew where it is old; where the crawl does not get to it in time, the
  /// old one; empty where there was none yet.
  public Optional<SourcesStatus> status(Instant now, Duration patience)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (last != null && last.at().plus(GOOD_FOR).isAfter(now)) return Optional.of(last);
      wanted = true;
      long left = patience.toNanos();
      while (wanted && left > 0) left = taken.awaitNanos(left);
      return Optional.ofNullable(last);
    } finally {
      lock.unlock();
    }
  }

  /// Counts, where somebody waits for it or the last time is long ago.
  ///
  /// @param noRenderer whether pages wait for a renderer and none answers
  public Optional<SourcesStatus> take(Frontier frontier, Instant now, boolean noRenderer) {
    lock.lock();
    try {
      boolean old = last == null || !last.at().plus(AGAIN_AFTER).isAfter(now);
      if (!wanted && !old) return Optional.empty();
      SourcesStatus status = count(frontier, now, noRenderer);
      last = status;
      wanted = false;
      taken.signalAll();
      return Optional.of(status);
    } finally {
      lock.unlock();
    }
  }

  private SourcesStatus count(Frontier frontier, Instant now, boolean noRenderer) {
    List<Source> sources = frontier.sources().sources();
    memories.keySet().removeIf(name -> frontier.sources().named(name).isEmpty());
    var byDomain = new HashMap<String, List<Sum>>();
    var sums = new ArrayList<Sum>();
    for (Source source : sources) {
      var sum = new Sum(source);
      sums.add(sum);
      for (String domain : source.domains()) {
        byDomain.computeIfAbsent(domain, d -> new ArrayList<>()).add(sum);
      }
    }
    var hosts = new ArrayList<HostStatus>();
    frontier
        .sites()
        .forEach(site -> {
          byDomain.getOrDefault(site.domain(), List.of()).forEach(sum -> sum.add(site, now));
          if (site.host().until().isAfter(now)) {
            var host = site.host();
            hosts.add(new HostStatus(site.domain(), host.until(), host.failures()));
          }
        });
    hosts.sort(Comparator.comparing(HostStatus::until).reversed());
    return new SourcesStatus(
        instance,
        now,
        frontier.owned().size(),
        Topic.FRONTIER.partitions(),
        sums.stream().map(sum -> sum.status(memory(sum.source.name()), now, noRenderer)).toList(),
        hosts.subList(0, Math.min(MOST_HOSTS, hosts.size())),
        hosts.size());
  }

  private static final class Sum {
    private final Source source;
    private int sites;
    private int heldSites;
    private long urls;
    private long unvisited;
    private long published;
    private long queued;
    private @Nullable Instant due;
    private @Nullable Instant held;

    Sum(Source source) {
      this.source = source;
    }

    void add(Site site, Instant now) {
      sites++;
      urls += site.urls();
      unvisited += site.unvisited();
      published += site.published();
      queued += site.queued(now);
      site.next().ifPresent(at -> due = due == null || at.isBefore(due) ? at : due);
      Instant until = site.host().until();
      if (!until.isAfter(now)) return;
      heldSites++;
      held = held == null || until.isAfter(held) ? until : held;
    }

    SourceStatus status(Memory memory, Instant now, boolean noRenderer) {
      boolean all = heldSites == sites;
      var signs =
          new Condition.Signs(
              sites,
              urls,
              unvisited,
              published,
              all ? Optional.ofNullable(held) : Optional.empty(),
              Optional.ofNullable(due),
              memory.lastOutcome(),
              noRenderer && source.render(),
              memory.typical());
      var condition = Condition.of(signs, now);
      boolean bounded = condition == Condition.BUSY || condition == Condition.IN_TROUBLE;
      return new SourceStatus(
          source.name(),
          condition,
          bounded && all ? held : null,
          urls,
          unvisited,
          published,
          queued,
          sites,
          heldSites,
          due,
          memory.lastSuccess(),
          memory.errors());
    }
  }
}
