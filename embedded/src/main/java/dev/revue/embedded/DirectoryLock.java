package dev.revue.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps a directory to one user at a time, in this process and others. The system lets go of it
/// when the process ends, however it does.
record DirectoryLock(Path dir, FileChannel channel) implements AutoCloseable {
  /// Those of this process: to open and close the file a second time would lose the lock on it.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /// Makes the directory where there is none; throws [StartException] where it cannot be had.
  static DirectoryLock of(Path dir) {
    try {
      var real = Files.createDirectories(dir).toRealPath();
      if (!HELD.add(real)) throw inUse(dir, "this process");
      try {
        return new DirectoryLock(real, acquire(real));
      } catch (Throwable e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new StartException(
          "cannot write to the data directory %s (%s): make it writable, or choose another"
              .formatted(dir, e),
          e);
    }
  }

  private static FileChannel acquire(Path dir) throws IOException {
    var file = dir.resolve("lock");
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw inUse(dir, "process " + Files.readString(file));
    }
    channel.truncate(0);
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static StartException inUse(Path dir, String holder) {
    return new StartException(
        "the data directory %s is in use by %s: stop that, or choose another directory"
            .formatted(dir, holder));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(dir);
    }
  }
}
