package dev.revue.ingest.status;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Says why something was not to be had: one line each with source, URL, outcome and reason as
/// key-value pairs, but of each domain and outcome a few a minute only, so that a bad site cannot
/// fill the disk. Not thread-safe.
public final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_IN_WINDOW = 5;
  private static final int MOST_REMEMBERED = 10_000;
  private static final int LONGEST_REASON = 300;

  private final Map<Key, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Window> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private record Key(String domain, String outcome) {}

  private static final class Window {
    private Instant end = Instant.MIN;
    private int said;
    private long silenced;
  }

  public void say(
      Level level,
      String source,
      String domain,
      String url,
      String outcome,
      String reason,
      Instant now) {
    Window window = windows.computeIfAbsent(new Key(domain, outcome), key -> new Window());
    if (!now.isBefore(window.end)) {
      window.end = now.plus(WINDOW);
      window.said = 0;
    }
    if (++window.said > MOST_IN_WINDOW) {
      window.silenced++;
      return;
    }
    String brief = brief(reason);
    var line =
        LOG.atLevel(level)
            .addKeyValue("source", source)
            .addKeyValue("url", url)
            .addKeyValue("outcome", outcome)
            .addKeyValue("reason", brief);
    if (window.silenced > 0) line = line.addKeyValue("silenced", window.silenced);
    String more = window.silenced > 0 ? " (and " + window.silenced + " like it)" : "";
    window.silenced = 0;
    line.log("{}: {}: {}{}", url, outcome, brief, more);
  }

  /// What a server says goes into one line.
  private static String brief(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
  }
}
