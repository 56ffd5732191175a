package dev.revue.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One stage as processes of its own: as a rule one, more while a frozen one is taken for dead.
final class Stage implements AutoCloseable {
  private final String command;
  private final Map<String, String> environment;
  private final String name;
  private final List<RevueProcess> frozen = new ArrayList<>();
  private RevueProcess process;
  private int names;

  Stage(String command, Map<String, String> environment) throws IOException {
    this(command, environment, "proof");
  }

  /// @param name by which Kafka tells it from other processes of the same stage
  Stage(String command, Map<String, String> environment, String name) throws IOException {
    this.command = command;
    this.name = name;
    this.environment = new HashMap<>(environment);
    this.environment.put("REVUE_HTTP_PORT", "0");
    this.process = start();
  }

  /// The next process is another one to Kafka.
  synchronized void rename() {
    names++;
  }

  /// As `kill -9` does; another process starts at once.
  synchronized void killAndStart() throws IOException, InterruptedException {
    process.kill();
    process = start();
  }

  /// As Ctrl-C does: nothing takes its place.
  synchronized void stop() throws InterruptedException {
    process.stop();
  }

  /// As `kill -9` does: nothing takes its place.
  synchronized void kill() throws InterruptedException {
    process.kill();
  }

  /// It stands still, and another process starts.
  synchronized void freezeAndStart() throws IOException, InterruptedException {
    process.freeze();
    frozen.add(process);
    rename();
    process = start();
  }

  /// Returns how many go on where they stood still.
  synchronized int thaw() throws IOException, InterruptedException {
    for (RevueProcess one : frozen) one.thaw();
    return frozen.size();
  }

  synchronized void killThawed() throws InterruptedException {
    for (RevueProcess one : frozen) one.kill();
    frozen.clear();
  }

  /// What it told last.
  synchronized String text() {
    List<String> lines = process.text().lines().filter(line -> !line.startsWith("\t")).toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  private RevueProcess start() throws IOException {
    environment.put("REVUE_INSTANCE", name + "-" + names);
    return RevueProcess.start(environment, command);
  }

  @Override
  public synchronized void close() throws InterruptedException {
    killThawed();
    process.close();
  }
}
