package dev.revue.index.bulk;

import java.time.Duration;

/// @param documents most documents of a bulk
/// @param bytes most bytes of a bulk, unless a single document has more
/// @param linger longest wait for a bulk to fill
/// @param inFlight most bulks under way at once
public record BulkLimits(int documents, int bytes, Duration linger, int inFlight) {
  public BulkLimits {
    if (documents < 1 || bytes < 1 || inFlight < 1) {
      throw new IllegalArgumentException(
          documents + " documents, " + bytes + " bytes, " + inFlight + " in flight: none may be 0");
    }
  }
}
