package dev.revue.enrich.embed;

/// Turns text into a vector whose cosine to another one's tells how close their meanings are. Used
/// by one thread.
public interface Embedder extends AutoCloseable {
  int DIMENSIONS = 384;

  /// True where it was trained on that language.
  ///
  /// @param language BCP 47 primary tag
  boolean reads(String language);

  /// A vector of length 1 with 384 dimensions; the same text always gives the same one. What does
  /// not fit is left out at the end.
  float[] embed(String text);

  @Override
  void close();
}
