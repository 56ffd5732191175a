package dev.revue.enrich;

import dev.revue.common.event.ReviewEvent;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Forecast;
import dev.revue.common.kafka.Inputs;
import dev.revue.common.kafka.TransactionalLoop.Handler;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.enrich.embed.BgeEmbedder;
import dev.revue.enrich.embed.EmbedHandler;
import dev.revue.enrich.extract.Extractor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// What the stage would do with records: its own handlers try them on what they remember, and
/// nothing is written. Records that are asked about one after another are seen as coming so.
public final class EnrichRehearsal implements AutoCloseable {
  private final KafkaSettings kafka;
  private final Rehearsed pages;
  private final Rehearsed reviews;
  private final Rehearsed embeddings;

  /// @param catalog that the stage links to; not closed here
  public EnrichRehearsal(KafkaSettings kafka, Catalog catalog) {
    this.kafka = kafka;
    this.pages =
        new Rehearsed(
            EnrichStage.REVIEW_GROUP,
            EnrichStage.PAGES_IN,
            EnrichStage.reviews(new Extractor(catalog), kafka, new SimpleMeterRegistry()));
    this.reviews =
        new Rehearsed(EnrichStage.FOLD_GROUP, EnrichStage.REVIEWS_IN, EnrichStage.scores(kafka));
    this.embeddings =
        new Rehearsed(
            EnrichStage.EMBED_GROUP, EnrichStage.REVIEWS_IN, new EmbedHandler(new BgeEmbedder()));
  }

  /// A page, as the records of `revue.pages`.
  public Forecast page(ConsumerRecord<byte[], byte[]> record) {
    // Whatever a page gives is written down, even if it is nothing; an embedding comes once.
    return pages.forecast(record);
  }

  /// A review on its way into the score of its title, as the records of `revue.reviews`.
  public Forecast review(ConsumerRecord<byte[], byte[]> record) {
    Forecast forecast = reviews.forecast(record);
    boolean nothing = forecast instanceof Forecast.Superseded;
    return nothing && !ofATitle(record) ? new Forecast.Skipped() : forecast;
  }

  /// A review on its way to its embedding, as the records of `revue.reviews`.
  public Forecast embedding(ConsumerRecord<byte[], byte[]> record) {
    Forecast forecast = embeddings.forecast(record);
    return forecast instanceof Forecast.Superseded ? new Forecast.Skipped() : forecast;
  }

  @Override
  public void close() {
    List.of(pages, reviews, embeddings).forEach(one -> one.handler.close());
  }

  private static boolean ofATitle(ConsumerRecord<byte[], byte[]> record) {
    ReviewEvent event = Events.review(record);
    return !event.partitionKey().equals(event.id());
  }

  /// A handler that is given each partition when it is first needed.
  private final class Rehearsed {
    private final String group;
    private final Inputs inputs;
    private final Handler handler;
    private final Set<Integer> restored = new HashSet<>();

    Rehearsed(String group, Inputs inputs, Handler handler) {
      this.group = group;
      this.inputs = inputs;
      this.handler = handler;
    }

    Forecast forecast(ConsumerRecord<byte[], byte[]> record) {
      if (!inputs.has(record.topic())) return new Forecast.Skipped();
      restore(new TopicPartition(inputs.main().topicName(), record.partition()));
      var out = new ArrayList<ProducerRecord<byte[], byte[]>>();
      try {
        handler.handle(record, out);
      } catch (BadRecord e) {
        return Forecast.Rejected.by(e);
      }
      handler.finish(out);
      return out.isEmpty() ? new Forecast.Superseded() : new Forecast.Applied();
    }

    private void restore(TopicPartition partition) {
      if (!restored.add(partition.partition())) return;
      try (Admin admin = Clients.admin(kafka)) {
        KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> committed =
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
        OffsetAndMetadata next =
            committed.toCompletionStage().toCompletableFuture().join().get(partition);
        handler.assigned(Map.of(partition, next == null ? 0L : next.offset()));
      }
      // What a restart leaves to write is not the record's doing.
      var left = new ArrayList<ProducerRecord<byte[], byte[]>>();
      do {
        left.clear();
        handler.finish(left);
      } while (!left.isEmpty());
    }
  }
}
