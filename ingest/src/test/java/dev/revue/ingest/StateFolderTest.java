package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.ingest.StateFolder.Saved;
import dev.revue.ingest.StateFolder.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  private static final Subject SUBJECT = new Subject("cluster", "topic", 7, "v1");
  private static final byte[] IMAGE = new byte[10_000];

  static {
    new Random(1).nextBytes(IMAGE);
  }

  @TempDir Path dir;
  private StateFolder folder;

  @BeforeEach
  void save() throws IOException {
    folder = new StateFolder(dir.resolve("made/when/needed"));
    folder.save(SUBJECT, new Saved(42, IMAGE));
  }

  @Test
  void givesBackWhatWasSaved() {
    Saved saved = folder.load(SUBJECT, 42).orElseThrow();
    assertThat(saved.offset()).isEqualTo(42);
    assertThat(saved.image()).isEqualTo(IMAGE);
  }

  @Test
  void deletesWhatASaveThatWasKilledLeftBehindAndNothingElse() throws IOException {
    Path old = Files.writeString(file(7).resolveSibling("frontier-7.state.1.part"), "x");
    Path fresh = Files.writeString(file(7).resolveSibling("frontier-7.state.2.part"), "x");
    Instant now = Instant.now();
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofMinutes(61))));
    Files.setLastModifiedTime(file(7), FileTime.from(now.minus(Duration.ofDays(1))));
    folder.tidy(now);
    new StateFolder(dir.resolve("nowhere")).tidy(now);
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(folder.load(SUBJECT, 42)).isPresent();
  }

  @Test
  void hasNothingOfWhatWasNeverSaved() {
    assertThat(folder.load(new Subject("cluster", "topic", 8, "v1"), 100)).isEmpty();
    assertThat(new StateFolder(dir.resolve("nowhere")).load(SUBJECT, 100)).isEmpty();
  }

  @Test
  void isOfNoUseToAnotherClusterOrAnotherTopicOfTheSameName() {
    assertThat(folder.load(new Subject("other", "topic", 7, "v1"), 100)).isEmpty();
    assertThat(folder.load(new Subject("cluster", "made-anew", 7, "v1"), 100)).isEmpty();
    assertThat(folder.load(new Subject("cluster", "topic", 7, "v2"), 100)).isEmpty();
  }

  @Test
  void isOfNoUseWhereTheLogEndsBeforeIt() {
    assertThat(folder.load(SUBJECT, 41)).isEmpty();
    assertThat(folder.load(SUBJECT, 43)).isPresent();
  }

  @Test
  void aFileOfAnotherPartitionUnderThisNameIsNotTaken() throws IOException {
    folder.save(new Subject("cluster", "topic", 8, "v1"), new Saved(1, IMAGE));
    Files.move(file(8), file(7), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(folder.load(SUBJECT, 100)).isEmpty();
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(file(7));
    for (int length = 0; length < whole.length; length += length < 200 ? 1 : 97) {
      Files.write(file(7), Arrays.copyOf(whole, length));
      assertThat(folder.load(SUBJECT, 100)).as("of %d bytes", length).isEmpty();
    }
    Files.write(file(7), Arrays.copyOf(whole, whole.length + 1));
    assertThat(folder.load(SUBJECT, 100)).isEmpty();
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(file(7));
    for (int at = 0; at < whole.length; at += at < 200 ? 1 : 97) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      Files.write(file(7), damaged);
      assertThat(folder.load(SUBJECT, 100)).as("byte %d", at).isEmpty();
    }
  }

  @Test
  void whatIsCutOffInTheMiddleOfWritingLeavesTheOlderOne() throws IOException {
    Files.write(file(7).resolveSibling("frontier-7.state.123.part"), new byte[100]);
    assertThat(folder.load(SUBJECT, 100)).map(Saved::offset).isEqualTo(Optional.of(42L));
    folder.save(SUBJECT, new Saved(43, new byte[0]));
    assertThat(folder.load(SUBJECT, 100)).map(Saved::offset).isEqualTo(Optional.of(43L));
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnErrorOfSaving() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    var broken = new StateFolder(file);
    assertThatThrownBy(() -> broken.save(SUBJECT, new Saved(1, IMAGE)))
        .isInstanceOf(IOException.class);
  }

  private Path file(int partition) {
    return dir.resolve("made/when/needed/frontier-" + partition + ".state");
  }
}
