package dev.revue.bench.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// `revue ingest` in a process of its own, as its users start it; what it says is thrown away.
final class IngestProcess {
  private IngestProcess() {}

  /// @param variables of its environment, besides where the broker and the sources are
  static Process start(Path sources, String bootstrap, Map<String, String> variables)
      throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.revue.cli.Revue",
            "ingest");
    builder.environment().keySet().removeIf(variable -> variable.startsWith("REVUE_"));
    builder.environment().put("REVUE_KAFKA_BOOTSTRAP", bootstrap);
    builder.environment().put("REVUE_INGEST_SOURCES", sources.toString());
    builder.environment().put("REVUE_HTTP_PORT", "0");
    builder.environment().putAll(variables);
    Process process =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    // A bench that is broken off leaves nothing behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }
}
