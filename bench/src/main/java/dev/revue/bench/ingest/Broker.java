package dev.revue.bench.ingest;

import dev.revue.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A Kafka broker in a JVM of its own, so that its CPU time and memory are not the crawler's. It
/// ends with this process.
record Broker(Process process, String bootstrap) implements AutoCloseable {

  static Broker start(Path dir) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Broker.class.getName(),
                dir.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (!line.startsWith("READY ")) continue;
      Thread.ofVirtual().start(() -> output.lines().forEach(said -> {})); // or a full pipe stops it
      return new Broker(process, line.substring("READY ".length()));
    }
    throw new IllegalStateException("the broker did not start");
  }

  /// Runs a broker over the directory given until standard input ends.
  public static void main(String[] args) throws IOException {
    // The pages of hours stay nowhere: what was measured is not read again.
    var small = java.util.Map.of("log.retention.check.interval.ms", "10000");
    try (var kafka = EmbeddedKafka.start(Path.of(args[0]), 0, small)) {
      System.out.println("READY " + kafka.bootstrapServers());
      while (System.in.read() >= 0) {}
    }
    System.exit(0);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
