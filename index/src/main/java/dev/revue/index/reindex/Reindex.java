package dev.revue.index.reindex;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Restore;
import dev.revue.common.topic.Topic;
import dev.revue.index.IndexSettings;
import dev.revue.index.contract.IndexContract;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.loop.IndexLoop;
import dev.revue.index.reindex.Generations.Line;
import dev.revue.index.verify.Comparison;
import dev.revue.index.verify.Difference;
import dev.revue.index.verify.LogFold;
import dev.revue.index.verify.Snapshot;
import dev.revue.index.verify.Standing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Blue/green by replay. Searches and the live stage go on throughout; each step can be called
/// again after it was interrupted.
public final class Reindex implements AutoCloseable {
  /// More differences than this are not looked at one by one.
  private static final int TOLERABLE = 10_000;

  private static final Duration ANY_TIME = Duration.ofDays(365);

  /// Writes do not wait for longer than this: then all stays as it was.
  private static final Duration HELD_AT_MOST = Duration.ofSeconds(15);

  private final IndexSettings settings;
  private final Consumer<String> progress;
  private final IndexContract contract = IndexContract.load();
  private final Rest5Client client;
  private final Generations generations;
  private final Offsets offsets;

  /// @param progress is told what is being done, a line at a time
  public Reindex(IndexSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.client = ElasticClients.rest(settings.elastic());
    this.generations = new Generations(client);
    this.offsets = new Offsets(settings.kafka());
  }

  /// An index held against the log, at a fence.
  ///
  /// @param worse differences that the live index does not have, too
  /// @param shared documents that the live index lacks as well: dead letters
  public record Proof(String index, Comparison comparison, List<Difference> worse, long shared) {}

  /// What an attempt to change over came to.
  public sealed interface Turn {
    /// @param refused documents that the new index did not take on the last stretch
    /// @param held for how long the live stage's writes waited
    record Done(List<Proof> proofs, List<String> from, List<String> to, long refused, Duration held)
        implements Turn {}

    /// The new index is not as good as the live one: nothing was changed.
    record Refused(List<Proof> proofs) implements Turn {}
  }

  /// @param role live, next, previous or older
  /// @param done records of the log that the index has taken in; equal to `total` where it is live
  public record IndexStatus(
      String role,
      String index,
      long documents,
      long done,
      long total,
      Optional<Progress> lately) {}

  /// Makes the next generation and brings it to the end of the log; goes on where an earlier start
  /// was interrupted.
  public List<Proof> start() throws IOException {
    List<Line> lines = generations.lines();
    var targets = new EnumMap<IndexKind, String>(IndexKind.class);
    for (Line line : lines) {
      // An index of that name may have been lost: how far it was must not count for another.
      if (line.next().isEmpty()) offsets.forget(List.of(Replay.group(Generations.following(line))));
      targets.put(line.kind(), generations.create(line));
    }
    mustFollowContract(targets);
    try (Replays replays = new Replays(targets)) {
      replays.to(offsets.ends(Topic.REVIEWS, Topic.ITEMS), ANY_TIME);
      return prove(lines, targets, replays);
    }
  }

  /// Puts the next generation into the place of the live one, if it is proven to be as good.
  public Turn swap() throws IOException {
    List<Line> lines = generations.lines();
    Map<IndexKind, String> targets =
        targets(lines, Line::next, "there is no next index: run `revue reindex start`");
    mustFollowContract(targets);
    try (Replays replays = new Replays(targets)) {
      List<Proof> proofs = prove(lines, targets, replays);
      if (proofs.stream().anyMatch(proof -> !proof.worse().isEmpty()))
        return new Turn.Refused(proofs);
      return turn(lines, targets, replays, proofs);
    }
  }

  /// Puts the previous generation back. It was live once, and all that came since is written into
  /// it first.
  public Turn rollback() throws IOException {
    List<Line> lines = generations.lines();
    Map<IndexKind, String> targets =
        targets(lines, Line::previous, "there is no previous index to go back to");
    targets.forEach(this::mustTakeDocuments);
    try (Replays replays = new Replays(targets)) {
      replays.to(offsets.ends(Topic.REVIEWS, Topic.ITEMS), ANY_TIME);
      return turn(lines, targets, replays, List.of());
    }
  }

