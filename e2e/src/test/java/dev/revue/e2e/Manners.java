package dev.revue.e2e;

import dev.revue.e2e.CrawledWeb.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// What servers saw of a crawler, held against what it promises them.
///
/// @param violations one sentence each
/// @param held how often a request for patience was kept although a process was killed meanwhile
/// @param shortest time from one request to the next of the same host, in all
record Manners(List<String> violations, int held, Duration shortest) {
  /// The crawl's clock has milliseconds.
  private static final long TOLERANCE = Duration.ofMillis(1).toNanos();

  /// What a process heard so shortly before it was killed may have died with it.
  private static final long UNWRITTEN = Duration.ofSeconds(1).toNanos();

  /// @param log in the order of arrival
  /// @param kills when processes were killed
  static Manners of(List<Access> log, List<Long> kills) {
    var violations = new ArrayList<String>();
    var before = new HashMap<Integer, Access>();
    Map<Integer, Access> patience = new HashMap<>();
    long shortest = Long.MAX_VALUE;
    int held = 0;
    for (Access access : log) {
      Access last = before.put(access.host(), access);
      if (last != null) {
        long gap = access.arrived() - last.arrived();
        shortest = Math.min(shortest, gap);
        if (access.arrived() < last.answered()) violations.add(last + " overlaps " + access);
        long least = delay(last, kills).toNanos() - TOLERANCE;
        if (gap < least) violations.add(gap / 1_000_000 + " ms from " + last + " to " + access);
      }
      Access asked = patience.remove(access.host());
      if (asked != null && !died(asked, kills)) {
        if (access.arrived() < asked.notBefore() - TOLERANCE)
          violations.add(access + " is sooner than asked in " + asked);
        else if (between(asked.answered(), asked.notBefore(), kills)) held++;
      }
      if (access.notBefore() > access.answered()) patience.put(access.host(), access);
    }
    return new Manners(violations, held, Duration.ofNanos(shortest));
  }

  private static Duration delay(Access last, List<Long> kills) {
    boolean unread = last.path().equals("/robots.txt") && died(last, kills);
    return CrawledWeb.hasCrawlDelay(last.host()) && !unread
        ? CrawledWeb.CRAWL_DELAY
        : CrawledWeb.DELAY;
  }

  private static boolean died(Access heard, List<Long> kills) {
    return between(heard.arrived(), heard.answered() + UNWRITTEN, kills);
  }

  private static boolean between(long from, long to, List<Long> kills) {
    return longs(kills).anyMatch(kill -> kill >= from && kill <= to);
  }

  private static LongStream longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue);
  }
}
