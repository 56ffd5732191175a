package dev.revue.ingest.sources;

import dev.revue.ingest.url.CanonicalUrl;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Everything to crawl.
///
/// @param userAgent what we say we are
public record Sources(String userAgent, List<Source> sources) {
  public Sources {
    sources = List.copyOf(sources);
  }

  /// @throws SourcesException with all mistakes, each with its line
  public static Sources read(Path file) {
    try {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
      return new SourcesReader(String.valueOf(file.getFileName()), folder, System.getenv())
          .read(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw unreadable(
          file,
          "there is no such file: write it, or name another (for `revue ingest` with REVUE_INGEST_SOURCES)",
          e);
    } catch (MalformedInputException e) {
      throw unreadable(file, "it is not UTF-8: save it as UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, e.toString(), e);
    }
  }

  /// @param name what mistakes call the file
  public static Sources parse(String name, String yaml) {
    return new SourcesReader(name, Path.of(""), System.getenv()).read(yaml);
  }

  public Optional<Source> named(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }

  /// The source that wants a page at `url`: the one under which it was found before any other.
  public Optional<Source> claim(CanonicalUrl url, Source finder) {
    if (finder.wants(url)) return Optional.of(finder);
    return sources.stream().filter(source -> source.wants(url)).findFirst();
  }

  /// The name by which robots.txt speaks to us: `RevueBot/0.1 (+https://…)` is `RevueBot`.
  public String productToken() {
    return userAgent.split("[/\\s]", 2)[0];
  }

  private static SourcesException unreadable(Path file, String why, IOException cause) {
    var exception = new SourcesException(List.of(file + ": " + why));
    exception.initCause(cause);
    return exception;
  }
}
