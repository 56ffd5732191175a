package dev.revue.e2e;

import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `revue …` as a process of its own, with what it prints. Whoever starts it closes it.
final class RevueProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private RevueProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  static RevueProcess start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  static RevueProcess start(Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.revue.cli.Revue"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("REVUE_"));
    builder.environment().putAll(environment);
    return new RevueProcess(builder.start());
  }

  /// What a command that ends by itself printed and returned.
  record Ended(int exitCode, List<String> lines) {
    String text() {
      return String.join("\n", lines);
    }
  }

  static Ended run(String... arguments) throws IOException, InterruptedException {
    try (RevueProcess revue = start(arguments)) {
      return revue.ended(PATIENCE);
    }
  }

  Ended ended(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
      fail("still running after " + within + ":\n" + text());
    reader.join();
    return new Ended(process.exitValue(), List.copyOf(lines));
  }

  /// The first line that fits, as soon as there is one.
  String awaitLine(Predicate<String> fits) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var found = lines.stream().filter(fits).findFirst();
      if (found.isPresent()) return found.get();
      if (!process.isAlive() || System.nanoTime() > deadline)
        return fail("no such line in:\n" + text());
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  /// As `kill -9` does.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// It stands still, as in a long pause of its machine: others take it for dead.
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /// It goes on where it stood still, and does not know.
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /// As Ctrl-C does. Returns how long it took to end.
  Duration stop() throws InterruptedException {
    long asked = System.nanoTime();
    process.destroy();
    ended(PATIENCE);
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  String text() {
    return String.join("\n", lines);
  }

  private void read() {
    try (Stream<String> out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .lines()) {
      out.forEach(lines::add);
    } catch (java.io.UncheckedIOException e) {
      // the process was killed
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) kill();
  }
}
