package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.health.Health;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way in which editors and platforms change a file. The test's clock makes the looks.
class SourcesFileTest {
  private static final Duration WITHIN = Duration.ofSeconds(2);

  @TempDir Path dir;
  private final Health health = new Health(Clock.systemUTC());
  private Instant now = Instant.now();
  private Path path;
  private SourcesFile file;

  @BeforeEach
  void start() throws IOException {
    path = Files.writeString(dir.resolve("sources.yml"), yaml("one"));
    file = new SourcesFile(path, health);
  }

  @Test
  void whatDoesNotChangeIsNotReadAgain() {
    assertThat(looks()).isEmpty();
  }

  @Test
  void anAtomicRenameIsPickedUp() throws IOException {
    Path other = Files.writeString(dir.resolve("sources.yml.tmp"), yaml("one", "two"));
    Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
    assertThat(looks()).containsExactly(List.of("one", "two"));
  }

  @Test
  void aFileThatIsWrittenInTwoStepsIsReadOnceItIsWhole() throws IOException {
    String whole = yaml("one", "two", "three");
    Files.writeString(path, whole.substring(0, whole.indexOf("  - name: two")));
    now = now.plus(Duration.ofSeconds(1));
    assertThat(file.changed(now)).as("half of it, and valid").isEmpty();
    Files.writeString(path, whole);
    assertThat(looks()).containsExactly(List.of("one", "two", "three"));
  }

  @Test
  void anEmptyFileChangesNothingButHealth() throws IOException {
    Files.writeString(path, "");
    assertThat(looks()).isEmpty();
    assertThat(health.obstacles()).containsKey("sources");
    assertThat(file.sources().named("one")).isPresent();
    Files.writeString(path, yaml("one"));
    assertThat(looks()).containsExactly(List.of("one"));
    assertThat(health.obstacles()).isEmpty();
  }

  @Test
  void aSwappedLinkIsPickedUp() throws IOException {
    Path mounted = Files.createDirectory(dir.resolve("mounted"));
    Path old = Files.createDirectory(mounted.resolve("..1"));
    Path next = Files.createDirectory(mounted.resolve("..2"));
    FileTime same = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(Files.writeString(old.resolve("s.yml"), yaml("one")), same);
    Files.setLastModifiedTime(Files.writeString(next.resolve("s.yml"), yaml("two")), same);
    Path data = Files.createSymbolicLink(mounted.resolve("..data"), old);
    Path link = Files.createSymbolicLink(mounted.resolve("s.yml"), Path.of("..data", "s.yml"));
    file = new SourcesFile(link, health);
    Path swap = Files.createSymbolicLink(mounted.resolve("..data_tmp"), next);
    Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);
    assertThat(looks()).containsExactly(List.of("two"));
  }

  @Test
  void aSecondChangeInTheSameSecondIsPickedUpToo() throws IOException {
    FileTime second =
        FileTime.from(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    now = second.toInstant();
    Files.setLastModifiedTime(Files.writeString(path, yaml("two")), second);
    var read = new ArrayList<List<String>>();
    for (int i = 0; i < 2; i++) look().ifPresent(read::add);
    assertThat(read).containsExactly(List.of("two"));
    Files.setLastModifiedTime(Files.writeString(path, yaml("six")), second);
    assertThat(looks()).containsExactly(List.of("six"));
  }

  /// What is read at the looks of two seconds.
  private List<List<String>> looks() {
    var read = new ArrayList<List<String>>();
    Instant end = now.plus(WITHIN);
    while (now.isBefore(end)) look().ifPresent(read::add);
    return read;
  }

  private Optional<List<String>> look() {
    now = now.plus(Duration.ofMillis(500));
    Optional<Sources> changed = file.changed(now);
    return changed.map(sources -> sources.sources().stream().map(Source::name).toList());
  }

  private static String yaml(String... names) {
    var yaml = new StringBuilder("user_agent: RevueBot/1\nsources:\n");
    for (String name : names) {
      yaml.append("  - name: %s\n    start: [https://%s.example/]\n".formatted(name, name));
    }
    return yaml.toString();
  }
}
