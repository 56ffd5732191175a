package dev.revue.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes sockets that connect to public addresses only, and to those that a source allows. It looks
/// at the address of the connection itself, so that neither spelling nor DNS nor a redirect gets
/// around it.
public final class AddressGuard extends SocketFactory {
  /// What no server of the public internet has, with the reason.
  private static final List<Reserved> RESERVED =
      List.of(
          new Reserved("0.0.0.0/8", "this network"),
          new Reserved("10.0.0.0/8", "private"),
          new Reserved("100.64.0.0/10", "carrier-grade NAT"),
          new Reserved("127.0.0.0/8", "loopback"),
          new Reserved("169.254.0.0/16", "link-local"),
          new Reserved("172.16.0.0/12", "private"),
          new Reserved("192.0.0.0/24", "protocol assignments"),
          new Reserved("192.0.2.0/24", "documentation"),
          new Reserved("192.88.99.0/24", "6to4 relay"),
          new Reserved("192.168.0.0/16", "private"),
          new Reserved("198.18.0.0/15", "benchmarks"),
          new Reserved("198.51.100.0/24", "documentation"),
          new Reserved("203.0.113.0/24", "documentation"),
          new Reserved("224.0.0.0/4", "multicast"),
          new Reserved("240.0.0.0/4", "reserved"),
          new Reserved("::/96", "IPv4-compatible, loopback or unspecified"),
          new Reserved("::ffff:0:0:0/96", "IPv4-translated"),
          new Reserved("64:ff9b::/96", "NAT64"),
          new Reserved("64:ff9b:1::/48", "local NAT64"),
          new Reserved("100::/64", "discard"),
          new Reserved("2001::/23", "protocol assignments, Teredo"),
          new Reserved("2001:db8::/32", "documentation"),
          new Reserved("2002::/16", "6to4"),
          new Reserved("3fff::/20", "documentation"),
          new Reserved("5f00::/16", "segment routing"),
          new Reserved("fc00::/7", "unique local"),
          new Reserved("fe80::/10", "link-local"),
          new Reserved("fec0::/10", "site-local"),
          new Reserved("ff00::/8", "multicast"));

  private final List<AddressRange> allowed;
  private final Proxy proxy;

  public AddressGuard(List<AddressRange> allowed) {
    this(allowed, Proxy.NO_PROXY);
  }

  /// @param proxy of SOCKS, which is told the address that was checked, and never a name
  AddressGuard(List<AddressRange> allowed, Proxy proxy) {
    this.allowed = List.copyOf(allowed);
    this.proxy = proxy;
  }

  /// @throws AddressRefused where `address` is not for a crawler
  public void check(InetAddress address) throws AddressRefused {
    for (Reserved reserved : RESERVED) {
      if (!reserved.range.contains(address)) continue;
      if (allowed.stream().anyMatch(range -> range.contains(address))) return;
      throw new AddressRefused(address, reserved.reason);
    }
  }

  /// A socket whose bytes are counted, for a reader that says what it makes of them.
  @Override
  public Socket createSocket() {
    return new Guarded(proxy, true);
  }

  /// A socket to carry bytes over that others read.
  public Socket uncounted() {
    return new Guarded(proxy, false);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("sockets are connected after they are made");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  /// What comes on a socket that a guard has made.
  static Optional<Wire> wire(Socket socket) {
    return socket instanceof Guarded guarded ? Optional.ofNullable(guarded.wire) : Optional.empty();
  }

  private final class Guarded extends Socket {
    private final boolean counted;
    private volatile @Nullable Wire wire;

    Guarded(Proxy proxy, boolean counted) {
      super(proxy);
      this.counted = counted;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return counted ? counted() : super.getInputStream();
    }

    private synchronized Wire counted() throws IOException {
      Wire known = wire;
      if (known != null) return known;
      Wire fresh = new Wire(super.getInputStream());
      wire = fresh;
      return fresh;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      OutputStream out = super.getOutputStream();
      return counted ? counted().outward(out) : out;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress internet) || internet.getAddress() == null) {
        throw new IOException(endpoint + " is not an internet address");
      }
      check(internet.getAddress());
      super.connect(endpoint, timeout);
    }
  }

  private record Reserved(AddressRange range, String reason) {
    Reserved(String range, String reason) {
      this(AddressRange.parse(range), reason);
    }
  }
}
