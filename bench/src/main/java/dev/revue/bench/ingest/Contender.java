package dev.revue.bench.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A crawler as a process of its own that crawls what it is told: `GO FILE` on its standard input
/// names a file of URLs, `DONE PAGES MILLIS` is its answer. Its CPU time is what the system says.
final class Contender implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Writer input;

  private Contender(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// What one crawl took.
  ///
  /// @param cpu user and system time of the process
  /// @param wall by the crawler's own clock, from its first request
  /// @param residentKib memory afterwards
  record Run(int pages, Duration cpu, Duration wall, long residentKib) {
    double millisPerPage() {
      return cpu.toNanos() / 1e6 / pages;
    }

    double pagesPerCpuSecond() {
      return pages / (cpu.toNanos() / 1e9);
    }

    double pagesPerSecond() {
      return pages / (wall.toNanos() / 1e9);
    }
  }

  /// Starts it and waits until it is ready.
  static Contender start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var contender = new Contender(process);
    contender.await("READY");
    return contender;
  }

  Run crawl(List<String> urls) throws IOException {
    Path file = Files.createTempFile("revue-urls", ".txt");
    try {
      Files.write(file, urls);
      Duration before = cpu();
      String[] said = ask("GO " + file, "DONE").split(" ");
      return new Run(
          Integer.parseInt(said[1]),
          cpu().minus(before),
          Duration.ofMillis(Long.parseLong(said[2])),
          residentKib());
    } finally {
      Files.delete(file);
    }
  }

  /// Says a line and waits for the one that begins with `answer`.
  String ask(String line, String answer) throws IOException {
    input.write(line + "\n");
    input.flush();
    return await(answer);
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  long residentKib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", ""));
    }
    throw new IOException("no VmRSS of " + process.pid());
  }

  private String await(String answer) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(answer)) return line;
    }
    throw new UncheckedIOException(
        new IOException("it ended instead of saying " + answer + ": what it said stands above"));
  }

  @Override
  public void close() throws IOException {
    input.close();
    process.onExit().join();
  }
}
