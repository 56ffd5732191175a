package dev.revue.enrich;

import dev.revue.common.health.Health;
import dev.revue.common.kafka.Inputs;
import dev.revue.common.kafka.Inputs.Again;
import dev.revue.common.kafka.Restore;
import dev.revue.common.kafka.TransactionalLoop;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.enrich.EnrichSettings.Embeddings;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.enrich.embed.BgeEmbedder;
import dev.revue.enrich.embed.EmbedHandler;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.fold.FoldHandler;
import dev.revue.enrich.review.ReviewHandler;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stage: pages to reviews, reviews to scores per title and, in a lane of its own for which
/// nothing waits, reviews to embeddings; each a loop of its own.
public final class EnrichStage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnrichStage.class);

  /// In metrics and dead letters.
  static final String REVIEWS_STAGE = "enrich";

  static final String SCORES_STAGE = "fold";
  static final String EMBEDDINGS_STAGE = "embed";

  public static final String REVIEW_GROUP = "revue-enrich";
  public static final String FOLD_GROUP = "revue-fold";
  public static final String EMBED_GROUP = "revue-embed";

  /// Pages are large: a transaction takes few. Reviews are small, and one score per title and
  /// transaction is enough.
  private static final int PAGES = 10;

  private static final int REVIEWS = 500;

  /// One takes up to half a second.
  private static final int EMBEDDINGS = 8;

  static final Inputs PAGES_IN = new Inputs(Topic.PAGES, Set.of(Topic.EMBEDDED), Again.WHEN_ASKED);

  static final Inputs REVIEWS_IN = Inputs.only(Topic.REVIEWS);

  private final List<TransactionalLoop> loops;
  private final Catalog catalog;

  private EnrichStage(List<TransactionalLoop> loops, Catalog catalog) {
    this.loops = loops;
    this.catalog = catalog;
  }

  public static EnrichStage start(
      KafkaSettings kafka, EnrichSettings settings, Health health, MeterRegistry metrics) {
    Catalog catalog = Catalog.open(settings.catalog());
    LOG.info(
        "titles are linked to {}: {} titles, {}",
        settings.catalog().map(Path::toString).orElse("the catalogue that comes along"),
        catalog.size(),
        catalog.fingerprint().substring(0, 8));
    var extractor = new Extractor(catalog);
    List<TransactionalLoop> loops = new ArrayList<>();
    loops.add(
        TransactionalLoop.start(
            REVIEWS_STAGE,
            REVIEW_GROUP,
            PAGES_IN,
            PAGES,
            kafka,
            () -> reviews(extractor, kafka, metrics),
            health,
            metrics));
    loops.add(
        TransactionalLoop.start(
            SCORES_STAGE,
            FOLD_GROUP,
            REVIEWS_IN,
            REVIEWS,
            kafka,
            () -> scores(kafka),
            health,
            metrics));
    if (settings.embeddings() == Embeddings.ON)
      loops.add(
          TransactionalLoop.start(
              EMBEDDINGS_STAGE,
              EMBED_GROUP,
              REVIEWS_IN,
              EMBEDDINGS,
              kafka,
              () -> new EmbedHandler(new BgeEmbedder()),
              health,
              metrics));
    return new EnrichStage(List.copyOf(loops), catalog);
  }

  static TransactionalLoop.Handler reviews(
      Extractor extractor, KafkaSettings kafka, MeterRegistry metrics) {
    return new ReviewHandler(extractor, new Restore(kafka), metrics);
  }

  static TransactionalLoop.Handler scores(KafkaSettings kafka) {
    return new FoldHandler(new Restore(kafka));
  }

  @Override
  public void close() {
    loops.forEach(TransactionalLoop::stop); // they finish their batches at the same time
    loops.forEach(TransactionalLoop::close);
    catalog.close();
  }
}
