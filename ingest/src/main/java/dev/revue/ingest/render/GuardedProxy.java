package dev.revue.ingest.render;

import dev.revue.ingest.fetch.AddressGuard;
import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.fetch.AddressRefused;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only way out of one tab: a SOCKS 5 proxy on loopback that looks up names itself, checks
/// every address where it connects, and carries so many connections and bytes and no more. It
/// understands nothing of what it carries, so there is nothing to smuggle past it.
final class GuardedProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedProxy.class);
  private static final int CONNECT_MILLIS = 10_000;
  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final int VERSION = 5;
  private static final int BUFFER = 16 << 10;

  private final ServerSocket listener;
  private final AddressGuard guard;
  private final int mostConnections;
  private final AtomicLong bytesLeft;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// Why there is no connection to a host.
  sealed interface Failure {
    record Refused(String reason, String detail) implements Failure {}

    record Failed(String reason, String detail) implements Failure {}
  }

  private GuardedProxy(ServerSocket listener, List<AddressRange> allowed, RenderLimits limits) {
    this.listener = listener;
    this.guard = new AddressGuard(allowed);
    this.mostConnections = limits.requests();
    this.bytesLeft = new AtomicLong(limits.bytes());
  }

  static GuardedProxy start(List<AddressRange> allowed, RenderLimits limits) throws IOException {
    var proxy =
        new GuardedProxy(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), allowed, limits);
    var _ = Thread.ofVirtual().name("render proxy").start(proxy::accept);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Why the last connection to `host` could not be had.
  Optional<Failure> failure(String host) {
    return Optional.ofNullable(failures.get(host));
  }

  @Override
  public void close() {
    closed = true;
    close(listener);
    open.forEach(GuardedProxy::close);
  }

  private void accept() {
    while (!closed) {
      try {
        Socket browser = keep(listener.accept());
        var _ = Thread.ofVirtual().name("render connection").start(() -> serve(browser));
      } catch (IOException e) {
        if (!closed) LOG.debug("the proxy of a page", e);
      }
    }
  }

  private void serve(Socket browser) {
    try (browser) {
      browser.setSoTimeout(HANDSHAKE_MILLIS);
      var in = new DataInputStream(browser.getInputStream());
      if (in.readUnsignedByte() != VERSION) return;
      in.skipNBytes(in.readUnsignedByte());
      browser.getOutputStream().write(new byte[] {VERSION, 0});
      Target target = target(in);
      if (connections.incrementAndGet() > mostConnections) {
        answer(browser, Reply.NOT_ALLOWED);
        return;
      }
      try (Socket server = keep(connect(target))) {
        answer(browser, Reply.CONNECTED);
        browser.setSoTimeout(0);
        var _ =
            Thread.ofVirtual().start(() -> carry(browser, server, new AtomicLong(Long.MAX_VALUE)));
        carry(server, browser, bytesLeft);
      } catch (IOException e) {
        answer(browser, failed(target, e));
      } finally {
        open.removeIf(Socket::isClosed);
      }
    } catch (IOException e) {
      LOG.trace("a connection of a page", e);
    } finally {
      open.remove(browser);
    }
  }

  /// Where a browser wants to go.
  private record Target(String host, int port) {}

  private static Target target(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != VERSION || in.readUnsignedByte() != 1) {
      throw new IOException("not a connection");
    }
    in.readUnsignedByte();
    String host =
        switch (in.readUnsignedByte()) {
          case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 3 -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
          case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
          default -> throw new IOException("not an address");
        };
    return new Target(host, in.readUnsignedShort());
  }

  private Socket connect(Target target) throws IOException {
    IOException last = new UnknownHostException(target.host);
    for (InetAddress address : InetAddress.getAllByName(target.host)) {
      Socket server = guard.uncounted();
      try {
        server.connect(new InetSocketAddress(address, target.port), CONNECT_MILLIS);
        server.setTcpNoDelay(true);
        return server;
      } catch (IOException e) {
        close(server);
        last = e;
      }
    }
    throw last;
  }

  private Reply failed(Target target, IOException e) {
    String said = target.host + ":" + target.port + ": " + e.getMessage();
    switch (e) {
      case AddressRefused refused ->
          failures.put(target.host, new Failure.Refused("address", said));
      case UnknownHostException unknown ->
          failures.put(target.host, new Failure.Failed("dns", said));
      case SocketTimeoutException late ->
          failures.put(target.host, new Failure.Failed("timeout", said));
      default -> failures.put(target.host, new Failure.Failed("connection", said));
    }
    if (e instanceof AddressRefused) LOG.info("a page's connection was refused: {}", said);
    return e instanceof AddressRefused ? Reply.NOT_ALLOWED : Reply.UNREACHABLE;
  }

  private enum Reply {
    CONNECTED(0),
    NOT_ALLOWED(2),
    UNREACHABLE(4);

    private final int code;

    Reply(int code) {
      this.code = code;
    }
  }

  private static void answer(Socket browser, Reply reply) throws IOException {
    browser
        .getOutputStream()
        .write(new byte[] {VERSION, (byte) reply.code, 0, 1, 0, 0, 0, 0, 0, 0});
  }

  /// Carries one direction until its end or until no bytes are left; a connection ends as a whole.
  private static void carry(Socket from, Socket to, AtomicLong left) {
    var buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (left.addAndGet(-n) < 0) return;
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      LOG.trace("a connection of a page has ended", e);
    }
  }

  private Socket keep(Socket socket) {
    open.add(socket);
    if (closed) close(socket);
    return socket;
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      LOG.trace("closing", e);
    }
  }
}
