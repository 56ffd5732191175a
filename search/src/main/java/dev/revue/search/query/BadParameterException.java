package dev.revue.search.query;

/// A parameter that cannot be meant; the message says what would be right.
public final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String parameter;

  public BadParameterException(String parameter, String message) {
    super(parameter + ": " + message);
    this.parameter = parameter;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage()); // never null here
  }

  public String parameter() {
    return parameter;
  }
}
