package dev.revue.ingest.discover;

import dev.revue.common.json.Json;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads document after document from JSON lines: one line of output for each of input, in order. A
/// bad line gives a line with `error`.
public final class DiscoverJsonLines {
  private DiscoverJsonLines() {}

  /// What goes in.
  ///
  /// @param body in base64
  /// @param contentType of the HTTP header, where it is known
  record Line(@Nullable String url, @Nullable String body, @Nullable String contentType) {}

  public static void run(InputStream in, OutputStream out) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.isBlank()) continue;
      out.write(Json.bytes(discovery(line)));
      out.write('\n');
    }
    out.flush();
  }

  private static Discovery discovery(String text) {
    try {
      Line line = Json.MAPPER.readValue(text, Line.class);
      if (line == null || line.body == null) return Discovery.failed("body is missing");
      Optional<CanonicalUrl> url = CanonicalUrl.parse(String.valueOf(line.url));
      if (url.isEmpty()) return Discovery.failed("'" + line.url + "' is no http(s) URL");
      byte[] body = Base64.getDecoder().decode(line.body);
      String type = line.contentType == null ? "" : line.contentType;
      return Discovery.of(url.get(), body, Map.of("content-type", type));
    } catch (JacksonException e) {
      return Discovery.failed("not a JSON line: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return Discovery.failed("body is not base64: " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // A fault of ours: the lines behind it still deserve an answer.
      return Discovery.failed("reading failed: " + e);
    }
  }
}
