package dev.revue.index;

import dev.revue.common.health.Health;
import dev.revue.index.loop.IndexLoop;
import io.micrometer.core.instrument.MeterRegistry;

/// `revue.reviews` and `revue.items` into Elasticsearch.
public final class IndexStage {
  private IndexStage() {}

  /// Starts and returns at once; what is in the way, such as a server that does not answer, is an
  /// obstacle in `health`, not an exception. Closing takes at most 5 s.
  public static AutoCloseable start(IndexSettings settings, Health health, MeterRegistry registry) {
    return IndexLoop.start(settings, health, registry);
  }
}
