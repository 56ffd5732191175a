package dev.revue.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever a server sends, a fetch needs at most 16 MiB of heap: a process that has no more than
/// that beyond what it holds anyway lives through all of it.
class HostileHeapTest {
  private static final long EXTRA = 16 << 20;

  @Test
  void everyHostileAnswerFitsIntoSixteenMebibytes() throws Exception {
    try (var bad = new BadServer()) {
      String warm = bad.url("/long-for-its-length");
      List<String> first = probe(512 << 20, List.of(warm, warm, "base"));
      long base = Long.parseLong(first.getLast().replace("base ", ""));
      var urls = new ArrayList<>(List.of(warm));
      BadServer.LARGE_PAGES.forEach(path -> urls.add(bad.url(path)));
      BadServer.LARGE_SITEMAPS.forEach(path -> urls.add(bad.url(path)));
      List<String> outcomes = probe(base + EXTRA, urls);
      assertThat(outcomes).hasSize(urls.size()).noneMatch(line -> line.contains("OutOfMemory"));
      assertThat(outcomes.subList(1, outcomes.size() - 1))
          .allMatch(line -> line.contains(" refused-") || line.contains(" failed-"));
    }
  }

  private static List<String> probe(long heap, List<String> urls) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx" + (heap >> 10) + "k",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            HeapProbe.class.getName()));
    command.addAll(urls);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    return Arrays.stream(said.split("\n")).filter(line -> !line.startsWith("WARN")).toList();
  }
}
