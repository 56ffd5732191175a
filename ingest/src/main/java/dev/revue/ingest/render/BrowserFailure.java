package dev.revue.ingest.render;

/// The browser, or the page that it shows, does not do what it is told.
final class BrowserFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  /// @param reason a short name to count by
  BrowserFailure(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
