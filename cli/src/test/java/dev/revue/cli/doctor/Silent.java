package dev.revue.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Accepts connections and never answers.
final class Silent implements AutoCloseable {
  enum Manner {
    KEEPS_SILENT,
    CLOSES
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final Manner manner;

  Silent(Manner manner) throws IOException {
    this.manner = manner;
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        if (manner == Manner.CLOSES && connection.getInputStream().read() >= 0) connection.close();
      }
    } catch (IOException e) {
      // closed
      return;
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) connection.close();
  }
}
