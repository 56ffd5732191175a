package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.sources.SourcesException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The environment of this process and the file that says what to crawl.
///
/// @param mistakes what the settings themselves say
/// @param sources where a file was named
record SettingsCheckup(List<String> mistakes, Optional<Path> sources) implements Checkup {
  static final String NAME = "settings";

  private static final String CORRECT = "correct it in the environment";

  SettingsCheckup {
    mistakes = List.copyOf(mistakes);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Check first() {
    return Check.of("the environment", CORRECT, this::environment);
  }

  @Override
  public List<Check> then() {
    return List.of(Check.of("the sources", "check that their disk answers", this::sourcesFile));
  }

  private List<Finding> environment() {
    if (mistakes.isEmpty()) return List.of(new Right("every REVUE_ variable is one that is read"));
    return mistakes.stream().<Finding>map(line -> Finding.told(line, CORRECT)).toList();
  }

  private List<Finding> sourcesFile() {
    if (sources.isEmpty()) return List.of();
    Path file = sources.get();
    try {
      int count = Sources.read(file).sources().size();
      return List.of(new Right("%s: %d sources, no mistakes".formatted(file, count)));
    } catch (SourcesException e) {
      String remedy = "correct it; `revue sources check " + file + "` looks again";
      return e.mistakes().stream().<Finding>map(line -> new Wrong(line, remedy)).toList();
    }
  }
}
