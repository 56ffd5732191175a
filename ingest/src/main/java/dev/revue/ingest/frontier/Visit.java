package dev.revue.ingest.frontier;

import dev.revue.common.event.Ids;
import dev.revue.ingest.discover.Content;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.sources.Source;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a visit to a URL brought back.
///
/// @param text of a document, decoded; empty where there is none
/// @param charset that decoded it
/// @param hash SHA-256 of the text in lower-case hex; empty where there is none
/// @param reserved what the whole site reserved when the visit began
/// @param duplicateOf the page of its site of which this one is a copy
public record Visit(
    Fetched fetched,
    Content content,
    String text,
    @Nullable String charset,
    String hash,
    Map<String, String> reserved,
    @Nullable String duplicateOf) {
  public Visit {
    reserved = Map.copyOf(reserved);
  }

  public Visit(
      Fetched fetched, Content content, String text, @Nullable String charset, String hash) {
    this(fetched, content, text, charset, hash, Map.of(), null);
  }

  /// A visit without a document.
  public static Visit of(Fetched fetched) {
    return new Visit(fetched, new Content.Unknown(), "", null, "");
  }

  public Visit copyOf(Optional<String> original) {
    return new Visit(fetched, content, text, charset, hash, reserved, original.orElse(null));
  }

  /// Changes whenever the same document may mean something else: with the rules of the source, and
  /// with what the whole site reserves.
  public static String rules(Source source, Map<String, String> reserved) {
    if (reserved.isEmpty()) return source.rules();
    return source.rules() + Ids.hash(new TreeMap<>(reserved).toString()).substring(0, 8);
  }
}
