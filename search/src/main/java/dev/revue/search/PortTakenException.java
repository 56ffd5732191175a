package dev.revue.search;

import java.net.SocketException;

/// Someone else listens where search was told to; the message says how to move it.
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int port;

  PortTakenException(String host, int port, SocketException cause) {
    super(
        "port "
            + port
            + " of "
            + host
            + " cannot be had ("
            + cause.getMessage()
            + "): set REVUE_SEARCH_PORT to another, or stop what listens there",
        cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
