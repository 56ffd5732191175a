package dev.revue.ingest.frontier;

import dev.revue.ingest.discover.Content;
import dev.revue.ingest.fetch.Fetched;
import org.jspecify.annotations.Nullable;

/// What a visit to a URL brought back.
///
/// @param text of a document, decoded; empty where there is none
/// @param charset that decoded it
/// @param hash SHA-256 of the text in lower-case hex; empty where there is none
public record Visit(
    Fetched fetched, Content content, String text, @Nullable String charset, String hash) {
  /// A visit without a document.
  public static Visit of(Fetched fetched) {
    return new Visit(fetched, new Content.Unknown(), "", null, "");
  }
}
