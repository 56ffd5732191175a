package dev.revue.common.kafka;

/// What a stage would do with a record, were it to come now.
public sealed interface Forecast {
  /// It would take effect.
  record Applied() implements Forecast {}

  /// This version or a newer one is there already.
  record Superseded() implements Forecast {}

  /// The stage has nothing to do with it.
  record Skipped() implements Forecast {}

  /// It would become a dead letter again.
  ///
  /// @param reason a short name to group by
  record Rejected(String reason, String message) implements Forecast {
    public static Rejected by(BadRecord bad) {
      return new Rejected(bad.reason(), String.valueOf(bad.getMessage()));
    }
  }
}
