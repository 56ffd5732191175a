package dev.revue.ingest.render;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Chromium with its children and a directory of its own; all of it is gone when this is
/// closed.
final class Browser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Browser.class);
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration LEAVE = Duration.ofSeconds(2);
  private static final int LAST_WORDS = 20;
  private static final long PAGE_BYTES = 4_096;

  private final Path home;
  private final Process process;
  private final DevTools devTools;
  private final Deque<String> lastWords = new ArrayDeque<>();

  private Browser(Path home, Process process) {
    this.home = home;
    this.process = process;
    this.devTools = new DevTools(process.getInputStream(), process.getOutputStream());
    var _ = Thread.ofVirtual().name("chromium says").start(this::listen);
  }

  /// @throws BrowserFailure where it does not start, with its last words
  static Browser start(Chromium chromium) throws BrowserFailure, InterruptedException {
    Browser browser;
    try {
      Path home = Files.createTempDirectory("revue-render");
      var builder = new ProcessBuilder(chromium.command(home));
      // What is in our environment, passwords first, is no business of a page.
      builder.environment().clear();
      builder.environment().putAll(environment(home));
      builder.directory(home.toFile());
      browser = new Browser(home, builder.start());
    } catch (IOException e) {
      throw new BrowserFailure("start", chromium.program() + ": " + e.getMessage());
    }
    try {
      browser.devTools.call("", "Browser.getVersion", Map.of(), START);
      return browser;
    } catch (BrowserFailure e) {
      browser.close();
      throw new BrowserFailure(
          "start",
          "%s does not start (%s): %s"
              .formatted(chromium.program(), e.getMessage(), browser.lastWords()));
    } catch (InterruptedException e) {
      browser.close();
      throw e;
    }
  }

  DevTools devTools() {
    return devTools;
  }

  /// What all of its processes hold in memory; 0 where the system does not say.
  long memoryBytes() {
    return processes().mapToLong(Browser::residentBytes).sum();
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    List<ProcessHandle> all = processes().toList();
    try {
      process.getOutputStream().close(); // which tells it to end
      if (!process.waitFor(LEAVE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("browser {} did not end by itself", process.pid());
      }
    } catch (IOException e) {
      LOG.debug("browser {} is gone already", process.pid());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
    delete();
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private static Map<String, String> environment(Path home) {
    return Map.of(
        "PATH", "/usr/local/bin:/usr/bin:/bin",
        "HOME", home.toString(),
        "TMPDIR", home.toString(),
        "XDG_CONFIG_HOME", home.toString(),
        "XDG_CACHE_HOME", home.toString(),
        "XDG_RUNTIME_DIR", home.toString(),
        "DBUS_SESSION_BUS_ADDRESS", "disabled:",
        "LANG", "C.UTF-8",
        "TZ", "UTC");
  }

  private static long residentBytes(ProcessHandle process) {
    try {
      String statm = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "statm"));
      String[] fields = statm.split(" ");
      // Shared pages would count once for every process.
      return (Long.parseLong(fields[1]) - Long.parseLong(fields[2])) * PAGE_BYTES;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return 0;
    }
  }

  private void listen() {
    try (var said =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        LOG.trace("chromium {}: {}", process.pid(), line);
        synchronized (lastWords) {
          lastWords.add(line);
          if (lastWords.size() > LAST_WORDS) lastWords.remove();
        }
      }
    } catch (IOException e) {
      LOG.trace("chromium {} is silent", process.pid(), e);
    }
  }

  private String lastWords() {
    synchronized (lastWords) {
      return String.join("; ", lastWords);
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.debug("{} cannot be deleted: {}", home, e.toString());
    }
  }
}
