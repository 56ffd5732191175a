package dev.revue.enrich.catalog;

/// A folder that is no catalogue that can be read; the message says why and what to do.
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CatalogException(String message) {
    super(message);
  }
}
