package dev.revue.index;

import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.index.bulk.BulkLimits;
import java.time.Duration;

/// @param setup what to do about the index at start
/// @param timeout after which a bulk counts as unanswered
public record IndexSettings(
    KafkaSettings kafka,
    ElasticSettings elastic,
    Setup setup,
    BulkLimits limits,
    Duration timeout) {
  public static final BulkLimits LIMITS = new BulkLimits(1_000, 5 << 20, Duration.ofMillis(50), 2);
  public static final Duration TIMEOUT = Duration.ofSeconds(60);

  /// Templates, indices and aliases.
  public enum Setup {
    /// Put there what is missing, then check.
    APPLY,
    /// Only check: something else sets up, and this process may not.
    CHECK
  }

  public static IndexSettings of(KafkaSettings kafka, ElasticSettings elastic) {
    return new IndexSettings(kafka, elastic, Setup.APPLY, LIMITS, TIMEOUT);
  }

  public static IndexSettings from(Env env) {
    var limits =
        new BulkLimits(
            env.number("REVUE_INDEX_BULK_DOCUMENTS", LIMITS.documents(), 1, 20_000),
            env.number("REVUE_INDEX_BULK_BYTES", LIMITS.bytes(), 1 << 10, 64 << 20),
            env.duration("REVUE_INDEX_BULK_LINGER", LIMITS.linger()),
            env.number("REVUE_INDEX_BULKS_IN_FLIGHT", LIMITS.inFlight(), 1, 16));
    return new IndexSettings(
        KafkaSettings.from(env),
        ElasticSettings.from(env),
        setup(env),
        limits,
        env.duration("REVUE_INDEX_TIMEOUT", TIMEOUT));
  }

  private static Setup setup(Env env) {
    String text = env.text("REVUE_INDEX_SETUP", "true").strip();
    if (!text.equals("true") && !text.equals("false")) {
      env.mistake("REVUE_INDEX_SETUP='" + text + "' is not true or false");
    }
    return text.equals("false") ? Setup.CHECK : Setup.APPLY;
  }
}
