package dev.revue.bench.extract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.revue.common.json.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// A page and its main text as people have marked it.
///
/// @param gram how many words in a row the text is compared by
record Labelled(String url, String html, String text, int gram) {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w-]+)", Pattern.CASE_INSENSITIVE);

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Row(String file, @Nullable String url, @Nullable String text) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Truth(
      @Nullable String url, @JsonProperty("articleBody") @Nullable String articleBody) {}

  /// All pages of a folder: `manifest.jsonl` with file, url and text in each line (words compared
  /// one by one), or `ground-truth.json` with url and articleBody by key and the pages in
  /// `html/<key>.html.gz` (compared by four words in a row, as the article-extraction benchmark
  /// does).
  static List<Labelled> read(Path folder) throws IOException {
    List<Labelled> out = new ArrayList<>();
    Path manifest = folder.resolve("manifest.jsonl");
    if (Files.exists(manifest)) {
      for (String line : Files.readAllLines(manifest)) {
        Row row = Json.MAPPER.readValue(line, Row.class);
        if (row.text() != null)
          out.add(new Labelled(url(row.url()), page(folder.resolve(row.file())), row.text(), 1));
      }
      return out;
    }
    var truths =
        new TreeMap<>(
            Json.MAPPER.readValue(
                Files.readAllBytes(folder.resolve("ground-truth.json")),
                new TypeReference<TreeMap<String, Truth>>() {}));
    for (var truth : truths.entrySet()) {
      String html = page(folder.resolve("html/" + truth.getKey() + ".html.gz"));
      String text = truth.getValue().articleBody();
      out.add(new Labelled(url(truth.getValue().url()), html, text == null ? "" : text, 4));
    }
    return out;
  }

  private static String url(@Nullable String url) {
    return url == null ? "https://example.org/" : url;
  }

  /// In the charset that the page names, as browsers take it; else UTF-8.
  private static String page(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes =
          file.toString().endsWith(".gz")
              ? new GZIPInputStream(in).readAllBytes()
              : in.readAllBytes();
    }
    String head = new String(bytes, 0, Math.min(4096, bytes.length), StandardCharsets.ISO_8859_1);
    Matcher named = CHARSET.matcher(head);
    return new String(bytes, charset(named.find() ? named.group(1) : "utf-8"));
  }

  private static Charset charset(String name) {
    boolean latin =
        List.of("iso-8859-1", "latin1", "us-ascii").contains(name.toLowerCase(Locale.ROOT));
    try {
      return latin ? Charset.forName("windows-1252") : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
