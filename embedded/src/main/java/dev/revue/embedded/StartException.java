package dev.revue.embedded;

import java.io.Serial;

/// A server did not start; nothing of it runs any more. The message is one line that says why and
/// what to do.
public final class StartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }

  StartException(String message) {
    super(message);
  }
}