  public List<IndexStatus> status() {
    var all = new ArrayList<IndexStatus>();
    for (Line line : generations.lines()) {
      Topic topic = Replay.topic(line.kind());
      all.add(status("live", line.live(), IndexLoop.GROUP, topic));
      line.next().ifPresent(index -> all.add(status("next", index, Replay.group(index), topic)));
      line.previous()
          .ifPresent(index -> all.add(status("previous", index, Replay.group(index), topic)));
      line.older().forEach(index -> all.add(status("older", index, Replay.group(index), topic)));
    }
    return all;
  }

  /// Deletes an index that is not live.
  ///
  /// @throws IllegalArgumentException where there is no such index, or it is live
  public void drop(String index) {
    for (Line line : generations.lines()) {
      if (line.live().equals(index))
        throw new IllegalArgumentException(index + " is live: searches read it");
      if (!line.idle().contains(index)) continue;
      generations.drop(index);
      offsets.forget(List.of(Replay.group(index)));
      return;
    }
    throw new IllegalArgumentException(
        "there is no index " + index + ": `revue reindex status` names them");
  }

  @Override
  public void close() throws IOException {
    offsets.close();
    client.close();
  }

  /// What is written while the change lasts waits, so that what searches see never goes back: the
  /// live index stands still, the new one acknowledges the last records, and then all aliases move
  /// at once. Little is left to do by then.
  private Turn turn(
      List<Line> lines, Map<IndexKind, String> targets, Replays replays, List<Proof> proofs) {
    List<String> live = lines.stream().map(Line::live).toList();
    replays.to(offsets.ends(Topic.REVIEWS, Topic.ITEMS), ANY_TIME);
    progress.accept("changing over");
    Instant began = Instant.now();
    Thread undo = Thread.ofPlatform().unstarted(() -> generations.unblock(live));
    Runtime.getRuntime().addShutdownHook(undo); // Ctrl-C must not leave the live index blocked
    try {
      generations.block(live);
      Map<TopicPartition, OffsetAndMetadata> written = offsets.committed(IndexLoop.GROUP);
      replays.to(offsets.ends(Topic.REVIEWS, Topic.ITEMS), HELD_AT_MOST);
      generations.refresh(targets.values());
      // The way back: the live index has everything below what its stage has committed.
      for (Line line : lines) offsets.commit(Replay.group(line.live()), of(line, written));
      generations.turn(lines, targets);
    } catch (RuntimeException e) {
      generations.unblock(live);
      throw e;
    } finally {
      forget(undo);
    }
    // It stays blocked: a write that is still on its way to it goes to the new one instead.
    return new Turn.Done(
        proofs,
        live,
        List.copyOf(targets.values()),
        replays.rejected(),
        Duration.between(began, Instant.now()));
  }

  private static void forget(Thread undo) {
    try {
      Runtime.getRuntime().removeShutdownHook(undo);
    } catch (IllegalStateException e) {
      // The process is stopping: the hook runs.
    }
  }

  private static Map<TopicPartition, Long> of(
      Line line, Map<TopicPartition, OffsetAndMetadata> committed) {
    return committed.entrySet().stream()
        .filter(e -> e.getKey().topic().equals(Replay.topic(line.kind()).topicName()))
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }

  /// Holds everything in the new indices against the log. What came after the fence may be in them.
  private List<Proof> prove(List<Line> lines, Map<IndexKind, String> targets, Replays replays) {
    for (Line line : lines) {
      String index = target(line, targets);
      generations.serve(line, index);
      while (!generations.isAsSafe(line, index)) {
        progress.accept("waiting until " + index + " has its copies on other nodes");
      }
    }
    Map<TopicPartition, Long> fence = offsets.ends(Topic.REVIEWS, Topic.ITEMS);
    replays.to(fence, ANY_TIME);
    progress.accept("comparing with the log");
    LogFold log =
        LogFold.read(
            new Restore(settings.kafka()),
            fence,
            replays.positions(),
            read -> progress.accept("comparing with the log: " + read + " records"));
    return lines.stream().map(line -> proof(log, line, target(line, targets))).toList();
  }

  private Proof proof(LogFold log, Line line, String index) {
    try (Snapshot snapshot = Snapshot.of(client, index)) {
      Comparison comparison = Comparison.of(log, snapshot, line.kind());
      List<Difference> worse = worse(comparison.differences(), snapshot, line.live());
      return new Proof(index, comparison, worse, comparison.differences().size() - worse.size());
    }
  }

