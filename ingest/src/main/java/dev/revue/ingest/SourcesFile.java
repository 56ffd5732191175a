package dev.revue.ingest;

import dev.revue.common.health.Health;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.sources.SourcesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The source file as it is on disk. A file that has become unusable changes nothing but health.
final class SourcesFile {
  private static final Logger LOG = LoggerFactory.getLogger(SourcesFile.class);
  private static final String OBSTACLE = "sources";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path path;
  private final Health health;
  private Stamp stamp;
  private Sources sources;
  private Instant nextLook = Instant.EPOCH;

  /// @throws SourcesException where the file cannot be used at all
  SourcesFile(Path path, Health health) {
    this.path = path;
    this.health = health;
    this.stamp = Stamp.of(path);
    this.sources = Sources.read(path);
  }

  private record Stamp(FileTime modified, long size) {
    static Stamp of(Path path) {
      try {
        return new Stamp(Files.getLastModifiedTime(path), Files.size(path));
      } catch (IOException e) {
        return new Stamp(FileTime.fromMillis(0), -1);
      }
    }
  }

  Sources sources() {
    return sources;
  }

  /// What the file says now, where it has changed and can be used; looks once a second.
  Optional<Sources> changed(Instant now) {
    if (now.isBefore(nextLook)) return Optional.empty();
    nextLook = now.plus(LOOK_EVERY);
    Stamp found = Stamp.of(path);
    if (found.equals(stamp)) return Optional.empty();
    stamp = found;
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
