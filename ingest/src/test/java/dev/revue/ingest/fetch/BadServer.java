package dev.revue.ingest.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A server whose paths are named bad manners, whatever their query. It speaks for itself, because
/// no server library would do this.
public final class BadServer implements AutoCloseable {
  /// Paths of what does not end, or is more than it seems.
  public static final List<String> LARGE_PAGES =
      List.of(
          "/endless",
          "/endless-chunks",
          "/endless-chunk-size",
          "/endless-chunk-extension",
          "/late-chunk-extension",
          "/endless-trailers",
          "/endless-headers",
          "/endless-header",
          "/100000-headers",
          "/50000-headers",
          "/gzip-bomb",
          "/deflate-bomb",
          "/raw-deflate-bomb",
          "/brotli-bomb",
          "/zstd-bomb",
          "/gzip-gzip-bomb",
          "/empty-blocks",
          "/zstd-window");

  public static final List<String> LARGE_SITEMAPS = List.of("/bomb.xml.gz", "/nested.xml.gz");

  private static final int MEBIBYTE = 1 << 20;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

  private final ServerSocket socket;
  private final String robots;
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<String, Manner> manners =
      Map.ofEntries(
          Map.entry("/never-answers", out -> forever(out, "", 1_000)),
          Map.entry("/one-byte-at-a-time", out -> forever(out, OK + "\r\n", 50)),
          Map.entry("/one-byte-a-second", out -> forever(out, OK + "\r\n", 1_000)),
          Map.entry("/one-byte-of-header-at-a-time", out -> forever(out, OK + "X: ", 50)),
          Map.entry("/endless", BadServer::endless),
          Map.entry("/endless-chunks", BadServer::endlessChunks),
          Map.entry("/short-chunks", BadServer::shortChunks),
          Map.entry("/endless-chunk-size", out -> repeat(out, chunked(), "0")),
          Map.entry("/endless-chunk-extension", out -> repeat(out, chunked() + "1;", "more")),
          Map.entry(
              "/late-chunk-extension",
              out ->
                  repeat(out, chunked() + "400000\r\n" + "x".repeat(4 << 20) + "\r\n1;", "more")),
          Map.entry("/endless-trailers", out -> repeat(out, chunked() + "0\r\n", "X: y\r\n")),
          Map.entry("/endless-headers", out -> repeat(out, OK, "X-More: and more\r\n")),
          Map.entry("/endless-header", out -> repeat(out, OK + "X: ", "more and ")),
          Map.entry("/100000-headers", out -> say(out, OK + "a: b\r\n".repeat(100_000) + "\r\n")),
          Map.entry("/50000-headers", out -> say(out, OK + "a:\r\n".repeat(50_000) + "\r\n")),
          Map.entry("/gzip-bomb", out -> bomb(out, "gzip", Bombs.gzip())),
          Map.entry("/deflate-bomb", out -> bomb(out, "deflate", Bombs.zlib())),
          Map.entry("/raw-deflate-bomb", out -> bomb(out, "deflate", Bombs.raw())),
          Map.entry("/brotli-bomb", out -> bomb(out, "br", Bombs.brotli())),
          Map.entry("/zstd-bomb", out -> bomb(out, "zstd", Bombs.zstd())),
          Map.entry("/gzip-gzip-bomb", out -> bomb(out, "gzip, gzip", Bombs.gzipOfGzip())),
          Map.entry("/many-encodings", out -> bomb(out, "gzip, gzip, gzip", Bombs.gzip())),
          Map.entry("/empty-blocks", out -> bomb(out, "gzip, gzip", Bombs.ofEmptyBlocks())),
          Map.entry("/zstd-window", out -> bomb(out, "zstd", Bombs.zstdOfAHugeWindow())),
          Map.entry("/bomb.xml.gz", out -> bomb(out, "identity", Bombs.gzip())),
          Map.entry("/nested.xml.gz", out -> bomb(out, "identity", Bombs.nested())),
          Map.entry("/laughs.xml", out -> say(out, OK + "\r\n" + Bombs.laughs())),
          Map.entry("/broken-gzip", out -> say(out, OK + "Content-Encoding: gzip\r\n\r\nno gzip")),
          Map.entry(
              "/broken-brotli", out -> say(out, OK + "Content-Encoding: br\r\n\r\nno brotli")),
          Map.entry("/broken-zstd", out -> say(out, OK + "Content-Encoding: zstd\r\n\r\nno zstd")),
          Map.entry("/strange-encoding", out -> say(out, OK + "Content-Encoding: x\r\n\r\nx")),
          Map.entry("/hangs-up", out -> {}),
          Map.entry("/hangs-up-midway", out -> say(out, OK + "Content-Length: 100\r\n\r\nshort")),
          Map.entry("/half-closes", out -> say(out, OK + "Content-Length: 100\r\n\r\nshort")),
          Map.entry("/no-http", out -> say(out, "SSH-2.0-OpenSSH_9.6\r\n")),
          Map.entry("/no-status", out -> say(out, "HTTP/1.1 abc OK\r\n\r\n")),
          Map.entry("/bad-chunk", out -> say(out, OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")),
          Map.entry("/negative-length", out -> say(out, OK + "Content-Length: -5\r\n\r\nx")),
          Map.entry("/long-for-its-length", out -> say(out, OK + "Content-Length: 2\r\n\r\nxyz")),
          Map.entry(
              "/bad-location", out -> say(out, "HTTP/1.1 302 \r\nLocation: http://[\r\n\r\n")),
          Map.entry("/no-location", out -> say(out, "HTTP/1.1 302 Found\r\n\r\n")),
          Map.entry("/loop", out -> say(out, "HTTP/1.1 302 Found\r\nLocation: /loop\r\n\r\n")),
          Map.entry(
              "/picture", out -> say(out, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")),
          Map.entry("/missing", out -> say(out, "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")),
          Map.entry("/strange-status", out -> say(out, "HTTP/1.1 999 No\r\n\r\n")));

  private interface Manner {
    void speak(OutputStream out) throws IOException, InterruptedException;
  }

  BadServer() {
    this(InetAddress.getLoopbackAddress(), "/missing");
  }

  /// @param robots the manner of its robots.txt
  public BadServer(InetAddress address, String robots) {
    Bombs.gzipOfGzip(); // made before anybody waits for them
    this.robots = robots;
    try {
      socket = new ServerSocket(0, 50, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accept(socket, this::answer);
  }

  public String url(String path) {
    String address = socket.getInetAddress().getHostAddress();
    return "http://" + address + ":" + socket.getLocalPort() + path;
  }

  /// How many it has read.
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// Each client is answered beside the others.
  static void accept(ServerSocket socket, Consumer<Socket> answer) {
    Thread.ofVirtual()
        .start(() -> {
          while (!socket.isClosed()) {
            try {
              Socket client = socket.accept();
              Thread.ofVirtual().start(() -> answer.accept(client));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  private void answer(Socket client) {
    try (client) {
      var request = new StringBuilder();
      int first = client.getInputStream().read();
      if (first == TLS_HANDSHAKE) handshake(client.getOutputStream());
      request.append((char) first);
      while (!request.toString().endsWith("\r\n\r\n")) {
        int read = client.getInputStream().read();
        if (read < 0) return;
        request.append((char) read);
      }
      requests.incrementAndGet();
      String path = request.toString().split("[ ?]")[1];
      Manner manner = manners.get(path.equals("/robots.txt") ? robots : path);
      if (manner == null) return;
      manner.speak(client.getOutputStream());
      client.getOutputStream().flush();
      if (path.equals("/half-closes")) {
        client.shutdownOutput();
        while (client.getInputStream().read() >= 0) {} // it stays, and says nothing more
      }
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
    repeat(out, chunked(), "1\r\nx\r\n");
  }

  /// 4 MB as somebody sends them who sends each line for itself.
  private static void shortChunks(OutputStream out) throws IOException {
    String chunk = "50\r\n" + "x".repeat(0x50) + "\r\n";
    say(out, chunked() + chunk.repeat(50_000) + "0\r\n\r\n");
  }

  private static String chunked() {
    return OK + "Transfer-Encoding: chunked\r\n\r\n";
  }

  private static void repeat(OutputStream out, String first, String more) throws IOException {
    say(out, first);
    byte[] many = more.repeat(1_000).getBytes(StandardCharsets.ISO_8859_1);
    while (true) out.write(many);
  }

  /// A TLS record that comes byte by byte and never ends.
  private static void handshake(OutputStream out) throws IOException, InterruptedException {
    out.write(new byte[] {TLS_HANDSHAKE, 3, 3, 0x3f, (byte) 0xff, 2, 0, 0x3f, (byte) 0xf0});
    while (true) {
      Thread.sleep(50);
      out.write(0);
      out.flush();
    }
  }

  private static void bomb(OutputStream out, String encoding, Iterable<byte[]> parts)
      throws IOException {
    say(out, OK + "Content-Encoding: " + encoding + "\r\n\r\n");
    for (byte[] part : parts) out.write(part);
  }
}
