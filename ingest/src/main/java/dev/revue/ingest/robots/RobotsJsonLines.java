package dev.revue.ingest.robots;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.revue.common.json.Json;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Whether a crawler may fetch a URL, asked in JSON lines: one line of output for each of input, in
/// order. A bad line gives a line with `error`.
public final class RobotsJsonLines {
  /// Only relative sitemaps depend on where a file is.
  private static final CanonicalUrl SOMEWHERE = new CanonicalUrl("http://localhost/robots.txt");

  private RobotsJsonLines() {}

  /// What goes in.
  ///
  /// @param robots the file in base64
  record Line(@Nullable String robots, @Nullable String agent, @Nullable String url) {}

  /// What comes out.
  ///
  /// @param line the number of the line that says so; absent where none does
  /// @param rule that line
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      @Nullable Boolean allowed,
      @Nullable Integer line,
      @Nullable String rule,
      @Nullable String error) {}

  public static void run(InputStream in, OutputStream out) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.isBlank()) continue;
      out.write(Json.bytes(result(line)));
      out.write('\n');
    }
    out.flush();
  }

  /// What a file says to a crawler about a URL as it is sent.
  public static Robots.Answer answer(byte[] robots, String agent, String url) {
    boolean longer = robots.length > Robots.MOST_BYTES;
    byte[] read = longer ? Arrays.copyOf(robots, Robots.MOST_BYTES) : robots;
    return Robots.parse(SOMEWHERE, Robots.text(read), agent).answer(url);
  }

  private static Result result(String line) {
    Line read;
    try {
      read = Json.MAPPER.readValue(line, Line.class);
    } catch (JacksonException e) {
      return failed("not a JSON line: " + e.getOriginalMessage());
    }
    if (read == null || read.robots() == null) return failed("robots is missing");
    if (read.agent() == null) return failed("agent is missing");
    if (read.url() == null) return failed("url is missing");
    byte[] robots;
    try {
      robots = Base64.getDecoder().decode(read.robots());
    } catch (IllegalArgumentException e) {
      return failed("robots is no base64: " + e.getMessage());
    }
    Robots.Answer answer = answer(robots, read.agent(), read.url());
    boolean said = answer.number() > 0;
    return new Result(
        answer.allowed(), said ? answer.number() : null, said ? answer.text() : null, null);
  }

  private static Result failed(String error) {
    return new Result(null, null, null, error);
  }
}