  /// A version that no index takes is a dead letter. It must not stand in the way of a better
  /// index, as long as the live one does not have it either. Another content is never excused.
  private List<Difference> worse(List<Difference> differences, Snapshot next, String live) {
    if (differences.isEmpty() || differences.size() > TOLERABLE) return differences;
    Set<String> ids = differences.stream().map(Difference::id).collect(Collectors.toSet());
    var inNext = new HashMap<String, Standing>();
    var inLive = new HashMap<String, Standing>();
    next.forEach(ids, inNext::put);
    try (Snapshot current = Snapshot.of(client, live)) {
      current.forEach(ids, inLive::put);
    }
    return differences.stream()
        .filter(difference -> {
          if (difference instanceof Difference.OtherContent) return true;
          Standing there = inLive.get(difference.id());
          Standing here = inNext.get(difference.id());
          if (there == null || here == null) return there != null || here != null;
          return !there.sameVersion(here);
        })
        .toList();
  }

  private IndexStatus status(String role, String index, String group, Topic topic) {
    Map<TopicPartition, Long> starts = offsets.starts(topic);
    Map<TopicPartition, OffsetAndMetadata> committed = offsets.committed(group);
    long done = 0;
    long total = 0;
    for (Map.Entry<TopicPartition, Long> end : offsets.ends(topic).entrySet()) {
      long start = starts.getOrDefault(end.getKey(), 0L);
      OffsetAndMetadata at = committed.get(end.getKey());
      total += end.getValue() - start;
      if (at != null) done += Math.clamp(at.offset() - start, 0, end.getValue() - start);
    }
    Optional<Progress> lately =
        committed.values().stream()
            .map(at -> Progress.parse(at.metadata()))
            .flatMap(Optional::stream)
            .max(Comparator.comparing(Progress::at));
    return new IndexStatus(role, index, generations.documents(index), done, total, lately);
  }

  /// An index that was begun under another contract would never be as good as the live one.
  private void mustFollowContract(Map<IndexKind, String> targets) {
    targets.forEach((kind, index) -> {
      List<String> drift = contract.drift(client, kind, index);
      if (!drift.isEmpty())
        throw new IllegalStateException(
            "%s was begun under another contract (%s): `revue reindex drop %s`, then start again"
                .formatted(index, drift.getFirst(), index));
    });
  }

  private void mustTakeDocuments(IndexKind kind, String index) {
    try {
      contract.addFields(client, kind, index);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "%s cannot take documents of this release: roll back with the release that made it (%s)"
              .formatted(index, e.getMessage()),
          e);
    }
  }

  private static Map<IndexKind, String> targets(
      List<Line> lines, Function<Line, Optional<String>> which, String otherwise) {
    var targets = new EnumMap<IndexKind, String>(IndexKind.class);
    for (Line line : lines) {
      targets.put(
          line.kind(),
          which
              .apply(line)
              .orElseThrow(
                  () -> new IllegalStateException(line.kind().readAlias() + ": " + otherwise)));
    }
    return targets;
  }

  private static String target(Line line, Map<IndexKind, String> targets) {
    String target = targets.get(line.kind());
    if (target == null) throw new IllegalStateException("no target for " + line.kind());
    return target;
  }

  /// One replay for each kind.
  private final class Replays implements AutoCloseable {
    private final Map<IndexKind, Replay> replays = new EnumMap<>(IndexKind.class);

    Replays(Map<IndexKind, String> targets) {
      generations.unblock(targets.values()); // as a change-over leaves the previous one
      targets.forEach((kind, index) ->
          replays.put(kind, new Replay(settings, kind, index, generations.alias(index))));
    }

    void to(Map<TopicPartition, Long> ends, Duration within) {
      replays.forEach((kind, replay) ->
          replay.to(
              ends,
              within,
              (left, perSecond, obstacle) ->
                  progress.accept(
                      "writing %s: %,d records left, %,d a second%s"
                          .formatted(
                              kind.readAlias(),
                              left,
                              perSecond,
                              obstacle.isEmpty() ? "" : "; waiting: " + obstacle))));
    }

    long rejected() {
      return replays.values().stream().mapToLong(Replay::rejected).sum();
    }

    Map<TopicPartition, Long> positions() {
      var positions = new HashMap<TopicPartition, Long>();
      replays.values().forEach(replay -> positions.putAll(replay.positions()));
      return positions;
    }

    @Override
    public void close() throws IOException {
      for (Replay replay : replays.values()) replay.close();
    }
  }
}
