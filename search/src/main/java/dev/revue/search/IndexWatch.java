package dev.revue.search;

import dev.revue.common.health.Health;
import dev.revue.search.elastic.IndexAwayException;
import dev.revue.search.elastic.ReviewIndex;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps saying whether search is ready: Elasticsearch answers and both aliases exist. Says it in
/// the log only when it changes.
final class IndexWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexWatch.class);
  private static final String NAME = "search index";
  private static final Duration WHILE_READY = Duration.ofSeconds(5);
  private static final Duration WHILE_AWAY = Duration.ofMillis(500);

  private final ReviewIndex index;
  private final Health health;
  private final Health.Loop pulse;
  private String last = "not asked yet";

  IndexWatch(ReviewIndex index, Health health) {
    this.index = index;
    this.health = health;
    this.pulse = health.loop("search index watch", Duration.ofMinutes(1));
    health.obstacle(NAME, last);
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        pulse.tick();
        String obstacle = obstacle();
        say(obstacle);
        Thread.sleep(obstacle.isEmpty() ? WHILE_READY : WHILE_AWAY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String obstacle() {
    try {
      index.check();
      return "";
    } catch (IndexAwayException e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      return "the check failed: " + e;
    }
  }

  private void say(String obstacle) {
    if (obstacle.equals(last) || Thread.currentThread().isInterrupted()) return;
    last = obstacle;
    if (obstacle.isEmpty()) {
      health.clear(NAME);
      LOG.info("the index can be searched");
    } else {
      health.obstacle(NAME, obstacle);
      LOG.warn("the index cannot be searched: {}", obstacle);
    }
  }
}
