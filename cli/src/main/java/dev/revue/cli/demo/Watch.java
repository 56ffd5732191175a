package dev.revue.cli.demo;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.kafka.Restore;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.EnrichSettings.Embeddings;
import dev.revue.enrich.EnrichStage;
import dev.revue.index.loop.IndexLoop;
import dev.revue.ingest.IngestStage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// How far the stages are, seen from outside: their counters, their offsets and the index.
final class Watch implements AutoCloseable {
  private final KafkaSettings kafka;
  private final IngestStage ingest;
  private final EnrichSettings enrich;
  private final MeterRegistry metrics;
  private final Offsets offsets;
  private final ElasticsearchClient elastic;

  Watch(
      KafkaSettings kafka,
      ElasticSettings elastic,
      IngestStage ingest,
      EnrichSettings enrich,
      MeterRegistry metrics) {
    this.kafka = kafka;
    this.ingest = ingest;
    this.enrich = enrich;
    this.metrics = metrics;
    this.offsets = new Offsets(kafka);
    this.elastic = ElasticClients.sync(elastic);
  }

  String line() {
    IngestStage.Progress crawl = ingest.progress();
    return "discovered %d  fetched %d  reviews %d  indexed %d  searchable %d"
        .formatted(
            crawl.discovered(),
            crawl.fetched(),
            reviews(),
            counted("revue.records", "outcome", "applied"),
            searchable());
  }

  /// True where nothing is left to fetch and what was fetched has gone all the way; the index is
  /// refreshed then.
  boolean settled() throws IOException {
    boolean through =
        ingest.idle()
            && offsets.drained(EnrichStage.REVIEW_GROUP, Topic.PAGES)
            && embedded()
            && offsets.drained(EnrichStage.FOLD_GROUP, Topic.REVIEWS)
            && offsets.drained(IndexLoop.GROUP, Topic.REVIEWS, Topic.ITEMS)
            && ingest.idle();
    if (through) elastic.indices().refresh(r -> r.index("revue-reviews", "revue-items"));
    return through;
  }

  private boolean embedded() {
    return enrich.embeddings() == Embeddings.OFF
        || (offsets.drained(EnrichStage.EMBED_GROUP, Topic.REVIEWS)
            && offsets.drained(EnrichStage.REVIEW_GROUP, Topic.EMBEDDED));
  }

  IngestStage.Progress crawl() {
    return ingest.progress();
  }

  long reviews() {
    return counted("revue.reviews", "event", "review");
  }

  /// Reviews that a search finds now; 0 while there is no index yet.
  long searchable() {
    try {
      return elastic.count(c -> c.index("revue-reviews")).count();
    } catch (IOException | ElasticsearchException e) {
      return 0;
    }
  }

  long deadLetters() {
    var letters = new AtomicLong();
    new Restore(kafka)
        .toEnd(Offsets.partitions(Topic.DEAD_LETTERS), letter -> letters.incrementAndGet());
    return letters.get();
  }

  private long counted(String name, String tag, String value) {
    return (long)
        metrics.find(name).tag(tag, value).counters().stream().mapToDouble(Counter::count).sum();
  }

  @Override
  public void close() throws IOException {
    offsets.close();
    elastic.close();
  }
}
