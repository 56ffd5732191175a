package dev.revue.ingest.sources;

import java.util.List;

/// A source file that cannot be used; one message for each mistake: where, what, and the remedy.
public final class SourcesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final List<String> mistakes;

  public SourcesException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
