package dev.revue.bench.index;

import dev.revue.embedded.EmbeddedServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Both servers in a JVM of their own with room to work, so that what is measured does not share
/// their heap and compiler.
record Servers(Process process, String bootstrap, URI elasticsearch) implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xmx1500m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-da:org.elasticsearch...",
          "-da:org.apache.lucene...");

  static Servers start(Path dir) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EmbeddedServers.class.getName(), dir.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (!line.startsWith("READY ")) continue;
      String[] fields = line.split(" ");
      Thread.ofVirtual()
          .start(() -> output.lines().forEach(said -> {})); // a full pipe would stop it
      return new Servers(process, fields[1], URI.create(fields[2]));
    }
    throw new IllegalStateException("the servers did not start");
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(30, TimeUnit.SECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
