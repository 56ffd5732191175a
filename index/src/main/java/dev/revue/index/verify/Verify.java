package dev.revue.index.verify;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.index.contract.IndexContract;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.loop.IndexLoop;
import dev.revue.index.verify.Difference.OtherSum;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Proves, while everything goes on, that the index is what the log says: ids, versions, content,
/// and for each title its counts and integer sums three ways: from the log's reviews, from
/// `revue.items`, and from the index's own aggregation.
public final class Verify {
  /// The group that keeps the scores of titles; the name is a contract between stages.
  private static final String FOLD_GROUP = "revue-fold";

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final KafkaSettings kafka;
  private final ElasticSettings elastic;
  private final Duration patience;
  private final Consumer<String> progress;

  /// @param patience with stages that do not come nearer to the end of the log
  /// @param progress is told what is being done, a line at a time
  public Verify(
      KafkaSettings kafka, ElasticSettings elastic, Duration patience, Consumer<String> progress) {
    this.kafka = kafka;
    this.elastic = elastic;
    this.patience = patience;
    this.progress = progress;
  }

  /// @param comparisons one for each kind of document
  /// @param titles whose sums were compared
  /// @param unjudged titles that changed meanwhile
  /// @param unreadable records that are no event of their topic: dead letters
  public record Report(
      List<Comparison> comparisons,
      List<Difference> sums,
      long titles,
      long unjudged,
      long unreadable) {
    public boolean same() {
      return differences().isEmpty();
    }

    /// With those differences only that `before` has, too.
    private Report confirmed(Report before) {
      var earlier = Set.copyOf(before.differences());
      return new Report(
          comparisons.stream().map(c -> c.among(earlier)).toList(),
          sums.stream().filter(earlier::contains).toList(),
          titles,
          unjudged,
          unreadable);
    }

    public List<Difference> differences() {
      var all = new ArrayList<Difference>();
      comparisons.forEach(comparison -> all.addAll(comparison.differences()));
      all.addAll(sums);
      return all;
    }
  }

  /// What differs is looked at once more: while a stage writes, compaction may take away the very
  /// version that the index had.
  ///
  /// @throws IllegalStateException where the stages do not get to the end of the log, or the index
  ///   is not set up
  public Report run() throws IOException {
    Report report = look();
    if (report.same()) return report;
    progress.accept("looking again at what differs");
    return look().confirmed(report);
  }

  private Report look() throws IOException {
    try (var offsets = new Offsets(kafka);
        Rest5Client client = ElasticClients.rest(elastic)) {
      List<String> mistakes = IndexContract.load().check(client);
      if (!mistakes.isEmpty()) throw new IllegalStateException(String.join("\n", mistakes));
      Map<TopicPartition, Long> fence = fence(offsets);
      try (var reviews = Snapshot.of(client, IndexContract.liveIndex(client, IndexKind.REVIEWS));
          var items = Snapshot.of(client, IndexContract.liveIndex(client, IndexKind.ITEMS))) {
        Map<TopicPartition, Long> ends = offsets.ends(Topic.REVIEWS, Topic.ITEMS);
        LogFold log =
            LogFold.read(
                new Restore(kafka),
                fence,
                ends,
                read -> progress.accept("reading the log: " + read + " records"));
        progress.accept("comparing with the index");
        var comparisons =
            List.of(
                Comparison.of(log, reviews, IndexKind.REVIEWS),
                Comparison.of(log, items, IndexKind.ITEMS));
        progress.accept("adding up the titles");
        return sums(log, reviews, comparisons);
      }
    }
  }

  /// Everything below it is in the index: reviews, and the scores that follow from them.
  private Map<TopicPartition, Long> fence(Offsets offsets) {
    var fence = new HashMap<>(offsets.ends(Topic.REVIEWS));
    await(offsets, FOLD_GROUP, fence, "revue enrich");
    fence.putAll(offsets.ends(Topic.ITEMS));
    await(offsets, IndexLoop.GROUP, fence, "revue index");
    return fence;
  }

  private void await(
      Offsets offsets, String group, Map<TopicPartition, Long> fence, String command) {
    long least = Long.MAX_VALUE;
    Instant deadline = Instant.now().plus(patience);
    while (!offsets.passed(group, fence)) {
      long lag = lag(offsets, group, fence);
      if (lag < least) {
        least = lag;
        deadline = Instant.now().plus(patience);
      }
      progress.accept("waiting for %s: about %d records behind".formatted(group, lag));
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%s is about %d records behind and comes no nearer: check that `%s` runs and what its /health/ready says, or wait longer with --wait"
                .formatted(group, lag, command));
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private static long lag(Offsets offsets, String group, Map<TopicPartition, Long> fence) {
    var committed = offsets.committed(group);
    return fence.entrySet().stream()
        .mapToLong(end -> {
          var at = committed.get(end.getKey());
          return Math.max(0, end.getValue() - (at == null ? 0 : at.offset()));
        })
        .sum();
  }

  private static Report sums(LogFold log, Snapshot reviews, List<Comparison> comparisons) {
    Map<String, Sums> truth = log.reviewSums();
    Map<String, Sums> items = log.itemSums();
    Map<String, Sums> aggregated = reviews.sums();
    Set<String> changing = log.changingItems();
    var titles = new TreeSet<>(truth.keySet());
    titles.addAll(items.keySet());
    titles.addAll(aggregated.keySet());
    var differences = new ArrayList<Difference>();
    long unjudged = 0;
    for (String title : titles) {
      if (changing.contains(title)) {
        unjudged++;
        continue;
      }
      Sums wanted = truth.getOrDefault(title, Sums.NONE);
      Sums item = items.getOrDefault(title, Sums.NONE);
      Sums index = aggregated.getOrDefault(title, Sums.NONE);
      if (!wanted.equals(item))
        differences.add(new OtherSum(title, Topic.ITEMS.topicName(), wanted, item));
      if (!wanted.equals(index)) differences.add(new OtherSum(title, "the index", wanted, index));
    }
    return new Report(
        comparisons, differences, titles.size() - unjudged, unjudged, log.unreadable());
  }
}
