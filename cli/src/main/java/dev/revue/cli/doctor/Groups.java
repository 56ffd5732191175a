package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.enrich.EnrichStage;
import dev.revue.index.loop.IndexLoop;
import dev.revue.ingest.render.RenderStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/// The stages as Kafka sees them: whether somebody reads, how far behind, and whether what is to be
/// read next still is there. A group that never was counts as a stage that was never started, but
/// for those who render: they are missed once a page waits for them.
record Groups(Admin admin, KafkaSettings kafka) {
  private static final Map<String, String> STAGES = stages();

  private static Map<String, String> stages() {
    var stages = new LinkedHashMap<String, String>();
    stages.put("revue-ingest", "revue ingest");
    stages.put(EnrichStage.REVIEW_GROUP, "revue enrich");
    stages.put(EnrichStage.FOLD_GROUP, "revue enrich");
    stages.put(IndexLoop.GROUP, "revue index");
    return stages;
  }

  /// The records of a partition that are there, from `first` up to `end`.
  private record Extent(long first, long end) {}

  List<Finding> look() throws ExecutionException, InterruptedException {
    // To ask for a group makes the broker create this topic, and a doctor changes nothing.
    var internal = new ListTopicsOptions().listInternal(true);
    if (!admin.listTopics(internal).names().get().contains("__consumer_offsets")) {
      return List.of(new Right("no stage has read anything yet"));
    }
    var described = admin.describeConsumerGroups(STAGES.keySet()).describedGroups();
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed();
    Map<TopicPartition, Extent> extents =
        extents(committed.values().stream().flatMap(map -> map.keySet().stream()).distinct());
    var findings = new ArrayList<Finding>();
    for (String group : STAGES.keySet()) {
      try {
        findings.addAll(
            look(
                Objects.requireNonNull(described.get(group)).get(),
                committed.getOrDefault(group, Map.of()),
                extents));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof GroupIdNotFoundException)) throw e;
      }
    }
    findings.addAll(renderers());
    if (findings.isEmpty()) findings.add(new Right("every group that is there is read"));
    return findings;
  }

  private List<Finding> look(
      ConsumerGroupDescription group,
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, Extent> extents) {
    var findings = new ArrayList<Finding>();
    var lost = new TreeMap<String, Long>();
    var beyond = new TreeMap<String, Long>();
    long lag = 0;
    for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
      Extent extent = extents.get(entry.getKey());
      if (extent == null || entry.getValue() == null) continue;
      long next = entry.getValue().offset();
      String topic = entry.getKey().topic();
      if (next < extent.first()) lost.merge(topic, extent.first() - next, Long::sum);
      if (next > extent.end()) beyond.merge(topic, 1L, Long::sum);
      lag += Math.max(0, extent.end() - next);
    }
    lost.forEach((topic, count) -> findings.add(lost(group.groupId(), topic, count)));
    beyond.forEach((topic, count) -> findings.add(beyond(group.groupId(), topic, count)));
    findings.addAll(members(group, lag));
    return findings;
  }

  private Finding lost(String group, String topic, long records) {
    String what =
        "group %s has not read %d records of %s that the broker has deleted"
            .formatted(group, records, topic);
    if (group.equals(IndexLoop.GROUP)) {
      return new Wrong(
          what, "`revue verify` shows what the index lacks, `revue reindex start` builds it anew");
    }
    return new Wrong(what, toEarliest(group, topic));
  }

  private Finding beyond(String group, String topic, long partitions) {
    return new Wrong(
        "group %s is beyond the end of %d partitions of %s: the topic was made anew or has lost records"
            .formatted(group, partitions, topic),
        toEarliest(group, topic));
  }

  private String toEarliest(String group, String topic) {
    String reset =
        "--group %s --topic %s --reset-offsets --to-earliest --execute".formatted(group, topic);
    return "stop `%s`, %s, start it again"
        .formatted(STAGES.get(group), KafkaCheckup.tool(kafka, "kafka-consumer-groups.sh", reset));
  }

  private List<Finding> members(ConsumerGroupDescription group, long lag) {
    if (group.members().isEmpty()) {
      if (lag == 0) return List.of();
      return List.of(
          new Doubtful(
              "group %s is %d records behind and nobody reads".formatted(group.groupId(), lag),
              "start `%s`".formatted(STAGES.get(group.groupId()))));
    }
    if (group.type() != GroupType.CLASSIC) return List.of();
    String hosts =
        group.members().stream()
            .map(member -> member.clientId() + member.host())
            .collect(Collectors.joining(", "));
    return List.of(
        new Wrong(
            "group %s is read under the classic protocol by %s: that is not a stage of Revue, and keeps stages out"
                .formatted(group.groupId(), hosts),
            "stop it, or give it a group.id of its own"));
  }

  private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed()
      throws ExecutionException, InterruptedException {
    Map<String, ListConsumerGroupOffsetsSpec> all =
        STAGES.keySet().stream()
            .collect(
                Collectors.toMap(Function.identity(), g -> new ListConsumerGroupOffsetsSpec()));
    var result = admin.listConsumerGroupOffsets(all);
    var committed = new LinkedHashMap<String, Map<TopicPartition, OffsetAndMetadata>>();
    for (String group : STAGES.keySet()) {
      try {
        committed.put(group, result.partitionsToOffsetAndMetadata(group).get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof GroupIdNotFoundException)) throw e;
      }
    }
    return committed;
  }

  /// Those who render share one group, which has no offsets but a place up to which all is done.
  private List<Finding> renderers() throws ExecutionException, InterruptedException {
    String group = RenderStage.GROUP;
    Map<TopicPartition, SharePartitionOffsetInfo> done = Map.of();
    try {
      var described = admin.describeShareGroups(List.of(group)).describedGroups();
      if (!Objects.requireNonNull(described.get(group)).get().members().isEmpty()) return List.of();
      var all = Map.of(group, new ListShareGroupOffsetsSpec());
      done = admin.listShareGroupOffsets(all).partitionsToOffsetInfo(group).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnsupportedVersionException) return List.of();
      // Where nobody ever rendered, everything waits.
      if (!(e.getCause() instanceof GroupIdNotFoundException)) throw e;
    }
    String topic = Topic.RENDER.topicName();
    Stream<TopicPartition> partitions =
        IntStream.range(0, Topic.RENDER.partitions()).mapToObj(p -> new TopicPartition(topic, p));
    boolean any = false;
    for (Map.Entry<TopicPartition, Extent> entry : extents(partitions).entrySet()) {
      any |= waits(entry.getValue(), done.get(entry.getKey()));
    }
    if (!any) return List.of();
    return List.of(
        new Doubtful(
            "jobs wait in %s and nobody renders".formatted(topic), "start `revue render`"));
  }

  /// The last record of a partition is the mark that ends a transaction, and no job: whoever does
  /// the last job may leave before passing it.
  private static boolean waits(Extent extent, @Nullable SharePartitionOffsetInfo done) {
    long there = extent.end() - extent.first(); // the rest has outlived its topic's retention
    if (done == null) return there > 1;
    return Math.min(there, done.lag().orElse(extent.end() - done.startOffset())) > 1;
  }

  private Map<TopicPartition, Extent> extents(Stream<TopicPartition> wanted)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions = wanted.toList();
    var first = admin.listOffsets(all(partitions, OffsetSpec.earliest()));
    var end = admin.listOffsets(all(partitions, OffsetSpec.latest()));
    var extents = new LinkedHashMap<TopicPartition, Extent>();
    for (TopicPartition partition : partitions) {
      try {
        extents.put(
            partition,
            new Extent(
                first.partitionResult(partition).get().offset(),
                end.partitionResult(partition).get().offset()));
      } catch (ExecutionException e) {
        // Another check says that the topic is gone.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) throw e;
      }
    }
    return extents;
  }

  private static Map<TopicPartition, OffsetSpec> all(
      List<TopicPartition> partitions, OffsetSpec spec) {
    return partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec));
  }
}
