package dev.revue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CatalogCommandTest {
  @TempDir Path dir;

  private record Ran(int code, String out, String err) {}

  @Test
  void buildsACatalogueAndLooksIntoIt() throws Exception {
    Path lines =
        Files.writeString(
            dir.resolve("ours.jsonl"),
            "{\"id\":\"x1\",\"type\":\"movie\",\"title\":\"The Salt Road\",\"year\":1994,\"directors\":[\"Anna Quell\"]}\n"
                + "{\"id\":\"x2\",\"type\":\"movie\",\"title\":\"The Salt Road\",\"year\":2020}\n{no\n");
    String out = dir.resolve("made").toString();
    Ran built = run("catalog", "build", "--out", out, lines.toString());
    assertThat(built.err()).contains("ours.jsonl:3: not a JSON line").contains("1 lines could not");
    assertThat(built.out()).contains("made: 2 titles from 3 lines").contains("fingerprint ");
    assertThat(built.code()).isZero();

    Ran sure = lookup(out, "--year", "1994");
    assertThat(sure.out())
        .contains("x1  The Salt Road (1994), movie, Anna Quell  (agrees: The Salt Road, 1994)")
        .contains("linked to x1, confidence 0.9");
    Ran unsure = lookup(out);
    assertThat(unsure.out()).contains("x1").contains("x2").contains("not linked: ");
    assertThat(unsure.code()).isZero();
    assertThat(run("extract", "--catalog", out, dir.resolve("none.html").toString()).err())
        .isEmpty(); // what it says of the page goes to the standard error of the process
  }

  private Ran lookup(String out, String... more) {
    String[] args = {"catalog", "lookup", "Salt Road", "--type", "movie", "--catalog", out};
    return run(
        java.util.stream.Stream.of(args, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  @Test
  void theOneThatComesAlongNeedsNoFolder() {
    Ran ran = run("catalog", "lookup", "Lola rennt", "--type", "movie", "--year", "1998");
    assertThat(ran.out()).contains("linked to tt0130827");
  }

  @Test
  void wrongUseEndsWithTwoAndTheRemedy() throws Exception {
    Path strange = Files.writeString(dir.resolve("strange.txt"), "hello\n");
    Ran unknown = run("catalog", "build", "--out", dir.resolve("x").toString(), strange.toString());
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("strange.txt begins neither as one of IMDb's tables");
    Ran none = run("catalog", "lookup", "X", "--catalog", dir.resolve("nowhere").toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("revue: there is no folder").contains("revue catalog build");
    Ran page = run("extract", "--catalog", dir.toString(), strange.toString());
    assertThat(page.code()).isEqualTo(2);
    assertThat(page.err()).contains("is no catalogue");
    assertThat(run("catalog").code()).isEqualTo(2);
    assertThat(run("catalog", "build").code()).isEqualTo(2);
  }

  @Test
  void helpHasAnExampleOfEach() {
    for (String one : new String[] {"build", "lookup"}) {
      Ran ran = run("catalog", one, "--help");
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("Example:  ./revue catalog " + one);
    }
  }

  private static Ran run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine command =
        Revue.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = command.execute(args);
    return new Ran(code, out.toString(), err.toString());
  }
}
