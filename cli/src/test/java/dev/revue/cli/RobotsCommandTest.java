package dev.revue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RobotsCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhichLineDecides() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("robots.txt"), "User-agent: *\nDisallow: /private/\n\nUser-agent: x\n");
    assertThat(run(file.toString(), "https://example.org/private/a", "RevueBot")).isZero();
    assertThat(run(file.toString(), "https://example.org/a", "RevueBot")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "not allowed: line 2: Disallow: /private/", "allowed: no line says otherwise");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsAFailure() {
    assertThat(run(folder.resolve("none").toString(), "https://example.org/", "RevueBot"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("there is no file");
  }

  @Test
  void wrongUseIsTold() {
    assertThat(run("robots.txt", "https://example.org/")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("--jsonl", "robots.txt")).isEqualTo(2);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "robots";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine command = Revue.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
