package dev.revue.ingest.warc;

import dev.revue.common.health.Health;
import dev.revue.ingest.fetch.Archive;
import dev.revue.ingest.sources.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what was fetched into WARC files, in the order in which it came. Many add, one thread
/// writes; who adds waits while more than 32 MiB are unwritten. Where nothing can be written the
/// crawl therefore waits, with an obstacle in its health: an archive with holes is none. What is
/// unwritten when the process is killed is missing.
public final class WarcArchive implements Archive, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarcArchive.class);
  private static final String OBSTACLE = "warc";
  private static final long MOST_FILE_BYTES = 1L << 30;
  private static final int UNWRITTEN_KIB = 32 << 10;
  private static final int OVERHEAD_KIB = 8;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final Path folder;
  private final Health health;
  private final Duration pause;
  private final WarcFiles files;
  private final Semaphore room = new Semaphore(UNWRITTEN_KIB);
  private final LinkedBlockingQueue<Exchange> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("revue-warc").unstarted(this::write);
  private volatile boolean closed;

  WarcArchive(Path folder, String userAgent, long mostFileBytes, Duration pause, Health health) {
    this.folder = folder;
    this.health = health;
    this.pause = pause;
    this.files = new WarcFiles(folder, userAgent, mostFileBytes);
  }

  /// @throws UncheckedIOException where `folder` cannot be made
  public static WarcArchive start(Path folder, Sources sources, Health health) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("REVUE_INGEST_WARC: cannot make " + folder, e);
    }
    var archive =
        new WarcArchive(
            folder, sources.userAgent(), MOST_FILE_BYTES, Duration.ofSeconds(5), health);
    archive.start();
    return archive;
  }

  void start() {
    thread.start();
  }

  @Override
  public void add(Exchange exchange) {
    try {
      room.acquire(size(exchange));
      queue.add(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the crawl ends
    }
  }

  /// Writes what is there, as far as it can be written within seconds.
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSE_WITHIN);
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int size(Exchange exchange) {
    return Math.min(UNWRITTEN_KIB, OVERHEAD_KIB + exchange.body().size() / 1024);
  }

  private void write() {
    try (files) {
      while (!closed || !queue.isEmpty()) {
        Exchange next = queue.poll(100, TimeUnit.MILLISECONDS);
        if (next == null) continue;
        write(next);
        room.release(size(next));
      }
    } catch (InterruptedException e) {
      LOG.warn("{}: {} exchanges are not in the archive", folder, queue.size() + 1);
    } catch (IOException e) {
      LOG.warn("{}: the last file is not closed: {}", folder, e.toString());
    }
  }

  private void write(Exchange exchange) throws InterruptedException {
    while (true) {
      try {
        files.write(exchange);
        health.clear(OBSTACLE);
        return;
      } catch (IOException e) {
        LOG.warn("{} cannot be written, the crawl waits: {}", folder, e.toString());
        health.obstacle(
            OBSTACLE,
            folder + " cannot be written: " + e + ": make room, or unset REVUE_INGEST_WARC");
        Thread.sleep(pause);
      }
    }
  }
}
