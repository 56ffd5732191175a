package dev.revue.enrich;

import dev.revue.common.health.Health;
import dev.revue.common.kafka.Restore;
import dev.revue.common.kafka.TransactionalLoop;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topic;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.fold.FoldHandler;
import dev.revue.enrich.review.ReviewHandler;
import io.micrometer.core.instrument.MeterRegistry;

/// The stage: pages to reviews, reviews to scores per title, each a loop of its own.
public final class EnrichStage implements AutoCloseable {
  /// In metrics and dead letters.
  static final String REVIEWS_STAGE = "enrich";

  static final String SCORES_STAGE = "fold";

  public static final String REVIEW_GROUP = "revue-enrich";
  public static final String FOLD_GROUP = "revue-fold";

  /// Pages are large: a transaction takes few. Reviews are small, and one score per title and
  /// transaction is enough.
  private static final int PAGES = 10;

  private static final int REVIEWS = 500;

  private final TransactionalLoop reviews;
  private final TransactionalLoop scores;

  private EnrichStage(TransactionalLoop reviews, TransactionalLoop scores) {
    this.reviews = reviews;
    this.scores = scores;
  }

  public static EnrichStage start(KafkaSettings kafka, Health health, MeterRegistry metrics) {
    var extractor = new Extractor();
    return new EnrichStage(
        TransactionalLoop.start(
            REVIEWS_STAGE,
            REVIEW_GROUP,
            Topic.PAGES,
            PAGES,
            kafka,
            () -> reviews(extractor, kafka, metrics),
            health,
            metrics),
        TransactionalLoop.start(
            SCORES_STAGE,
            FOLD_GROUP,
            Topic.REVIEWS,
            REVIEWS,
            kafka,
            () -> scores(kafka),
            health,
            metrics));
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
    reviews.stop(); // both finish their batches at the same time
    scores.stop();
    reviews.close();
    scores.close();
  }
}
