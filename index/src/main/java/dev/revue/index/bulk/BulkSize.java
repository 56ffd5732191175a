package dev.revue.index.bulk;

/// How large a bulk may be: halved when Elasticsearch has too much to do, then slowly more again.
final class BulkSize {
  private static final double LEAST = 1 / 64.0;
  private static final double STEP = 1 / 16.0;

  private final int documents;
  private final int bytes;
  private double share = 1;

  BulkSize(int documents, int bytes) {
    this.documents = documents;
    this.bytes = bytes;
  }

  void shrink() {
    share = Math.max(LEAST, share / 2);
  }

  void grow() {
    share = Math.min(1, share + STEP);
  }

  int documents() {
    return Math.max(1, (int) (documents * share));
  }

  int bytes() {
    return Math.max(1, (int) (bytes * share));
  }
}
