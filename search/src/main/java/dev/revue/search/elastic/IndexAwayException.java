package dev.revue.search.elastic;

/// Elasticsearch does not answer, is overloaded, or does not have the aliases (yet). Asking again
/// later may help; the message is for operators.
public final class IndexAwayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public IndexAwayException(String reason) {
    super(reason);
  }

  public IndexAwayException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
