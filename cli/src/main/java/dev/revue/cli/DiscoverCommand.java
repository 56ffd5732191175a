package dev.revue.cli;

import dev.revue.common.json.Json;
import dev.revue.ingest.discover.DiscoverJsonLines;
import dev.revue.ingest.discover.Discovery;
import dev.revue.ingest.discover.Visited;
import dev.revue.ingest.fetch.Access;
import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.fetch.Fetcher;
import dev.revue.ingest.fetch.Request;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `revue discover`: a document → the feeds, sitemaps and links it gives, as JSON on standard
/// output.
@Command(
    name = "discover",
    mixinStandardHelpOptions = true,
    description =
        "Shows which feeds, sitemaps and links a document gives, as JSON on standard output.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the document could not be read", "2:wrong use"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  revue discover --url https://example.org/feed.xml feed.xml",
      "  curl -s https://example.org/sitemap.xml | revue discover --url https://example.org/sitemap.xml -",
      "  revue discover https://example.org/   (asks for its robots.txt first, and keeps to it)",
      "  revue discover --jsonl < documents.jsonl   (lines of {\"url\": …, \"body\": base64})"
    })
final class DiscoverCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "https://example.org/",
      description = "FILE's address, against which its links are resolved (${DEFAULT-VALUE})")
  private String url = "";

  @Option(
      names = "--jsonl",
      description =
          "read {\"url\",\"body\"} lines (body in base64) from standard input, write one line each, in order")
  private boolean jsonl;

  @Option(
      names = "--user-agent",
      paramLabel = "NAME",
      defaultValue = "RevueBot/0.1",
      description = "what we say we are, to robots.txt too (${DEFAULT-VALUE})")
  private String userAgent = "";

  @Option(
      names = "--allow-address",
      paramLabel = "RANGE",
      description = "addresses to allow that are not on the public internet, such as 127.0.0.0/8")
  private List<String> allowed = List.of();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|URL",
      description = "a document; - is standard input")
  private @Nullable String file;

  @Override
  public Integer call() throws IOException {
    if (jsonl == (file != null)) throw wrong("give either FILE or --jsonl");
    if (file == null) {
      DiscoverJsonLines.run(System.in, new BufferedOutputStream(System.out, 1 << 16));
      return DONE;
    }
    if (file.startsWith("http://") || file.startsWith("https://")) return visit(file);
    CanonicalUrl at =
        CanonicalUrl.parse(url).orElseThrow(() -> wrong("'" + url + "' is no http(s) URL"));
    try {
      return show(Discovery.of(at, bytes(file), ""));
    } catch (NoSuchFileException e) {
      return failed("there is no file " + e.getFile());
    } catch (IOException e) {
      return failed(file + " cannot be read: " + e.getMessage());
    }
  }

  private int visit(String address) {
    CanonicalUrl at =
        CanonicalUrl.parse(address).orElseThrow(() -> wrong("'" + address + "' is no URL"));
    List<AddressRange> ranges;
    try {
      ranges = allowed.stream().map(AddressRange::parse).toList();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    var request =
        new Request(at, Request.Kind.FEED, userAgent, null, null, Access.allowing(ranges));
    PrintWriter err = spec.commandLine().getErr();
    try (var fetcher = new Fetcher(FetchLimits.standard(), Clock.systemUTC())) {
      return show(Visited.visit(fetcher, request, err::println).discovery());
    }
  }

  private int show(Discovery discovery) {
    spec.commandLine()
        .getOut()
        .println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(discovery));
    return discovery.error() == null ? DONE : FAILED;
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("revue discover: " + why);
    return FAILED;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private static byte[] bytes(String file) throws IOException {
    if (!file.equals("-")) return Files.readAllBytes(Path.of(file));
    try (InputStream in = System.in) {
      return in.readAllBytes();
    }
  }
}
