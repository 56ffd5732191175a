package dev.revue.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.elasticsearch.common.bytes.BytesArray;
import org.elasticsearch.common.bytes.BytesReference;
import org.elasticsearch.common.xcontent.XContentHelper;
import org.elasticsearch.xcontent.XContentFactory;
import org.elasticsearch.xcontent.XContentType;

/// An HTTP/1.1 proxy on loopback in front of an Elasticsearch, for tests: a script decides what
/// becomes of each bulk; other requests pass. Its port can be closed and opened again.
public final class FaultProxy implements AutoCloseable {
  private static final int ATTEMPTS = 500;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

  /// What becomes of a bulk.
  public sealed interface Fault {
    record Passed() implements Fault {}

    record Delayed(Duration by) implements Fault {}

    /// The connection is reset and the server sees nothing.
    record Reset() implements Fault {}

    /// The proxy answers by itself and the server sees nothing.
    record Answered(int status, String body) implements Fault {}

    /// Those items are refused with that status and never reach the server; the others do.
    record ItemsRefused(int status, String type, IntPredicate which) implements Fault {}

    /// Applied, but the connection is reset instead of an answer.
    record AnswerLost() implements Fault {}

    /// Applied, but the connection is closed in the middle of the answer.
    record AnswerCut() implements Fault {}
  }

  /// Both are called on the connection's own thread, so that a script may wait in them or break
  /// something else.
  public interface Script {
    /// @param number of the bulk, from 1 in the order of arrival
    Fault before(int number, byte[] body);

    /// The server has answered bulk `number`, and the client does not know it yet.
    default void after(int number) {}
  }

  private final InetSocketAddress behind;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger bulks = new AtomicInteger();
  private volatile Script script = (_, _) -> new Fault.Passed();
  private volatile ServerSocket listening;

