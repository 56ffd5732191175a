package dev.revue.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/// Shows how far things are: one line that is written over on a terminal, else a line whenever
/// there is news, at most one in two seconds.
public final class Progress {
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(2);

  private final PrintStream out;
  private final boolean terminal;
  private String shown = "";
  private Instant last = Instant.MIN;

  private Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @SuppressWarnings(
      "SystemConsoleNull") // it is null in a runtime without the module jdk.internal.le
  public static Progress on(PrintStream out) {
    Console console = System.console();
    return new Progress(out, console != null && console.isTerminal());
  }

  public void show(String line) {
    if (line.equals(shown)) return;
    if (terminal) {
      out.print("\r\033[K" + line);
      out.flush();
      shown = line;
      return;
    }
    Instant now = Instant.now();
    if (now.isBefore(last.plus(PLAIN_EVERY))) return;
    out.println(line);
    shown = line;
    last = now;
  }

  /// Leaves `line` standing as the last word.
  public void finish(String line) {
    if (terminal) out.println("\r\033[K" + line);
    else if (!line.equals(shown)) out.println(line);
    shown = line;
  }
}
