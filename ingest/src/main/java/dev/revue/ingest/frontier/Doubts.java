package dev.revue.ingest.frontier;

import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What speaks for one domain, and what against it, while pages of it that we have seem to be gone:
/// pages in doubt, and others that were seen well since. It is in memory only: after a restart
/// nothing speaks for the domain, and its pages stay. Not thread-safe.
public final class Doubts {
  /// Pages seen well that outweigh any number in doubt, but for a majority.
  static final int ENOUGH = 3;

  private static final String SEVERAL = "";
  private static final int STORM = 5;
  private static final int MOST_WELL = 64;

  private final Map<String, Instant> since = new HashMap<>();
  private final Map<String, Instant> well = bounded();
  private final Map<String, Instant> hushed = bounded();
  private final Map<String, String> movers = bounded();

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST_WELL;
      }
    };
  }

  /// Takes in what a visit made of a row.
  public void take(UrlRow before, Verdict verdict, Instant now) {
    UrlRow after = verdict.row();
    String url = after.url();
    if (!after.published()) {
      since.remove(url);
      well.remove(url);
      if (hushed(verdict)) hushed.put(url, now);
    } else if (doubted(after)) {
      since.putIfAbsent(url, now);
      well.remove(url);
    } else if (before.published() && after.kind() == Kind.PAGE && fine(after)) {
      since.remove(url);
      hushed.remove(url);
      well.remove(url); // the newest goes to the end
      well.put(url, now);
    }
  }

  /// A page that we have leads to another.
  public void led(String url, CanonicalUrl target) {
    movers.merge(place(target), url, (a, b) -> a.equals(b) ? a : SEVERAL);
  }

  /// Whether more than one page leads there, whatever its query: a wall and no new home.
  public boolean shared(CanonicalUrl target) {
    return SEVERAL.equals(movers.get(place(target)));
  }

  private static String place(CanonicalUrl target) {
    return target.server() + target.path();
  }

  /// Whether too little speaks for the domain to believe that this page is gone: at least as many
  /// of its other pages must have been seen well since as are in doubt, three at most, and no more
  /// than half of its pages may be in doubt.
  ///
  /// @param published pages that we have of the domain
  public boolean storm(String url, LongSupplier published) {
    @Nullable Instant began = since.get(url);
    if (began == null) return true;
    if (since.size() >= STORM && since.size() * 2L > published.getAsLong()) return true;
    return wellSince(began) < Math.min(ENOUGH, since.size());
  }

  /// Whether several pages lately asked not to be indexed while none was seen well: a maintenance
  /// page, or the settings of a test system.
  public boolean hush() {
    return hushed.size() >= ENOUGH
        && wellSince(hushed.values().iterator().next()) < Math.min(ENOUGH, hushed.size());
  }

  /// Whether other pages should be looked at soon, so that something speaks for or against.
  public boolean wantsWitness() {
    int suspects = since.size() + hushed.size();
    return suspects > 0 && suspects <= ENOUGH;
  }

  /// Whether `url` tells nothing that we do not know.
  public boolean knows(String url) {
    return since.containsKey(url) || well.containsKey(url);
  }

  /// Nothing is in doubt.
  public boolean settled() {
    return since.isEmpty() && hushed.isEmpty();
  }

  private long wellSince(Instant began) {
    return well.values().stream().filter(at -> !at.isBefore(began)).count();
  }

  /// Whether the last visit spoke against a page that we have.
  public static boolean doubted(UrlRow row) {
    return row.published() && Judge.DOUBTFUL.contains(outcome(row));
  }

  private static boolean hushed(Verdict verdict) {
    return verdict
        .event()
        .filter(e -> e instanceof PageGone gone && gone.reason().equals("noindex"))
        .isPresent();
  }

  private static boolean fine(UrlRow row) {
    return outcome(row).equals("page") || outcome(row).equals("not-modified");
  }

  private static String outcome(UrlRow row) {
    return row.seen() == null ? "" : row.seen().outcome();
  }
}
