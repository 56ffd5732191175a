package dev.revue.ingest.sources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.dataformat.yaml.YAMLFactory;

/// YAML that remembers its lines, which data binding forgets.
sealed interface YamlNode {
  int line();

  record Scalar(int line, String text) implements YamlNode {}

  record Sequence(int line, List<YamlNode> items) implements YamlNode {}

  record Mapping(int line, Map<String, YamlNode> entries, Map<String, Integer> lines)
      implements YamlNode {}

  /// Nothing where a value could be.
  record Nothing(int line) implements YamlNode {}

  /// @throws Broken where it is no YAML
  static YamlNode parse(String yaml) {
    try (JsonParser in = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
      JsonToken token = in.nextToken();
      if (token == null) return new Nothing(1);
      YamlNode root = node(in, token);
      if (in.nextToken() != null) {
        throw new Broken(line(in), "a second document begins: keep one");
      }
      return root;
    } catch (StreamReadException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String said = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      throw new Broken(line, "is not YAML: " + said);
    }
  }

  /// A mistake that ends the reading.
  final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int line;

    Broken(int line, String message) {
      super(message);
      this.line = line;
    }
  }

  private static YamlNode node(JsonParser in, JsonToken token) {
    int line = line(in);
    return switch (token) {
      case START_OBJECT -> mapping(in, line);
      case START_ARRAY -> {
        var items = new ArrayList<YamlNode>();
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
          items.add(node(in, next));
        }
        yield new Sequence(line, items);
      }
      case VALUE_NULL -> new Nothing(line);
      default -> new Scalar(line, in.getString());
    };
  }

  private static Mapping mapping(JsonParser in, int line) {
    var entries = new LinkedHashMap<String, YamlNode>();
    var lines = new LinkedHashMap<String, Integer>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      int at = line(in);
      YamlNode value = node(in, in.nextToken());
      if (entries.put(name, value) != null) {
        throw new Broken(at, "'" + name + "' stands there twice: keep one");
      }
      lines.put(name, at);
    }
    return new Mapping(line, entries, lines);
  }

  private static int line(JsonParser in) {
    return in.currentTokenLocation().getLineNr();
  }
}
