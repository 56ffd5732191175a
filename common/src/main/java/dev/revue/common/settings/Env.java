package dev.revue.common.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `REVUE_*` settings and remembers every mistake, so that a stage reports all of them at
/// once. Not thread-safe; lives as long as a stage needs to start.
public final class Env {
  private static final String PREFIX = "REVUE_";

  /// The first words of settings: where a command reads none that begins so, they are for others.
  private static final Set<String> GROUPS =
      Set.of(
          "KAFKA",
          "INSTANCE",
          "POISON",
          "ELASTICSEARCH",
          "HTTP",
          "LOG",
          "INGEST",
          "RENDER",
          "ENRICH",
          "CATALOG",
          "INDEX",
          "SEARCH",
          "SETUP",
          "JAVA",
          "JVM");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final Map<String, String> values = new TreeMap<>();
  private final Set<String> known = new TreeSet<>();
  private final List<String> mistakes = new ArrayList<>();

  public Env(Map<String, String> environment) {
    environment.forEach((name, value) -> {
      if (name.startsWith(PREFIX)) values.put(name, value);
    });
  }

  public String text(String name, String otherwise) {
    return value(name).orElse(otherwise);
  }

  public Optional<String> text(String name) {
    return value(name);
  }

  /// A password or key: from `name`, or from the file that `name_FILE` names, its last line break
  /// cut.
  public Optional<String> secret(String name) {
    Optional<String> inline = value(name);
    Optional<String> file = value(name + "_FILE");
    if (inline.isPresent() && file.isPresent()) {
      mistakes.add(name + " and " + name + "_FILE are both set: keep one");
    }
    if (file.isEmpty()) return inline;
    try {
      return Optional.of(Files.readString(Path.of(file.get())).stripTrailing());
    } catch (IOException e) {
      mistakes.add(name + "_FILE: cannot read " + file.get() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  public int number(String name, int otherwise, int min, int max) {
    return parsed(
        name,
        otherwise,
        text -> {
          int number = Integer.parseInt(text);
          if (number < min || number > max) throw new NumberFormatException();
          return number;
        },
        "a whole number from " + min + " to " + max);
  }

  /// A length of time such as 250ms, 30s, 5m, 12h or 7d.
  public Duration duration(String name, Duration otherwise) {
    return parsed(name, otherwise, Env::duration, "a time such as 250ms, 30s, 5m, 12h or 7d");
  }

  public URI uri(String name, URI otherwise) {
    return parsed(name, otherwise, Env::httpUri, "an address such as http://localhost:9200");
  }

  public Path path(String name, Path otherwise) {
    return parsed(name, otherwise, Path::of, "a path");
  }

  /// Notes a mistake that the reader itself cannot see.
  public void mistake(String text) {
    mistakes.add(text);
  }

  /// Ends the reading: names that nobody asked for are mistakes too, unless they are for another
  /// command (one environment file may serve them all).
  ///
  /// @throws SettingsException with all mistakes
  public void check() {
    values.keySet().stream()
        .filter(name -> !known.contains(name) && !forAnotherCommand(name))
        .map(name -> name + " is not a setting" + nearest(name))
        .forEach(mistakes::add);
    if (!mistakes.isEmpty()) throw new SettingsException(mistakes);
  }

  /// @throws IllegalArgumentException where `text` is no such time
  public static Duration duration(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches())
      throw new IllegalArgumentException("'" + text + "' is not a time such as 30s");
    long count = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static URI httpUri(String text) {
    try {
      var uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getHost() == null) throw new IllegalArgumentException(text);
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private <T> T parsed(String name, T otherwise, Function<String, T> parse, String wanted) {
    Optional<String> text = value(name);
    if (text.isEmpty()) return otherwise;
    try {
      return parse.apply(text.get().strip());
    } catch (IllegalArgumentException e) {
      mistakes.add(name + "='" + text.get() + "' is not " + wanted);
      return otherwise;
    }
  }

  /// An empty value counts as not set: compose files pass on variables that nobody filled in.
  private Optional<String> value(String name) {
    known.add(name);
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
  }

  private boolean forAnotherCommand(String name) {
    String group = name.substring(PREFIX.length()).split("_", 2)[0];
    return GROUPS.contains(group)
        && known.stream()
            .noneMatch(k -> k.equals(PREFIX + group) || k.startsWith(PREFIX + group + "_"));
  }

  private String nearest(String name) {
    return Spelling.nearest(name, known, 3)
        .map(candidate -> ": did you mean " + candidate + "?")
        .orElse("");
  }
}
