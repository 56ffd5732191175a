package dev.revue.ingest.fetch;

import dev.revue.ingest.fetch.Fetched.Page;
import java.io.IOException;
import java.io.InputStream;

/// Reads a document while it arrives.
///
/// @param <T> what it makes of it
public interface BodyReader<T> {
  /// @param page status and headers; its body is empty
  /// @param body decoded, within the limits; a read beyond them throws, and the exchange ends as
  ///   `Refused` or `Failed` unless that is caught
  T read(Page page, InputStream body) throws IOException;

  /// What came of an exchange.
  ///
  /// @param read what the reader made of the document; null where there is none
  record Answer<T>(Fetched fetched, @org.jspecify.annotations.Nullable T read) {}
}
