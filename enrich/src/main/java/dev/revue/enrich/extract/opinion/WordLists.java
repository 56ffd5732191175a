package dev.revue.enrich.extract.opinion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Word lists beside this class: lines of words under `[section]` lines, `#` begins a comment.
final class WordLists {
  private WordLists() {}

  /// The words of each section, in order.
  static Map<String, List<String>> sections(String name) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    List<String> open = new ArrayList<>();
    for (List<String> line : lines(name)) {
      String first = line.getFirst();
      if (first.startsWith("["))
        open = out.computeIfAbsent(String.join(" ", line), s -> new ArrayList<>());
      else open.addAll(line);
    }
    return out;
  }

  /// The lines that hold words, each as its words.
  static List<List<String>> lines(String name) {
    List<List<String>> out = new ArrayList<>();
    try (InputStream in = WordLists.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("no word list " + name);
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) out.add(List.of(line.strip().split(" +")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }
}
