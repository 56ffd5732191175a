package dev.revue.ingest.fetch;

import java.io.IOException;
import java.net.InetAddress;

/// A connection that a crawler must not make.
public final class AddressRefused extends IOException {
  private static final long serialVersionUID = 1;

  public AddressRefused(InetAddress address, String reason) {
    super(
        address.getHostAddress()
            + " is not on the public internet ("
            + reason
            + "); allow_addresses of the source can allow it");
  }
}
