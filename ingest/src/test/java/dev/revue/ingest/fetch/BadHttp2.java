package dev.revue.ingest.fetch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/// A server of HTTP/2 over TLS, frame by frame, with one bad manner: it answers every request with
/// that.
final class BadHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;
  static final int END_HEADERS = 4;

  /// `:status: 200` and `content-type: text/html`.
  static final byte[] OK = bytes("\u0088\u000f\u0010\ttext/html");

  /// The same with `content-type: image/png`.
  static final byte[] PICTURE = bytes("\u0088\u000f\u0010\timage/png");

  private static final int PREFACE = 24;

  private final SSLServerSocket socket;
  private final Manner manner;
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch left = new CountDownLatch(1);

  /// What it answers.
  interface Manner {
    void answer(Frames out, int stream) throws IOException;
  }

  BadHttp2(SSLContext tls, Manner manner) throws IOException {
    this.manner = manner;
    socket =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    BadServer.accept(socket, this::serve);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  String url() {
    return "https://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  /// How often it was asked for something.
  int asked() {
    return asked.get();
  }

  /// Whether a connection was closed by its client, within `seconds`.
  boolean left(int seconds) throws InterruptedException {
    return left.await(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void serve(Socket client) {
    try (client) {
      var in = new DataInputStream(client.getInputStream());
      in.readNBytes(PREFACE);
      var out = new Frames(client.getOutputStream());
      out.write(SETTINGS, 0, 0, new byte[0]);
      out.flush();
      while (true) {
        int length = (in.readUnsignedShort() << 8) | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        in.readUnsignedByte();
        int stream = in.readInt();
        in.skipNBytes(length);
        if (type == HEADERS) {
          asked.incrementAndGet();
          Thread.ofVirtual().start(() -> answer(out, stream));
        }
      }
    } catch (EOFException e) {
      // it has gone
    } catch (IOException e) {
      // it has gone without a word
    } finally {
      left.countDown();
    }
  }

  private void answer(Frames out, int stream) {
    try {
      manner.answer(out, stream);
      out.flush();
    } catch (IOException e) {
      left.countDown();
    }
  }

  /// Writes frames, whether they are allowed or not.
  static final class Frames {
    private final DataOutputStream out;

    private Frames(OutputStream out) {
      this.out = new DataOutputStream(new java.io.BufferedOutputStream(out, 64 << 10));
    }

    synchronized Frames write(int type, int flags, int stream, byte[] payload) throws IOException {
      out.writeShort(payload.length >> 8);
      out.writeByte(payload.length);
      out.writeByte(type);
      out.writeByte(flags);
      out.writeInt(stream);
      out.write(payload);
      return this;
    }

    /// Until the client has had enough.
    void forever(int type, int flags, int stream, byte[] payload) throws IOException {
      while (true) write(type, flags, stream, payload);
    }

    synchronized void flush() throws IOException {
      out.flush();
    }
  }
}
