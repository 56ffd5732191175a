package dev.revue.ingest.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.fetch.AddressRange;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A browser's only way out, spoken to as a browser would, and as one would that was broken into.
class GuardedProxyTest {
  private static final int CONNECTED = 0;
  private static final int NOT_ALLOWED = 2;
  private static final int UNREACHABLE = 4;

  @Test
  void carriesBothWaysToAnAddressThatIsAllowed() throws Exception {
    try (var server = echo();
        var proxy =
            GuardedProxy.start(List.of(AddressRange.parse("127.0.0.1")), limits(10, 1_000));
        var socket = connect(proxy, "localhost", server.getLocalPort())) {
      assertThat(reply(socket)).isEqualTo(CONNECTED);
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII))
          .isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0.0.0.0",
        "::1",
        "::ffff:127.0.0.1",
        "169.254.169.254",
        "10.0.0.1",
        "100.64.0.1",
        "64:ff9b::7f00:1"
      })
  void noSpellingOfAnAddressThatIsNotAllowedConnects(String host) throws Exception {
    var hits = new AtomicInteger();
    try (var server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        var proxy = GuardedProxy.start(List.of(), limits(10, 1_000))) {
      Thread.ofVirtual()
          .start(() -> {
            try (var _ = server.accept()) {
              hits.incrementAndGet();
            } catch (IOException e) {
              // closed: nobody came
            }
          });
      try (var socket = connect(proxy, host, server.getLocalPort())) {
        assertThat(reply(socket)).isIn(NOT_ALLOWED, UNREACHABLE);
      }
      Optional<GuardedProxy.Failure> failure = proxy.failure(host);
      assertThat(failure).isPresent();
    }
    assertThat(hits).hasValue(0);
  }

  @Test
  void carriesNoMoreBytesAndConnectionsThanAllowed() throws Exception {
    try (var server = endless();
        var proxy =
            GuardedProxy.start(List.of(AddressRange.parse("127.0.0.1")), limits(2, 3 << 20))) {
      try (var socket = connect(proxy, "127.0.0.1", server.getLocalPort())) {
        assertThat(reply(socket)).isEqualTo(CONNECTED);
        assertThat(all(socket)).isBetween(2L << 20, 3L << 20);
      }
      try (var socket = connect(proxy, "127.0.0.1", server.getLocalPort())) {
        assertThat(reply(socket)).isEqualTo(CONNECTED);
        assertThat(all(socket)).isZero();
      }
      try (var socket = connect(proxy, "127.0.0.1", server.getLocalPort())) {
        assertThat(reply(socket)).isEqualTo(NOT_ALLOWED);
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = closed.getLocalPort();
    }
    try (var proxy = GuardedProxy.start(List.of(AddressRange.parse("127.0.0.1")), limits(2, 100));
        var socket = connect(proxy, "127.0.0.1", port)) {
      assertThat(reply(socket)).isEqualTo(UNREACHABLE);
      assertThat(proxy.failure("127.0.0.1"))
          .get()
          .isInstanceOfSatisfying(
              GuardedProxy.Failure.Failed.class,
              failed -> assertThat(failed.reason()).isEqualTo("connection"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://127.0.0.1/ HTTP/1.1\r\n\r\n",
        "\u0004\u0001",
        "\u0005\u0000\u0005\u0002\u0000\u0001"
      })
  void whatIsNoConnectionIsHungUpOn(String said) throws Exception {
    try (var proxy = GuardedProxy.start(List.of(), limits(2, 100));
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(all(socket)).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void nothingIsOpenOnceItIsClosed() throws Exception {
    try (var server = echo()) {
      var proxy = GuardedProxy.start(List.of(AddressRange.parse("127.0.0.1")), limits(10, 1_000));
      try (var socket = connect(proxy, "127.0.0.1", server.getLocalPort())) {
        assertThat(reply(socket)).isEqualTo(CONNECTED);
        proxy.close();
        assertThat(all(socket)).isZero();
      }
    }
  }

  private static RenderLimits limits(int requests, long bytes) {
    var any = Duration.ofSeconds(30);
    return new RenderLimits(any, any, any, requests, bytes, 1_000, 1_000);
  }

  private static Socket connect(GuardedProxy proxy, String host, int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(60_000);
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    var out = new java.io.ByteArrayOutputStream();
    out.writeBytes(new byte[] {5, 1, 0, 5, 1, 0, 3, (byte) name.length});
    out.writeBytes(name);
    out.writeBytes(new byte[] {(byte) (port >> 8), (byte) port});
    socket.getOutputStream().write(out.toByteArray());
    return socket;
  }

  private static int reply(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    assertThat(in.readNBytes(2)).containsExactly(5, 0);
    return in.readNBytes(10)[1];
  }

  private static long all(Socket socket) {
    long all = 0;
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(new byte[8 << 10])) all += n;
    } catch (IOException e) {
      // cut off
    }
    return all;
  }

  private static ServerSocket echo() throws IOException {
    return serving(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
  }

  private static ServerSocket endless() throws IOException {
    return serving(socket -> {
      while (true) socket.getOutputStream().write(new byte[1_000]);
    });
  }

  private interface Service {
    void serve(Socket socket) throws IOException;
  }

  private static ServerSocket serving(Service service) throws IOException {
    var server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try (var socket = server.accept()) {
              service.serve(socket);
            } catch (IOException e) {
              // the next one
            }
          }
        });
    return server;
  }
}
