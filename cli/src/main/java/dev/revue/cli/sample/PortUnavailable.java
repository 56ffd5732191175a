package dev.revue.cli.sample;

import java.io.IOException;

/// A port of the sample site could not be listened on, mostly because another program has it.
public final class PortUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  private final int port;

  PortUnavailable(String host, int port, IOException cause) {
    super("cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
