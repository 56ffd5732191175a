package dev.revue.cli;

import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.robots.RobotsJsonLines;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `revue robots`: what a robots.txt says to a crawler about a URL; needs no servers.
@Command(
    name = "robots",
    mixinStandardHelpOptions = true,
    description = "Tells whether a robots.txt lets a crawler fetch a URL, and which line says so.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done, whatever the answer", "1:the file could not be read", "2:wrong use"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  revue robots robots.txt https://example.org/reviews/ballerina RevueBot",
      "  curl -s https://example.org/robots.txt | revue robots - https://example.org/ RevueBot",
      "  revue robots --jsonl < questions.jsonl   (lines of {\"robots\": base64, \"agent\": …,"
          + " \"url\": …})"
    })
final class RobotsCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--jsonl",
      description =
          "read {\"robots\" (base64),\"agent\",\"url\"} lines from standard input, write one"
              + " {\"allowed\",\"line\"} each, in order")
  private boolean jsonl;

  @Parameters(
      arity = "0..3",
      paramLabel = "FILE URL AGENT",
      hideParamSyntax = true,
      description = "a robots.txt (- is standard input), a URL as it is sent, a product token")
  private List<String> asked = List.of();

  @Override
  public Integer call() throws IOException {
    if (asked.size() != (jsonl ? 0 : 3)) {
      throw new ParameterException(spec.commandLine(), "give either FILE URL AGENT or --jsonl");
    }
    if (jsonl) {
      RobotsJsonLines.run(System.in, new BufferedOutputStream(System.out, 1 << 16));
      return DONE;
    }
    String file = asked.getFirst();
    try {
      Robots.Answer answer = RobotsJsonLines.answer(bytes(file), asked.get(2), asked.get(1));
      spec.commandLine().getOut().println(said(answer));
      return DONE;
    } catch (NoSuchFileException e) {
      return failed("there is no file " + e.getFile());
    } catch (IOException e) {
      return failed(file + " cannot be read: " + e.getMessage());
    }
  }

  private static String said(Robots.Answer answer) {
    String may = answer.allowed() ? "allowed" : "not allowed";
    if (answer.number() == 0) return may + ": no line says otherwise";
    return may + ": line " + answer.number() + ": " + answer.text();
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("revue robots: " + why);
    return FAILED;
  }

  private static byte[] bytes(String file) throws IOException {
    if (file.equals("-")) {
      try (InputStream in = System.in) {
        return in.readNBytes(Robots.MOST_BYTES + 1);
      }
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return in.readNBytes(Robots.MOST_BYTES + 1);
    }
  }
}
