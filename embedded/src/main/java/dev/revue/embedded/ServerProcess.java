package dev.revue.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Both servers in a small JVM of their own, which ends with this one, however that ends: for what
/// must survive `kill -9`.
public record ServerProcess(Process process, String bootstrapServers, URI uri)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
  private static final int LAST_LINES = 20;

  /// Starts one with this JVM's class path and waits until both servers answer.
  public static ServerProcess start(Path dir) {
    try {
      var process = new ProcessBuilder(command(dir)).redirectErrorStream(true).start();
      return awaitReady(process);
    } catch (IOException e) {
      throw new StartException("cannot start a JVM for the servers: " + e, e);
    }
  }

  /// Ends it at once, as `kill -9` does; returns when it is gone.
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Stops both servers in order.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(30, TimeUnit.SECONDS)) return;
      kill();
      throw new IllegalStateException("the servers did not stop within 30 s");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(Path dir) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        EmbeddedServers.class.getName(),
        dir.toString());
  }

  private static ServerProcess awaitReady(Process process) throws IOException {
    var output = process.inputReader(StandardCharsets.UTF_8);
    Deque<String> last = new ArrayDeque<>();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("READY ")) {
        var fields = line.split(" ");
        drain(output);
        return new ServerProcess(process, fields[1], URI.create(fields[2]));
      }
      last.add(line);
      if (last.size() > LAST_LINES) last.remove();
    }
    process.onExit().join();
    throw new StartException(String.join("\n", last));
  }

  /// A full pipe would stop the process.
  private static void drain(BufferedReader output) {
    Thread.ofVirtual().start(() -> output.lines().forEach(line -> LOG.info("{}", line)));
  }
}
