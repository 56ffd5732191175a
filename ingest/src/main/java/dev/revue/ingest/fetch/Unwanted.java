package dev.revue.ingest.fetch;

import java.io.IOException;

/// An answer that is more, or other, than we read.
final class Unwanted extends IOException {
  private static final long serialVersionUID = 1;

  /// A short name to count by.
  final String reason;

  Unwanted(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }
}
