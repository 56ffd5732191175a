package dev.revue.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/// Ctrl-C or the container engine's signal: told to whoever waits for it, while the process stays
/// until this is closed, at most 10 s. Open it first, so that it is closed last.
public final class Stop implements AutoCloseable {
  private static final Duration STAY = Duration.ofSeconds(10);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private Stop() {}

  public static Stop onSignal() {
    var stop = new Stop();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop::signalled));
    return stop;
  }

  /// Returns when the process is asked to stop.
  public void await() throws InterruptedException {
    asked.await();
  }

  /// True where the process was asked to stop within `most`.
  public boolean await(Duration most) throws InterruptedException {
    return asked.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Says that everything is closed: the process may end.
  @Override
  public void close() {
    done.countDown();
  }

  private void signalled() {
    asked.countDown();
    try {
      if (!done.await(STAY.toMillis(), TimeUnit.MILLISECONDS)) {
        LoggerFactory.getLogger(Stop.class)
            .warn("not everything was closed within {} s", STAY.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
