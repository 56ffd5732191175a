package dev.revue.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a directory to one process at a time. The system lets go of it when the process ends,
/// however it does.
record DirectoryLock(FileChannel channel) implements AutoCloseable {

  /// Makes the directory where there is none; throws [StartException] where it cannot be had.
  static DirectoryLock of(Path dir) {
    var file = dir.resolve("lock");
    try {
      Files.createDirectories(dir);
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (acquired(channel)) {
        channel.truncate(0);
        var pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return new DirectoryLock(channel);
      }
      channel.close();
      throw new StartException(
          "the data directory %s is in use by process %s: stop that, or choose another directory"
              .formatted(dir, Files.readString(file).strip()));
    } catch (IOException e) {
      throw new StartException(
          "cannot write to the data directory %s (%s): make it writable, or choose another"
              .formatted(dir, e),
          e);
    }
  }

  private static boolean acquired(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
