package dev.revue.index.verify;

import dev.revue.index.contract.IndexKind;

/// One place where the log and the index do not say the same.
public sealed interface Difference {
  /// The document's, or the title's.
  String id();

  /// In words for an operator.
  String text();

  /// The log has it, the index has not.
  record Missing(IndexKind kind, String id, long version) implements Difference {
    @Override
    public String text() {
      return "%s %s: the log has version %d, the index has nothing"
          .formatted(kind.readAlias(), id, version);
    }
  }

  /// The index has it, the log has not.
  record Unexpected(IndexKind kind, String id, long version) implements Difference {
    @Override
    public String text() {
      return "%s %s: the index has version %d, the log has nothing"
          .formatted(kind.readAlias(), id, version);
    }
  }

  record OtherVersion(IndexKind kind, String id, long log, long index) implements Difference {
    @Override
    public String text() {
      if (log == index)
        return "%s %s: version %d is removed in one of log and index, and not in the other"
            .formatted(kind.readAlias(), id, log);
      return "%s %s: the log has version %d, the index has version %d"
          .formatted(kind.readAlias(), id, log, index);
    }
  }

  /// Same version, another content: made by another release of Revue, or changed by hand.
  record OtherContent(IndexKind kind, String id, long version) implements Difference {
    @Override
    public String text() {
      return "%s %s: version %d has another content than this release makes of it"
          .formatted(kind.readAlias(), id, version);
    }
  }

  /// A title's counts and sums differ.
  ///
  /// @param said where they were found: `revue.items` or the index's own aggregation
  record OtherSum(String id, String said, Sums reviews, Sums found) implements Difference {
    @Override
    public String text() {
      return "title %s: its reviews give %s, %s says %s".formatted(id, reviews, said, found);
    }
  }
}
