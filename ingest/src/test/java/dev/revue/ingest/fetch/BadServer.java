package dev.revue.ingest.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// A server whose paths are named bad manners. It speaks for itself, because no server library
/// would do this.
final class BadServer implements AutoCloseable {
  private static final int MEBIBYTE = 1 << 20;
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

  private final byte[] bomb = bomb();
  private final ServerSocket socket;
  private final Map<String, Manner> manners =
      Map.ofEntries(
          Map.entry("/never-answers", out -> forever(out, "", 1_000)),
          Map.entry("/one-byte-at-a-time", out -> forever(out, OK + "\r\n", 100)),
          Map.entry("/endless", BadServer::endless),
          Map.entry("/endless-chunks", BadServer::endlessChunks),
          Map.entry("/endless-headers", BadServer::endlessHeaders),
          Map.entry("/gzip-bomb", this::bomb),
          Map.entry("/broken-gzip", out -> say(out, OK + "Content-Encoding: gzip\r\n\r\nno gzip")),
          Map.entry("/hangs-up", out -> {}),
          Map.entry("/hangs-up-midway", out -> say(out, OK + "Content-Length: 100\r\n\r\nshort")),
          Map.entry("/no-http", out -> say(out, "SSH-2.0-OpenSSH_9.6\r\n")),
          Map.entry("/bad-chunk", out -> say(out, OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")),
          Map.entry("/negative-length", out -> say(out, OK + "Content-Length: -5\r\n\r\nx")),
          Map.entry(
              "/bad-location", out -> say(out, "HTTP/1.1 302 \r\nLocation: http://[\r\n\r\n")),
          Map.entry("/no-location", out -> say(out, "HTTP/1.1 302 Found\r\n\r\n")),
          Map.entry("/loop", out -> say(out, "HTTP/1.1 302 Found\r\nLocation: /loop\r\n\r\n")),
          Map.entry(
              "/picture", out -> say(out, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")),
          Map.entry("/strange-status", out -> say(out, "HTTP/1.1 999 No\r\n\r\n")));

  private interface Manner {
    void speak(OutputStream out) throws IOException, InterruptedException;
  }

  BadServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String url(String path) {
    return "http://127.0.0.1:" + socket.getLocalPort() + path;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      var request = new StringBuilder();
      while (!request.toString().endsWith("\r\n\r\n")) {
        int read = client.getInputStream().read();
        if (read < 0) return;
        request.append((char) read);
      }
      Manner manner = manners.get(request.toString().split(" ")[1]);
      if (manner == null) return;
      manner.speak(client.getOutputStream());
      client.getOutputStream().flush();
    } catch (IOException | InterruptedException e) {
      // the client had enough
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void forever(OutputStream out, String first, int millis)
      throws IOException, InterruptedException {
    say(out, first);
    while (true) {
      Thread.sleep(millis);
      if (!first.isEmpty()) say(out, "x");
      out.flush();
    }
  }

  private static void endless(OutputStream out) throws IOException {
    say(out, OK + "\r\n");
    while (true) out.write(new byte[MEBIBYTE]);
  }

  private static void endlessChunks(OutputStream out) throws IOException {
    say(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
    while (true) say(out, "1\r\nx\r\n");
  }

  private static void endlessHeaders(OutputStream out) throws IOException {
    say(out, OK);
    while (true) say(out, "X-More: and more\r\n");
  }

  /// 256 MiB of nothing in about 256 KiB.
  private static byte[] bomb() {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 256; i++) gzip.write(new byte[MEBIBYTE]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void bomb(OutputStream out) throws IOException {
    say(out, OK + "Content-Encoding: gzip\r\n\r\n");
    out.write(bomb);
  }
}
