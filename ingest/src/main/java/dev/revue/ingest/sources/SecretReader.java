package dev.revue.ingest.sources;

import dev.revue.ingest.sources.YamlNode.Mapping;
import dev.revue.ingest.sources.YamlNode.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads values that others must not read: from a file, or from the environment.
///
/// @param folder that the files' names are relative to
record SecretReader(SourceText text, Path folder, Map<String, String> environment) {
  private static final Set<String> PLACES = Set.of("env", "file");

  /// A value of `headers` or `cookies`: there it stands, or where it is kept.
  Optional<String> value(YamlNode node, String what) {
    if (node instanceof Scalar scalar) return Optional.of(scalar.text());
    if (!(node instanceof Mapping)) {
      text.mistake(
          node.line(), what + " is not a value, {env: NAME} or {file: PATH}: give one of them");
      return Optional.empty();
    }
    return kept(text.mapping(node, what, PLACES), "env", "file", what);
  }

  /// The secret that `from` says is in an environment variable or in a file.
  Optional<String> kept(Mapping from, String envKey, String fileKey, String what) {
    @Nullable YamlNode env = from.entries().get(envKey);
    @Nullable YamlNode file = from.entries().get(fileKey);
    if ((env == null) == (file == null)) {
      text.mistake(from.line(), what + ": give " + envKey + " or " + fileKey + ", one of the two");
      return Optional.empty();
    }
    String place = text.text(from, env == null ? fileKey : envKey);
    if (place.isEmpty()) return Optional.empty(); // already said
    int line = SourceText.line(from, env == null ? fileKey : envKey);
    return env == null ? fromFile(line, place, what) : fromEnvironment(line, place, what);
  }

  private Optional<String> fromEnvironment(int line, String name, String what) {
    if (name.startsWith("REVUE_")) {
      text.mistake(line, what + ": REVUE_ begins the settings' own names: call it otherwise");
      return Optional.empty();
    }
    @Nullable String value = environment.get(name);
    if (value == null || value.isBlank()) {
      text.mistake(line, what + ": the environment has no " + name + ": set it before the start");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private Optional<String> fromFile(int line, String name, String what) {
    try {
      String value = Files.readString(folder.resolve(name)).stripTrailing();
      if (!value.isEmpty()) return Optional.of(value);
      text.mistake(line, what + ": " + name + " is empty: write the secret into it");
    } catch (IOException | IllegalArgumentException e) {
      text.mistake(
          line,
          what + ": cannot read " + name + " (" + e + "): its place is relative to this file's");
    }
    return Optional.empty();
  }
}
