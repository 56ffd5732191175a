package dev.revue.ingest.fetch;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Addresses that share their first bits: `127.0.0.0/8`, `fc00::/7`, or one address alone.
public record AddressRange(InetAddress network, int bits) {
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  public AddressRange {
    if (bits < 0 || bits > network.getAddress().length * 8) {
      throw new IllegalArgumentException("/" + bits + " is not a prefix of " + network);
    }
  }

  /// @throws IllegalArgumentException where `text` is no such range; names are never looked up
  public static AddressRange parse(String text) {
    String[] parts = text.strip().split("/", 2);
    if (!LITERAL.matcher(parts[0]).matches()) throw notARange(text, null);
    try {
      InetAddress network = InetAddress.ofLiteral(parts[0]);
      int bits = parts.length == 1 ? network.getAddress().length * 8 : Integer.parseInt(parts[1]);
      return new AddressRange(network, bits);
    } catch (IllegalArgumentException e) {
      throw notARange(text, e);
    }
  }

  /// As `parse` reads it.
  public String text() {
    return network.getHostAddress() + "/" + bits;
  }

  public boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) return false;
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
      if (((mine[bit >> 3] ^ other[bit >> 3]) & mask) != 0) return false;
    }
    return true;
  }

  private static IllegalArgumentException notARange(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "'" + text + "' is not a range of addresses such as 127.0.0.0/8", cause);
  }
}
