package dev.revue.enrich.catalog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder beside the one that a build replaces. What an interrupted build left there the next one
/// throws away; of two at the same time, the second is refused.
final class Workplace implements AutoCloseable {
  private final Path target;
  private final Path folder;
  private final FileChannel channel;

  private Workplace(Path target, Path folder, FileChannel channel) {
    this.target = target;
    this.folder = folder;
    this.channel = channel;
  }

  /// @throws CatalogException where the target is something else than a catalogue, or in use
  static Workplace beside(Path name) throws IOException {
    Path target = name.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null)
      throw new CatalogException(name + " cannot be replaced: choose another with --out");
    mustBeReplaceable(target, name);
    Path folder = parent.resolve("." + target.getFileName() + ".building");
    Files.createDirectories(folder);
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (locked(channel) == null) {
      channel.close();
      throw new CatalogException(name + " is being built by another process: wait for it");
    }
    var work = new Workplace(target, folder, channel);
    work.recover();
    delete(work.scratch());
    delete(work.index());
    Files.createDirectories(work.scratch());
    Files.createDirectories(work.index());
    return work;
  }

  private static void mustBeReplaceable(Path target, Path name) throws IOException {
    if (!Files.exists(target)) return;
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        if (files.findAny().isEmpty()) return;
      }
      if (CatalogIndex.madeByUs(target)) return;
    }
    throw new CatalogException(
        name
            + " is there and no catalogue alone: it is not overwritten, choose another with --out");
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path scratch() {
    return folder.resolve("scratch");
  }

  Path index() {
    return folder.resolve("index");
  }

  private Path before() {
    return folder.resolve("before");
  }

  /// A process that opened the old catalogue goes on reading it: its files live until it closes.
  void moveIntoPlace() throws IOException {
    mustBeReplaceable(target, target); // a build takes long
    if (Files.exists(target)) Files.move(target, before());
    try {
      Files.move(index(), target);
    } catch (IOException e) {
      recover();
      throw e;
    }
    delete(before());
  }

  /// Puts back what was there, where a build was stopped between its two last steps.
  private void recover() throws IOException {
    if (!Files.exists(before())) return;
    if (Files.exists(target)) delete(before());
    else Files.move(before(), target);
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (NoSuchFileException e) {
      // Nothing to delete.
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      delete(scratch());
      delete(index());
      Files.deleteIfExists(folder.resolve("lock"));
      Files.deleteIfExists(folder);
    }
  }
}
