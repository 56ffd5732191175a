package dev.revue.ingest.sources;

import dev.revue.common.settings.Spelling;
import dev.revue.ingest.sources.YamlNode.Mapping;
import dev.revue.ingest.sources.YamlNode.Nothing;
import dev.revue.ingest.sources.YamlNode.Scalar;
import dev.revue.ingest.sources.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes values out of a source file, and notes each that is not what it should be with its line.
final class SourceText {
  private final String file;
  private final Map<Integer, List<String>> mistakes = new TreeMap<>();

  SourceText(String file) {
    this.file = file;
  }

  void mistake(int line, String text) {
    mistakes.computeIfAbsent(line, at -> new ArrayList<>()).add(text);
  }

  /// In the order of their lines.
  List<String> mistakes() {
    var all = new ArrayList<String>();
    mistakes.forEach(
        (line, said) -> said.forEach(text -> all.add(file + ":" + line + ": " + text)));
    return all;
  }

  /// A mapping that has no keys but these.
  Mapping mapping(YamlNode node, String what, Set<String> keys) {
    if (!(node instanceof Mapping mapping)) {
      mistake(node.line(), what + " is not a mapping of " + list(keys));
      return new Mapping(node.line(), Map.of(), Map.of());
    }
    for (String key : mapping.entries().keySet()) {
      if (keys.contains(key)) continue;
      mistake(
          line(mapping, key), "'" + key + "' is not a key of " + what + ": " + meant(key, keys));
    }
    return mapping;
  }

  /// What somebody who wrote `said` may have meant.
  static String meant(String said, Set<String> names) {
    int slips = said.length() < 4 ? 1 : Math.max(2, said.length() / 3);
    return Spelling.nearest(said, names, slips)
        .map(name -> "did you mean " + name + "?")
        .orElse("it has " + list(names));
  }

  <T> T value(Mapping from, String key, Function<String, T> parse, T otherwise) {
    @Nullable YamlNode node = from.entries().get(key);
    return switch (node) {
      case null -> otherwise;
      case Scalar scalar -> attempt(scalar, key, parse).orElse(otherwise);
      case Nothing nothing -> single(nothing, key, otherwise);
      case Sequence sequence -> single(sequence, key, otherwise);
      case Mapping mapping -> single(mapping, key, otherwise);
    };
  }

  private <T> T single(YamlNode node, String key, T otherwise) {
    mistake(
        node.line(),
        node instanceof Nothing
            ? key + " has no value: give one, or leave " + key + " out"
            : key + " is one value: write it without brackets, dashes or keys");
    return otherwise;
  }

  /// What `parse` makes of it; what it objects to is noted.
  <T> Optional<T> attempt(Scalar scalar, String key, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(scalar.text()));
    } catch (IllegalArgumentException e) {
      String said = String.valueOf(e.getMessage());
      mistake(scalar.line(), said.startsWith(key) ? said : key + ": " + said);
      return Optional.empty();
    }
  }

  String text(Mapping from, String key) {
    return value(from, key, String::strip, "");
  }

  List<Scalar> scalars(Mapping from, String key) {
    var scalars = new ArrayList<Scalar>();
    for (YamlNode item : items(from, key)) {
      if (item instanceof Scalar scalar) scalars.add(scalar);
      else if (item instanceof Nothing) mistake(item.line(), key + ": an empty entry: remove it");
      else mistake(item.line(), key + " is a list of single values");
    }
    return scalars;
  }

  List<YamlNode> items(Mapping from, String key) {
    @Nullable YamlNode node = from.entries().get(key);
    return switch (node) {
      case null -> List.of();
      case Nothing nothing -> List.of();
      case Sequence sequence -> sequence.items();
      case Scalar scalar -> notAList(scalar, key);
      case Mapping mapping -> notAList(mapping, key);
    };
  }

  private List<YamlNode> notAList(YamlNode node, String key) {
    mistake(node.line(), key + " is not a list: write [ ] around it or a dash before each");
    return List.of();
  }

  static int line(Mapping mapping, String key) {
    @Nullable Integer line = mapping.lines().get(key);
    return line == null ? mapping.line() : line;
  }

  static String list(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }
}
