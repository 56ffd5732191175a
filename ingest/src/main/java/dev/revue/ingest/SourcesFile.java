package dev.revue.ingest;

import dev.revue.common.event.Ids;
import dev.revue.common.health.Health;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.sources.SourcesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The source file as it is on disk. A file that has become unusable changes nothing but health,
/// and one that is being written changes nothing until it was the same at two looks.
final class SourcesFile {
  private static final Logger LOG = LoggerFactory.getLogger(SourcesFile.class);
  private static final String OBSTACLE = "sources";
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /// Some file systems keep whole seconds: what is younger may change and look the same.
  private static final Duration YOUNG = Duration.ofSeconds(3);

  private final Path path;
  private final Health health;
  private Stamp used;
  private Stamp seen;
  private Sources sources;
  private Instant nextLook = Instant.EPOCH;

  /// @throws SourcesException where the file cannot be used at all
  SourcesFile(Path path, Health health) {
    this.path = path;
    this.health = health;
    this.used = Stamp.of(path, Instant.MIN, Stamp.NONE);
    this.seen = used;
    this.sources = Sources.read(path);
  }

  /// What tells one state of a file from another.
  ///
  /// @param file identity of the file behind the path: a swapped link leads to another
  /// @param hash of the content
  private record Stamp(FileTime modified, long size, String file, String hash) {
    static final Stamp NONE = new Stamp(FileTime.fromMillis(0), -1, "", "");

    static Stamp of(Path path, Instant now, Stamp before) {
      try {
        var is = Files.readAttributes(path, BasicFileAttributes.class);
        String file = String.valueOf(is.fileKey());
        var same = new Stamp(is.lastModifiedTime(), is.size(), file, before.hash);
        boolean young = is.lastModifiedTime().toInstant().plus(YOUNG).isAfter(now);
        if (same.equals(before) && !young) return before;
        return new Stamp(same.modified, same.size, file, Ids.hash(Files.readString(path)));
      } catch (IOException e) {
        return NONE;
      }
    }
  }

  Sources sources() {
    return sources;
  }

  /// What the file says now, where it has changed and can be used; looks twice a second.
  Optional<Sources> changed(Instant now) {
    if (now.isBefore(nextLook)) return Optional.empty();
    nextLook = now.plus(LOOK_EVERY);
    Stamp found = Stamp.of(path, now, seen);
    boolean settled = found.equals(seen);
    seen = found;
    if (!settled || found.equals(used)) return Optional.empty();
    used = found;
    try {
      sources = Sources.read(path);
      health.clear(OBSTACLE);
      LOG.info("{} changed: {} sources", path, sources.sources().size());
      return Optional.of(sources);
    } catch (SourcesException e) {
      LOG.warn(
          "{} changed and cannot be used, the sources before it stay:\n{}", path, e.getMessage());
      health.obstacle(OBSTACLE, "the sources before the last change are in use: " + e.getMessage());
      return Optional.empty();
    }
  }
}
