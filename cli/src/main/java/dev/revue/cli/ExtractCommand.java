package dev.revue.cli;

import dev.revue.common.json.Json;
import dev.revue.enrich.EnrichSettings;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.enrich.embed.BgeEmbedder;
import dev.revue.enrich.embed.EmbedHandler;
import dev.revue.enrich.embed.Embedder;
import dev.revue.enrich.extract.ExtractJsonLines;
import dev.revue.enrich.extract.Extractor;
import dev.revue.ingest.fetch.Text;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `revue extract`: a page → its reviews as JSON on standard output; needs no servers.
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    description = "Shows which reviews a page gives, as JSON on standard output. Needs no servers.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the page could not be read", "2:wrong use, or no catalogue"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  revue extract --url https://example.org/reviews/ballerina page.html",
      "  curl -s https://example.org/reviews/ballerina | revue extract -",
      "  revue extract --jsonl < pages.jsonl   (lines of {\"url\": …, \"html\": …})"
    })
public final class ExtractCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--url", paramLabel = "URL", description = "the page's address")
  private String url = "";

  @Option(
      names = "--jsonl",
      description =
          "read {\"url\",\"html\"} lines from standard input, write one line each, in order")
  private boolean jsonl;

  @Option(
      names = "--catalog",
      paramLabel = "DIR",
      description =
          "a catalogue that `revue catalog build` made; default: REVUE_CATALOG, else the one that comes along")
  private @Nullable Path catalog;

  @Option(
      names = "--embedding",
      description = "add the vector of its meaning to each English review of FILE")
  private boolean embedding;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "an HTML document; - is standard input")
  private @Nullable String file;

  @Override
  public Integer call() throws IOException {
    if (jsonl == (file != null))
      throw new ParameterException(commandLine(), "give either FILE or --jsonl");
    if (jsonl && embedding)
      throw new ParameterException(commandLine(), "--embedding goes with FILE, not with --jsonl");
    try (Catalog open = Catalog.open(folder())) {
      return extract(new ExtractJsonLines(new Extractor(open)));
    }
  }

  private Optional<Path> folder() {
    return catalog == null ? EnrichSettings.catalog(System.getenv()) : Optional.of(catalog);
  }

  private int extract(ExtractJsonLines extract) throws IOException {
    OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
    if (file == null) {
      extract.run(System.in, out);
      return DONE;
    }
    try {
      var result = extract.extract(url, Text.decode(bytes(file), "").text(), Instant.now());
      if (embedding) result = embedded(result);
      out.write(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
      out.write('\n');
      out.flush();
      return DONE;
    } catch (NoSuchFileException e) {
      return failed("there is no file " + e.getFile());
    } catch (IOException e) {
      return failed(file + " cannot be read: " + e.getMessage());
    }
  }

  private static ExtractJsonLines.Result embedded(ExtractJsonLines.Result result) {
    try (Embedder embedder = new BgeEmbedder()) {
      return result.with(
          result.reviews().stream()
              .map(review -> EmbedHandler.embedded(review, embedder).orElse(review))
              .toList());
    }
  }

  private static int failed(String why) {
    System.err.println("revue extract: " + why);
    return FAILED;
  }

  private static byte[] bytes(String file) throws IOException {
    if (!file.equals("-")) return Files.readAllBytes(Path.of(file));
    try (InputStream in = System.in) {
      return in.readAllBytes();
    }
  }

  private CommandLine commandLine() {
    if (spec == null) throw new IllegalStateException("run by picocli only");
    return spec.commandLine();
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new ExtractCommand()).execute(args));
  }
}
