package dev.revue.ingest.frontier;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How far lists are believed that say which pages of a domain have changed. Each word that is
/// followed costs credit, and gives back more than that where the page has changed indeed: a domain
/// that always says "now" costs a few visits a day. Lost with the process. Not thread-safe.
public final class Hints {
  static final int FIRST = 16;
  static final int MOST = 1_000;
  private static final int REWARD = 2;
  private static final Duration RENEWED_AFTER = Duration.ofDays(1);

  private final Map<String, Credit> credits = remembered(10_000);
  private final Map<String, Credit> followed = remembered(100_000);

  private static final class Credit {
    private int left = FIRST;
    private Instant since;

    Credit(Instant since) {
      this.since = since;
    }
  }

  private static <V> Map<String, V> remembered(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }

  /// Whether the page is to be looked at because a list says that it has changed; what came of it
  /// is then to be told to `looked`.
  public boolean follow(String domain, String url, Instant now) {
    Credit credit = credits.computeIfAbsent(domain, d -> new Credit(now));
    if (!now.isBefore(credit.since.plus(RENEWED_AFTER))) {
      credit.since = now;
      credit.left = Math.max(credit.left, FIRST);
    }
    if (credit.left == 0) return false;
    credit.left--;
    followed.put(url, credit);
    return true;
  }

  /// A visit, whatever the reason for it.
  public void looked(String url, boolean changed) {
    Credit credit = followed.remove(url);
    if (credit != null && changed) credit.left = Math.min(MOST, credit.left + REWARD);
  }
}
