package dev.revue.enrich.extract;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Extracts page after page from JSON lines: one line of output for each of input, in order, on all
/// cores, with a bounded number of pages in memory. A bad line gives a line with `error`.
public final class ExtractJsonLines {
  private final Extractor extractor;

  public ExtractJsonLines(Extractor extractor) {
    this.extractor = extractor;
  }

  /// What goes in.
  record Line(@Nullable String url, @Nullable String html) {}

  /// What comes out: `page` and `text` also where there is no review.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(
      @Nullable String url,
      @Nullable PageInfo page,
      List<ReviewEvent.Review> reviews,
      @Nullable String text,
      @Nullable String error) {
    /// The same page with these reviews.
    public Result with(List<ReviewEvent.Review> others) {
      return new Result(url, page, others, text, error);
    }
  }

  public void run(InputStream in, OutputStream out) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    Deque<Future<byte[]>> pending = new ArrayDeque<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(cores)) {
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank()) continue;
        String one = line;
        pending.add(pool.submit(() -> Json.bytes(result(one))));
        if (pending.size() >= 4 * cores) write(pending.remove(), out);
      }
      while (!pending.isEmpty()) write(pending.remove(), out);
    }
    out.flush();
  }

  private Result result(String line) {
    Line read;
    try {
      read = Json.MAPPER.readValue(line, Line.class);
    } catch (JacksonException e) {
      return failed(null, "not a JSON line: " + e.getOriginalMessage());
    }
    if (read == null || read.html() == null)
      return failed(read == null ? null : read.url(), "html is missing");
    try {
      return extract(read.url() == null ? "" : read.url(), read.html(), Instant.now());
    } catch (RuntimeException | StackOverflowError e) {
      // A fault of ours: the lines behind it still deserve an answer.
      return failed(read.url(), "extraction failed: " + e);
    }
  }

  /// One page, as the command shows it.
  public Result extract(String url, String html, Instant now) {
    Page page =
        new Page(url, html, Version.next(now, Version.none()), now, null, Map.of(), Map.of());
    Extraction extraction = extractor.extract(page);
    return new Result(url, extraction.page(), extraction.reviews(), extraction.text(), null);
  }

  private static Result failed(@Nullable String url, String error) {
    return new Result(url, null, List.of(), null, error);
  }

  private static void write(Future<byte[]> line, OutputStream out) throws IOException {
    try {
      out.write(line.get());
      out.write('\n');
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("extraction failed", e.getCause());
    }
  }
}
