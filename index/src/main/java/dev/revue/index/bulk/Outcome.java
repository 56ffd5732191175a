package dev.revue.index.bulk;

/// What became of one document in one bulk.
public sealed interface Outcome {
  /// An outcome after which the document is done with.
  sealed interface Final extends Outcome {}

  /// It is in the index, on disk.
  record Applied() implements Final {}

  /// The index has this version or a newer one: success, too.
  record Superseded() implements Final {}

  /// No retry will make it better.
  ///
  /// @param reason a short name to group by
  record Rejected(String reason, String message) implements Final {}

  /// Not now: it is sent again when what is in the way is gone.
  ///
  /// @param status HTTP status of the document or its request; 0 where there was no answer
  /// @param obstacle what is in the way and what to do, for an operator
  record Held(int status, String obstacle) implements Outcome {
    static final int TOO_MANY = 429;

    boolean overload() {
      return status == TOO_MANY;
    }
  }
}
