package dev.revue.ingest;

import dev.revue.ingest.StateFolder.Saved;
import dev.revue.ingest.StateFolder.Subject;
import dev.revue.ingest.frontier.Frontier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the partitions of the frontier on local disk, so that a restart reads only what came
/// later. An image is taken between two rounds, when memory is what Kafka has; one partition at a
/// time, so that the crawl hardly notices. Used by one thread, writes on another.
final class Snapshots implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Optional<StateFolder> folder;
  private final Map<Integer, Long> written = new ConcurrentHashMap<>();
  private final Map<Integer, Long> saved = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> due = new HashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("frontier-snapshots").factory());
  private @Nullable Future<?> writing;
  private String cluster = "";
  private String topic = "";
  private boolean settled;

  Snapshots(Optional<Path> folder) {
    this.folder = folder.map(StateFolder::new);
  }

  boolean off() {
    return folder.isEmpty();
  }

  /// Whose state it is from now on.
  void of(String clusterId, String topicId) {
    cluster = clusterId;
    topic = topicId;
  }

  /// Fills empty partitions from what is on disk.
  ///
  /// @param ends of their logs
  /// @return where to read on, for those that were filled
  Map<Integer, Long> load(Frontier frontier, Map<Integer, Long> ends) {
    var from = new HashMap<Integer, Long>();
    if (folder.isEmpty()) return from;
    folder.get().tidy(Instant.now());
    ends.forEach((partition, end) -> {
      Optional<Saved> found = folder.get().load(subject(frontier, partition), end);
      if (found.isPresent() && frontier.load(partition, found.get().image())) {
        from.put(partition, found.get().offset());
        saved.put(partition, found.get().offset());
      }
    });
    return from;
  }

  /// Partitions were read up to here and are to be saved in turn.
  void restored(Map<Integer, Long> ends, Instant now) {
    written.putAll(ends);
    int turn = 0;
    for (int partition : ends.keySet()) {
      due.put(partition, now.plus(EVERY.multipliedBy(++turn).dividedBy(ends.size())));
    }
  }

  /// A record was appended to a partition; any thread may say so.
  void wrote(int partition, long offset) {
    written.merge(partition, offset + 1, Math::max);
  }

  /// Memory is ahead of Kafka from now on.
  void unsettled() {
    settled = false;
  }

  /// Everything in memory is committed.
  void settled() {
    settled = true;
  }

  /// Saves the next partition whose turn it is, if any.
  void turn(Frontier frontier, Instant now) {
    if (folder.isEmpty() || !settled || (writing != null && !writing.isDone())) return;
    for (Map.Entry<Integer, Instant> next : due.entrySet()) {
      if (next.getValue().isAfter(now)) continue;
      next.setValue(now.plus(EVERY));
      if (submit(frontier, next.getKey())) return;
    }
  }

  /// Partitions will be somebody else's, or nobody's for a while: saves those that changed, as far
  /// as time allows.
  void leave(Frontier frontier, Collection<Integer> partitions) {
    if (folder.isPresent() && settled) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (int partition : partitions) {
        submit(frontier, partition);
        if (!awaitWriting(deadline - System.nanoTime())) break;
      }
    }
    for (int partition : partitions) {
      due.remove(partition);
      written.remove(partition);
      saved.remove(partition);
    }
  }

  private boolean submit(Frontier frontier, int partition) {
    @Nullable Long offset = written.get(partition);
    if (offset == null || offset.equals(saved.get(partition))) return false;
    Optional<byte[]> image = frontier.image(partition);
    if (image.isEmpty()) return false;
    Subject subject = subject(frontier, partition);
    var state = new Saved(offset, image.get());
    writing = writer.submit(() -> save(subject, state));
    return true;
  }

  private void save(Subject subject, Saved state) {
    try {
      folder.orElseThrow().save(subject, state);
      saved.put(subject.partition(), state.offset());
    } catch (IOException e) {
      LOG.warn("the state of partition {} is not saved: {}", subject.partition(), e.toString());
    }
  }

  private Subject subject(Frontier frontier, int partition) {
    return new Subject(cluster, topic, partition, frontier.layout());
  }

  private boolean awaitWriting(long nanos) {
    try {
      if (writing != null) writing.get(Math.max(nanos, 1), TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
