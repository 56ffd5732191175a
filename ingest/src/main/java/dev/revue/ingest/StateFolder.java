package dev.revue.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder with one file for each partition: what the frontier was as of an offset. A file is
/// whole or not there, and one that is not of this cluster, topic or layout, or is damaged, counts
/// as none: everything in it is in Kafka, too.
final class StateFolder {
  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
  private static final byte[] MAGIC = "RVFRONT1".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM = Integer.BYTES;

  /// No save takes so long.
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;

  StateFolder(Path folder) {
    this.folder = folder;
  }

  /// Deletes what processes left behind that were killed while they saved.
  void tidy(Instant now) {
    if (!Files.isDirectory(folder)) return;
    try (var parts = Files.newDirectoryStream(folder, "frontier-*.part")) {
      for (Path part : parts) {
        Instant written = Files.getLastModifiedTime(part).toInstant();
        if (written.isBefore(now.minus(ABANDONED))) Files.deleteIfExists(part);
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("{} is not tidied: {}", folder, e.toString());
    }
  }

  /// What a file is about; it is used where all of this is the same.
  ///
  /// @param cluster id of the Kafka cluster
  /// @param topic id of the topic: another one after it was deleted and made anew
  /// @param layout of the image
  record Subject(String cluster, String topic, int partition, String layout) {
    byte[] bytes() {
      return (cluster + "\n" + topic + "\n" + partition + "\n" + layout)
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /// @param offset of the first record that the image does not contain
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Saved(long offset, byte[] image) {}

  /// Takes the place of what was saved before only once it is on disk as a whole.
  void save(Subject subject, Saved saved) throws IOException {
    Files.createDirectories(folder);
    byte[] about = subject.bytes();
    ByteBuffer head =
        ByteBuffer.allocate(MAGIC.length + Integer.BYTES + about.length + 2 * Long.BYTES)
            .put(MAGIC)
            .putInt(about.length)
            .put(about)
            .putLong(saved.offset)
            .putLong(saved.image.length)
            .flip();
    var sum = new CRC32C();
    sum.update(head.duplicate());
    sum.update(saved.image);
    ByteBuffer tail = ByteBuffer.allocate(CHECKSUM).putInt((int) sum.getValue()).flip();
    Path whole = file(subject.partition);
    // Another process may share the folder, and write the same file at the same time.
    Path part = Files.createTempFile(folder, whole.getFileName() + ".", ".part");
    try {
      try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        for (ByteBuffer bytes : new ByteBuffer[] {head, ByteBuffer.wrap(saved.image), tail}) {
          while (bytes.hasRemaining()) channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// @param end of the partition's log: what claims to be newer is not of this log
  Optional<Saved> load(Subject subject, long end) {
    Path file = file(subject.partition);
    try {
      Saved saved = read(Files.readAllBytes(file), subject);
      if (saved.offset > end) throw new IOException("it is ahead of the log, which ends at " + end);
      return Optional.of(saved);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      LOG.warn("{} is not used: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static Saved read(byte[] bytes, Subject subject) throws IOException {
    if (bytes.length < MAGIC.length + CHECKSUM) throw new IOException("it is cut off");
    var sum = new CRC32C();
    sum.update(bytes, 0, bytes.length - CHECKSUM);
    var in = ByteBuffer.wrap(bytes);
    if (in.getInt(bytes.length - CHECKSUM) != (int) sum.getValue()) {
      throw new IOException("its checksum is wrong");
    }
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) throw new IOException("it is no such file");
    byte[] about = new byte[in.getInt()];
    in.get(about);
    if (!Arrays.equals(about, subject.bytes())) {
      throw new IOException("it is of another cluster, topic or version");
    }
    long offset = in.getLong();
    if (in.getLong() != in.remaining() - CHECKSUM) throw new IOException("its length is wrong");
    return new Saved(offset, Arrays.copyOfRange(bytes, in.position(), bytes.length - CHECKSUM));
  }

  private Path file(int partition) {
    return folder.resolve("frontier-" + partition + ".state");
  }
}
