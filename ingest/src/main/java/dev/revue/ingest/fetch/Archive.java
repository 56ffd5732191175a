package dev.revue.ingest.fetch;

import java.time.Instant;
import okhttp3.Response;
import okio.ByteString;

/// Is told of every document that was fetched, and of every one that has not changed. Must not
/// fail, and should not take long: it is called by the thread that fetches.
public interface Archive {
  void add(Exchange exchange);

  static Archive none() {
    return exchange -> {};
  }

  /// One HTTP exchange.
  ///
  /// @param response as the client has it; its body has been read
  /// @param body decoded; empty where nothing has changed
  record Exchange(Request request, Response response, Instant at, ByteString body) {}
}
