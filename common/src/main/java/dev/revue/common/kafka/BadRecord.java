package dev.revue.common.kafka;

import org.jspecify.annotations.Nullable;

/// A record that no retry will make better: it goes to the dead letters, and the line goes on.
public final class BadRecord extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  /// @param reason a short name to group by, such as `unreadable`
  public BadRecord(String reason, String message) {
    this(reason, message, null);
  }

  public BadRecord(String reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