  /// @param behind where everything is passed on to
  public FaultProxy(URI behind) throws IOException {
    this.behind = new InetSocketAddress(behind.getHost(), behind.getPort());
    this.listening = listen(0);
    this.port = listening.getLocalPort();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public void script(Script script) {
    this.script = script;
  }

  /// Bulks that have arrived.
  public int bulks() {
    return bulks.get();
  }

  /// Resets every connection and closes the port.
  public void refuseConnections() throws IOException {
    listening.close();
    open.forEach(FaultProxy::reset);
  }

  /// Opens the port again.
  public void acceptConnections() throws IOException {
    if (listening.isClosed()) listening = listen(port);
  }

  @Override
  public void close() throws IOException {
    refuseConnections();
  }

  private ServerSocket listen(int port) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        var socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(socket));
        return socket;
      } catch (BindException e) {
        // A connection of some other process may have it for a moment.
        if (attempt == ATTEMPTS) throw e;
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        if (socket.isClosed()) reset(client);
        else Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // The port was closed, or the client went away.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var server = new Socket()) {
      open.add(server);
      server.connect(behind);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      exchange(client, server);
      open.remove(server);
    } catch (IOException e) {
      reset(client);
    } finally {
      open.remove(client);
      open.removeIf(Socket::isClosed);
    }
  }

  private void exchange(Socket client, Socket server) throws IOException {
    var fromClient = new BufferedInputStream(client.getInputStream());
    var fromServer = new BufferedInputStream(server.getInputStream());
    while (true) {
      fromClient.mark(1);
      if (fromClient.read() < 0) return;
      fromClient.reset();
      Message request = Message.read(fromClient, true);
      Upstream upstream =
          sent -> {
            sent.write(server.getOutputStream());
            return Message.read(fromServer, !sent.start().startsWith("HEAD "));
          };
      if (!request.isBulk()) upstream.answer(request).write(client.getOutputStream());
      else if (!bulk(request, upstream, client.getOutputStream())) return;
    }
  }

  /// True where the connection stays.
  private boolean bulk(Message request, Upstream upstream, OutputStream out) throws IOException {
    int number = bulks.incrementAndGet();
    Script now = script;
    Upstream told =
        sent -> {
          Message answer = upstream.answer(sent);
          now.after(number);
          return answer;
        };
    switch (now.before(number, request.body)) {
      case Fault.Passed() -> told.answer(request).write(out);
      case Fault.Delayed(Duration by) -> {
        LockSupport.parkNanos(by.toNanos());
        told.answer(request).write(out);
      }
      case Fault.Reset() -> throw new IOException("reset as the script says");
      case Fault.Answered(int status, String body) ->
          Message.answer(status, body.getBytes(StandardCharsets.UTF_8)).write(out);
      case Fault.ItemsRefused refused -> refuse(refused, request, told).write(out);
      case Fault.AnswerLost() -> {
        var _ = told.answer(request);
        throw new IOException("reset as the script says");
      }
      case Fault.AnswerCut() -> {
        var whole = new ByteArrayOutputStream();
        Message answer = told.answer(request);
        answer.write(whole);
        out.write(whole.toByteArray(), 0, whole.size() - (answer.body.length + 1) / 2);
        return false;
      }
    }
    return true;
  }

  private static Message refuse(Fault.ItemsRefused refused, Message request, Upstream upstream)
      throws IOException {
    var lines = new String(request.body, StandardCharsets.ISO_8859_1).lines().toList();
    var left = new StringBuilder();
    for (int i = 0; i < lines.size(); i += 2) {
      if (refused.which.test(i / 2)) continue;
      left.append(lines.get(i)).append('\n').append(lines.get(i + 1)).append('\n');
    }
    Iterator<?> answered = List.of().iterator();
    if (!left.isEmpty()) {
      byte[] body = left.toString().getBytes(StandardCharsets.ISO_8859_1);
      Message answer = upstream.answer(request.with(body));
      if (!answer.start().contains(" 200 ")) return answer;
      answered = items(answer.body).iterator();
    }
    var error = Map.of("type", refused.type, "reason", "refused by the proxy");
    var refusal = Map.of("index", Map.of("status", refused.status, "error", error));
    var items = new ArrayList<Object>();
    for (int i = 0; i < lines.size() / 2; i++) {
      items.add(refused.which.test(i) ? refusal : answered.next());
    }
    var json = XContentFactory.jsonBuilder().map(Map.of("errors", true, "items", items));
    return Message.answer(200, BytesReference.toBytes(BytesReference.bytes(json)));
  }

  private static List<?> items(byte[] answer) {
    var parsed = XContentHelper.convertToMap(new BytesArray(answer), false, XContentType.JSON).v2();
    return parsed.get("items") instanceof List<?> items ? items : List.of();
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  private interface Upstream {
    Message answer(Message request) throws IOException;
  }

  /// A request or an answer, whole.
  ///
  /// @param head start line and headers
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Message(List<String> head, byte[] body) {
    static Message answer(int status, byte[] body) {
      return new Message(
          List.of(
              "HTTP/1.1 " + status + " Scripted",
              // The Java client insists on it.
              "X-Elastic-Product: Elasticsearch",
              "Content-Type: application/json",
              "Content-Length: " + body.length),
          body);
    }

    static Message read(InputStream in, boolean mayHaveBody) throws IOException {
      var head = new ArrayList<String>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) head.add(line);
      if (head.isEmpty()) throw new EOFException();
      if (!mayHaveBody) return new Message(head, new byte[0]);
      if (!header(head, "transfer-encoding").equalsIgnoreCase("chunked")) {
        String length = header(head, "content-length");
        int bytes = length.isEmpty() ? 0 : Integer.parseInt(length);
        return new Message(head, bytes(in, bytes));
      }
      var body = new ByteArrayOutputStream();
      for (int size = size(in); size > 0; size = size(in)) {
        body.writeBytes(bytes(in, size));
        line(in);
      }
      while (!line(in).isEmpty()) {} // trailers
      return new Message(head, new byte[0]).with(body.toByteArray());
    }

    String start() {
      return head.getFirst();
    }

    boolean isBulk() {
      return start().startsWith("POST ") && start().contains("/_bulk");
    }

    /// The same with another body, in one piece.
    Message with(byte[] body) {
      var kept = new ArrayList<>(head);
      kept.removeIf(line -> is(line, "transfer-encoding") || is(line, "content-length"));
      kept.add("Content-Length: " + body.length);
      return new Message(kept, body);
    }

    void write(OutputStream out) throws IOException {
      out.write((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
    }

    private static String header(List<String> head, String name) {
      for (String line : head) {
        if (is(line, name)) return line.substring(name.length() + 1).strip();
      }
      return "";
    }

    private static boolean is(String line, String name) {
      return line.toLowerCase(Locale.ROOT).startsWith(name + ":");
    }

    private static int size(InputStream in) throws IOException {
      return Integer.parseInt(line(in).strip(), 16);
    }

    private static byte[] bytes(InputStream in, int count) throws IOException {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) throw new EOFException();
      return bytes;
    }

    private static String line(InputStream in) throws IOException {
      var line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) throw new EOFException();
        if (c != '\r') line.append((char) c);
      }
      return line.toString();
    }
  }
}
