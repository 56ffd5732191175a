package dev.revue.bench.extract;

import dev.revue.bench.extract.ExtractBench.Measured;
import dev.revue.common.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Readability.js on linkedom in a node of its own. Where node, npm or the registry is missing, it
/// is left out with a line that says so.
final class NodePeer {
  private static final String[] PACKAGES = {"@mozilla/readability@0.6.0", "linkedom@0.18.12"};

  private NodePeer() {}

  static Optional<Measured> measure(List<Labelled> pages, Path folder, int warmUp, int rounds)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (!Files.exists(folder.resolve("node_modules/@mozilla/readability")) && !install(folder))
      return Optional.empty();
    Path script = folder.resolve("readability.mjs");
    try (InputStream in = NodePeer.class.getResourceAsStream("/readability.mjs")) {
      if (in == null) throw new IllegalStateException("readability.mjs is not in this build");
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Path input = Files.createTempFile(folder, "pages", ".jsonl");
    try {
      try (BufferedWriter out = Files.newBufferedWriter(input)) {
        for (Labelled page : pages) {
          out.write(Json.text(Map.of("url", page.url(), "html", page.html())));
          out.newLine();
        }
      }
      return run(
          pages.size(), folder, script.toString(), input.toString(), "" + warmUp, "" + rounds);
    } finally {
      Files.deleteIfExists(input);
    }
  }

  private static Optional<Measured> run(int pages, Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    Process node;
    try {
      node =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      System.out.println("Readability.js: left out, node does not start: " + e.getMessage());
      return Optional.empty();
    }
    List<Long> nanos = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    try (var reader = node.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode page = Json.MAPPER.readTree(line);
        nanos.add(page.path("nanos").asLong());
        texts.add(page.path("text").asString(""));
      }
    }
    if (node.waitFor() != 0 || texts.size() != pages) {
      System.out.println("Readability.js: left out, it gave " + texts.size() + " of " + pages);
      return Optional.empty();
    }
    return Optional.of(new Measured("Readability.js, linkedom", nanos, texts));
  }

  private static boolean install(Path folder) throws InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix"));
    command.add(folder.toString());
    command.addAll(List.of(PACKAGES));
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit == 0) return true;
      System.out.println("Readability.js: left out, npm install ended with " + exit);
    } catch (IOException e) {
      System.out.println("Readability.js: left out, npm does not start: " + e.getMessage());
    }
    return false;
  }
}
