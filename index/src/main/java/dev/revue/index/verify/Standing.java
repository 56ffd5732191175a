package dev.revue.index.verify;

/// What the log or an index says of one document.
///
/// @param hash its `content_hash`; 0 in a tombstone
public record Standing(long version, long hash, boolean deleted) {
  Standing newer(Standing other) {
    return other.version > version ? other : this;
  }

  public boolean sameVersion(Standing other) {
    return version == other.version && deleted == other.deleted;
  }
}
