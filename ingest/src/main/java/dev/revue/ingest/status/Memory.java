package dev.revue.ingest.status;

import dev.revue.ingest.status.SourcesStatus.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is remembered of one source's visits. Of fixed size.
final class Memory {
  private static final int MOST_ERRORS = 5;
  private static final int LONGEST_REASON = 300;
  private static final double WEIGHT = 0.1;

  private final ArrayDeque<Failure> errors = new ArrayDeque<>();
  private @Nullable Instant lastSuccess;
  private String lastOutcome = "";
  private double typicalMillis;

  void succeeded(Instant now, String outcome, Duration took) {
    lastSuccess = now;
    lastOutcome = outcome;
    double millis = took.toMillis();
    typicalMillis = typicalMillis == 0 ? millis : typicalMillis + WEIGHT * (millis - typicalMillis);
  }

  void failed(Instant now, String url, String outcome, String reason) {
    lastOutcome = outcome;
    if (errors.size() == MOST_ERRORS) errors.removeLast();
    String brief = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    errors.addFirst(new Failure(now, url, outcome, brief));
  }

  List<Failure> errors() {
    return List.copyOf(errors);
  }

  @Nullable Instant lastSuccess() {
    return lastSuccess;
  }

  String lastOutcome() {
    return lastOutcome;
  }

  Duration typical() {
    return Duration.ofMillis((long) typicalMillis);
  }
}
