package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wrong use and wrong settings: one clear line each with the remedy, exit code 2, nothing
/// half-written.
class BadInputTest {
  @TempDir Path dir;

  @Test
  void saysThatAPortIsInUse() throws Exception {
    Path data = dir.resolve("data");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ended =
          RevueProcess.run(
              "demo",
              "--once",
              "--port",
              String.valueOf(taken.getLocalPort()),
              "--data",
              data.toString());

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.lines())
          .singleElement()
          .asString()
          .contains("port " + taken.getLocalPort() + " is in use", "--port");
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void saysThatASamplePortIsInUse() throws Exception {
    Path data = dir.resolve("data");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ended =
          RevueProcess.run(
              "demo",
              "--once",
              "--port",
              String.valueOf(taken.getLocalPort() - 1),
              "--data",
              data.toString());

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.lines())
          .singleElement()
          .asString()
          .contains(String.valueOf(taken.getLocalPort()), "--port");
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void saysThatTheDataDirectoryCannotBeWritten() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "not a directory");

    var ended =
        RevueProcess.run(
            "demo", "--once", "--port", "0", "--data", file.resolve("data").toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.lines()).singleElement().asString().contains("cannot write to", "--data");
  }

  @Test
  void saysWhereASourceFileIsBroken() throws Exception {
    Path sources =
        Files.writeString(
            dir.resolve("sources.yml"),
            "sources:\n  - name: x\n    strat: [https://example.org/]\n");

    var ended =
        RevueProcess.run(
            "demo",
            "--once",
            "--port",
            "0",
            "--source",
            sources.toString(),
            "--data",
            dir.resolve("data").toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.text()).contains("3").contains("strat").contains("start");
    assertThat(dir.resolve("data")).doesNotExist();
  }

  @Test
  void saysThatASourceFileIsMissing() throws Exception {
    var ended =
        RevueProcess.run("demo", "--once", "--source", dir.resolve("nowhere.yml").toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.lines()).singleElement().asString().contains("nowhere.yml");
  }

  @Test
  void saysThatTheSourcesOfAStageAreMissing() throws Exception {
    String missing = dir.resolve("nowhere.yml").toString();
    try (var revue = RevueProcess.start(Map.of("REVUE_INGEST_SOURCES", missing), "ingest")) {
      var ended = revue.ended(java.time.Duration.ofMinutes(1));

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.lines())
          .singleElement()
          .asString()
          .contains("nowhere.yml", "REVUE_INGEST_SOURCES");
    }
  }

  @Test
  void saysThatAFormatOfLogsDoesNotExist() throws Exception {
    try (var revue = RevueProcess.start(Map.of("REVUE_LOG_FORMAT", "xml"), "enrich")) {
      var ended = revue.ended(java.time.Duration.ofMinutes(1));

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.lines())
          .singleElement()
          .asString()
          .contains("REVUE_LOG_FORMAT='xml' is not plain or json");
    }
  }

  @Test
  void stopsInTimeWhileItWaitsForABroker() throws Exception {
    try (var revue =
        RevueProcess.start(
            Map.of("REVUE_KAFKA_BOOTSTRAP", "127.0.0.1:1", "REVUE_HTTP_PORT", "0"), "enrich")) {
      revue.awaitLine(line -> line.contains("health and metrics on http"));

      assertThat(revue.stop()).isLessThan(java.time.Duration.ofSeconds(10));
    }
  }

  @Test
  void reportsAllWrongSettingsOfAStageAtOnce() throws Exception {
    try (var revue =
        RevueProcess.start(
            Map.of("REVUE_KAFKA_BOOTSTRAP", "nowhere", "REVUE_KAFKA_BOTSTRAP", "x:1"), "enrich")) {
      var ended = revue.ended(java.time.Duration.ofMinutes(1));

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.lines()).hasSize(2).allMatch(line -> line.startsWith("revue: REVUE_KAFKA_"));
    }
  }

  @Test
  void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
    var builder =
        new ProcessBuilder(List.of("/bin/bash", launcher().toString(), "--version"))
            .redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", "/nowhere:" + tools());
    builder.environment().put("REVUE_JVM_FOLDER", dir.toString());
    Process process = builder.start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said.lines()).singleElement().asString().contains("no JDK 25").contains("install");
    assertThat(process.exitValue()).isEqualTo(2);
  }

  /// A folder with what the launcher needs besides Java, and without Java.
  private String tools() throws Exception {
    Path bin = Files.createDirectories(dir.resolve("bin"));
    for (String tool : List.of("bash", "dirname", "readlink", "sed", "find", "env")) {
      for (String folder : List.of("/usr/bin", "/bin")) {
        Path real = Path.of(folder, tool);
        if (Files.exists(real) && !Files.exists(bin.resolve(tool)))
          Files.createSymbolicLink(bin.resolve(tool), real);
      }
    }
    return bin.toString();
  }

  private static Path launcher() {
    return Path.of("..", "revue").toAbsolutePath().normalize();
  }
}
