package dev.revue.index.bulk;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// Where bulks go. The future always completes with a reply, never exceptionally.
public interface BulkEndpoint extends AutoCloseable {
  CompletableFuture<Reply> send(byte[] body);

  @Override
  default void close() throws IOException {}

  /// What came back for a whole bulk.
  sealed interface Reply {
    /// @param body as it came; empty where there was none
    record Answered(int status, String body) implements Reply {}

    /// No answer; whether anything was applied is not known.
    record Unanswered(String why) implements Reply {}
  }
}
