package dev.revue.ingest.fetch;

/// Is told what the body of each answer cost, whatever became of it. Must not fail; called by the
/// thread that fetches.
public interface Traffic {
  /// @param bytes of the body as they came: after the framing of HTTP, before any decoding
  void received(Request request, long bytes);

  static Traffic uncounted() {
    return (request, bytes) -> {};
  }
}
