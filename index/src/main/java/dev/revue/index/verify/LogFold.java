package dev.revue.index.verify;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Restore;
import dev.revue.common.topic.Topic;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.document.Document;
import dev.revue.index.document.Documents;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// The newest version of every document up to a fence on the log, as this release would write it,
/// and whatever came after the fence while somebody looked at the index: of that, the index may
/// hold any. With the comparison, about 400 bytes of memory a document.
public final class LogFold {
  private final Map<IndexKind, Map<String, Standing>> fenced = new EnumMap<>(IndexKind.class);
  private final Map<IndexKind, Map<String, Set<Standing>>> later = new EnumMap<>(IndexKind.class);
  private final Map<String, Vote> votes = new ConcurrentHashMap<>();
  private final Map<String, Long> movedAway = new ConcurrentHashMap<>();
  private final Map<String, ScoreSaid> scores = new ConcurrentHashMap<>();
  private final Map<String, String> itemIds = new ConcurrentHashMap<>();
  private final Set<String> changing = ConcurrentHashMap.newKeySet();
  private final LongAdder unreadable = new LongAdder();
  private final Documents documents = new Documents(InstantSource.system());

  private record ScoreSaid(long version, Sums sums) {}

  private LogFold() {
    for (IndexKind kind : IndexKind.values()) {
      fenced.put(kind, new ConcurrentHashMap<>());
      later.put(kind, new ConcurrentHashMap<>());
    }
  }

  /// Reads on all cores.
  ///
  /// @param fence what is below counts as settled
  /// @param ends how far to read; nowhere below the fence
  /// @param read is told, now and then, how many records were read
  public static LogFold read(
      Restore restore,
      Map<TopicPartition, Long> fence,
      Map<TopicPartition, Long> ends,
      LongConsumer read) {
    var fold = new LogFold();
    var records = new LongAdder();
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("log-fold").factory())) {
      var running = new ArrayList<CompletableFuture<Void>>();
      for (Map<TopicPartition, Long> share : shares(ends, threads)) {
        running.add(
            CompletableFuture.runAsync(
                () ->
                    restore.to(
                        share,
                        record -> {
                          var partition = new TopicPartition(record.topic(), record.partition());
                          fold.take(record, record.offset() < fence.getOrDefault(partition, 0L));
                          records.increment();
                          if ((record.offset() & 1023) == 0) read.accept(records.sum());
                        }),
                pool));
      }
      running.forEach(CompletableFuture::join);
    }
    return fold;
  }

  /// What the log says of each document, at the fence.
  Map<String, Standing> fenced(IndexKind kind) {
    return of(fenced, kind);
  }

  /// True where the log has said so at the fence or after it.
  boolean allows(IndexKind kind, String id, Standing standing) {
    return standing.equals(fenced(kind).get(id))
        || of(later, kind).getOrDefault(id, Set.of()).contains(standing);
  }

  /// True where the log says something of the document after the fence.
  boolean changes(IndexKind kind, String id) {
    return of(later, kind).containsKey(id);
  }

  /// Records that are no event of their topic: they are in the dead letters.
  long unreadable() {
    return unreadable.sum();
  }

  /// By title, what its reviews add up to at the fence.
  Map<String, Sums> reviewSums() {
    var sums = new HashMap<String, Sums>();
    Map<String, Standing> reviews = fenced(IndexKind.REVIEWS);
    votes.forEach((id, vote) -> {
      Standing standing = reviews.get(id);
      if (standing == null || standing.version() != vote.version()) return;
      sums.merge(vote.itemId(), Sums.NONE.plus(vote), (before, _) -> before.plus(vote));
    });
    return sums;
  }

  /// By title, what `revue.items` says at the fence.
  Map<String, Sums> itemSums() {
    var sums = new HashMap<String, Sums>();
    scores.forEach((id, said) -> sums.put(id, said.sums));
    return sums;
  }

  /// Titles whose score may be another by now: they cannot be judged.
  Set<String> changingItems() {
    var items = new HashSet<String>(changing);
    items.addAll(of(later, IndexKind.ITEMS).keySet());
    for (String id : of(later, IndexKind.REVIEWS).keySet()) {
      Vote vote = votes.get(id);
      if (vote != null) items.add(vote.itemId());
    }
    // The fence may lie between the two partitions of a move.
    movedAway.forEach((id, version) -> {
      Vote vote = votes.get(id);
      if (vote != null && vote.version() < version) items.add(vote.itemId());
    });
    return items;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, boolean settled) {
    try {
      if (record.topic().equals(Topic.ITEMS.topicName())) takeScore(record, settled);
      else takeReview(record, settled);
    } catch (BadRecord e) {
      unreadable.increment();
    }
  }

  private void takeScore(ConsumerRecord<byte[], byte[]> record, boolean settled) {
    ItemScore score = Events.item(record);
    takeDocument(documents.of(score), settled);
    if (!settled) return;
    scores.merge(
        score.id(),
        new ScoreSaid(score.version().value(), Sums.of(score)),
        (before, said) -> said.version > before.version ? said : before);
  }

  private void takeReview(ConsumerRecord<byte[], byte[]> record, boolean settled) {
    ReviewEvent event = Events.review(record);
    documents.of(event).ifPresent(document -> takeDocument(document, settled));
    String itemId = event.itemId();
    if (!settled) {
      if (itemId != null) changing.add(itemId);
      return;
    }
    switch (event) {
      case Review review ->
          Vote.of(review).ifPresent(vote -> votes.merge(review.id(), shared(vote), LogFold::newer));
      case ReviewRemoved removed when removed.moved() ->
          movedAway.merge(removed.id(), removed.version().value(), Math::max);
      case ReviewRemoved _ -> {}
    }
  }

  private void takeDocument(Document document, boolean settled) {
    Long hash = document.contentHash();
    var standing = new Standing(document.version().value(), hash == null ? 0 : hash, hash == null);
    if (settled) {
      of(fenced, document.kind()).merge(document.id(), standing, Standing::newer);
    } else {
      of(later, document.kind())
          .computeIfAbsent(document.id(), _ -> ConcurrentHashMap.newKeySet())
          .add(standing);
    }
  }

  /// Many reviews name the same title: one string serves all.
  private Vote shared(Vote vote) {
    String id = itemIds.computeIfAbsent(vote.itemId(), same -> same);
    return new Vote(id, vote.version(), vote.byUser(), vote.hundredths());
  }

  private static Vote newer(Vote before, Vote vote) {
    return vote.version() > before.version() ? vote : before;
  }

  private static List<Map<TopicPartition, Long>> shares(Map<TopicPartition, Long> ends, int count) {
    var shares = new ArrayList<Map<TopicPartition, Long>>();
    for (int i = 0; i < count; i++) shares.add(new HashMap<>());
    ends.forEach((partition, end) -> shares.get(partition.partition() % count).put(partition, end));
    return shares;
  }

  private static <T> T of(Map<IndexKind, T> map, IndexKind kind) {
    T value = map.get(kind);
    if (value == null) throw new IllegalStateException("nothing of " + kind);
    return value;
  }
}
