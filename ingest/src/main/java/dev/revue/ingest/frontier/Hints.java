package dev.revue.ingest.frontier;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// How far a site's lists are believed that say which of its pages have changed. Each word that is
/// followed costs credit, and gives back more than that where the page has changed indeed: a site
/// that always says "now" costs a few visits a day. Lost with the process. Not thread-safe.
public final class Hints {
  static final int FIRST = 16;
  static final int MOST = 1_000;
  private static final int REWARD = 2;
  private static final int REMEMBERED = 100_000;

  private final Set<String> followed =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /// Whether the page is to be looked at because a list says that it has changed; what came of it
  /// is then to be told to `looked`.
  public boolean follow(Site site, String url, Instant now) {
    int today = (int) Duration.between(Instant.EPOCH, now).toDays();
    if (site.hintsOn != today) site.hints = (short) Math.max(site.hints, FIRST);
    site.hintsOn = today;
    if (site.hints == 0) return false;
    site.hints--;
    followed.add(url);
    return true;
  }

  /// A visit, whatever the reason for it.
  public void looked(Site site, String url, boolean changed) {
    if (followed.remove(url) && changed) site.hints = (short) Math.min(MOST, site.hints + REWARD);
  }
}
