package dev.revue.ingest.fetch;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A SOCKS5 proxy that connects to nobody: it remembers what it was asked for, and answers with one
/// page itself.
final class SocksServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  SocksServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Addresses with ports; a name would stand in quotes.
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        serve(client);
      } catch (IOException e) {
        // the next one, or the end
      }
    }
  }

  private void serve(Socket client) throws IOException {
    var in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    in.readByte();
    in.skipNBytes(in.readByte()); // the ways to log in
    out.write(new byte[] {5, 0});
    in.skipNBytes(3);
    int type = in.readByte();
    String host =
        switch (type) {
          case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
          default -> "'" + new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8) + "'";
        };
    asked.add(host + ":" + in.readUnsignedShort());
    out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    var request = new StringBuilder();
    while (!request.toString().endsWith("\r\n\r\n")) request.append((char) in.read());
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nby socks".getBytes(StandardCharsets.US_ASCII));
  }
}
