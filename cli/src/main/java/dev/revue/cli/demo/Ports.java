package dev.revue.cli.demo;

import dev.revue.common.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The ports of the sample site. They are part of its pages' addresses, so a data directory keeps
/// those with which it was first filled.
final class Ports {
  private static final String FILE = "sample-ports";

  private Ports() {}

  /// The ports that `data` remembers; else those after `searchPort`; else, where that is 0, free
  /// ones.
  static List<Integer> of(Path data, int searchPort, int count) {
    Path file = data.resolve(FILE);
    if (Files.exists(file)) return remembered(file, count);
    return searchPort == 0
        ? Collections.nCopies(count, 0)
        : IntStream.rangeClosed(searchPort + 1, searchPort + count).boxed().toList();
  }

  static void remember(Path data, List<Integer> ports) throws IOException {
    String text = ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
    Files.writeString(data.resolve(FILE), text + "\n");
  }

  private static List<Integer> remembered(Path file, int count) {
    try {
      List<Integer> ports =
          Arrays.stream(Files.readString(file).strip().split("\\s+"))
              .map(Integer::valueOf)
              .toList();
      if (ports.size() == count) return ports;
      throw new NumberFormatException(ports.size() + " ports, not " + count);
    } catch (IOException | NumberFormatException e) {
      throw new SettingsException(
          "cannot read "
              + file
              + " ("
              + e.getMessage()
              + "): delete its directory or choose another with --data");
    }
  }
}
