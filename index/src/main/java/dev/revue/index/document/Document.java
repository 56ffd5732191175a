package dev.revue.index.document;

import dev.revue.common.event.Version;
import dev.revue.index.bulk.Operation;
import dev.revue.index.contract.IndexKind;
import org.jspecify.annotations.Nullable;

/// One document as the index is to hold it.
///
/// @param contentHash the document's `content_hash`; null in a tombstone, which has no content
/// @param json without line breaks; not to be changed
@SuppressWarnings("ArrayRecordComponent") // megabytes, made once and compared by nobody
public record Document(
    IndexKind kind, String id, Version version, @Nullable Long contentHash, byte[] json) {

  /// Its write through `alias`.
  public Operation through(String alias) {
    return Operation.index(alias, id, version, json);
  }
}
