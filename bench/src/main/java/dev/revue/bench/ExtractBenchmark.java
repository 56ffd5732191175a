package dev.revue.bench;

import dev.revue.cli.sample.Expected;
import dev.revue.cli.sample.SampleSite;
import dev.revue.common.event.Version;
import dev.revue.enrich.extract.Extraction;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Pages to reviews on one thread, beside its ceiling: jsoup parsing the same pages and nothing
/// else. Each operation is one page, the sample site's review pages in turn.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class ExtractBenchmark {
  private final Extractor extractor = new Extractor();
  private List<Page> pages = List.of();
  private int next;

  @Setup
  public void fetchPages() throws IOException, InterruptedException {
    List<Page> fetched = new ArrayList<>();
    var ports = Collections.nCopies(SampleSite.publishers().size(), 0);
    try (SampleSite site = SampleSite.start("127.0.0.1", ports);
        HttpClient http = HttpClient.newHttpClient()) {
      for (Expected.Page page : Expected.read().pages()) {
        URI origin = site.origins().get(page.publisher());
        if (origin == null) throw new IllegalStateException("no publisher " + page.publisher());
        URI uri = origin.resolve(page.path());
        String html =
            http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        fetched.add(
            new Page(
                uri.toString(), html, Version.none(), Instant.EPOCH, null, Map.of(), Map.of()));
      }
    }
    pages = List.copyOf(fetched);
  }

  @Benchmark
  public Extraction extract() {
    return extractor.extract(page());
  }

  @Benchmark
  public Document parseAlone() {
    Page page = page();
    return Jsoup.parse(page.html(), page.url());
  }

  private Page page() {
    next = (next + 1) % pages.size();
    return pages.get(next);
  }
}
