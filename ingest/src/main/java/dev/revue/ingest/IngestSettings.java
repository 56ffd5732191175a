package dev.revue.ingest;

import dev.revue.common.settings.Env;
import dev.revue.ingest.fetch.FetchLimits;
import java.nio.file.Path;
import java.time.Duration;

/// How the web is crawled, apart from what `sources.yml` says.
///
/// @param sources the source file; it is read again when it changes
/// @param concurrency most requests under way, over all sites
/// @param secondLook time between two looks at a page that is missing
/// @param revalidateAtStart whether everything that is known is looked at again at the start
public record IngestSettings(
    Path sources,
    int concurrency,
    Duration secondLook,
    boolean revalidateAtStart,
    FetchLimits limits) {

  public static IngestSettings of(Path sources) {
    return new IngestSettings(sources, 128, Duration.ofHours(1), false, FetchLimits.standard());
  }

  public static IngestSettings from(Env env) {
    FetchLimits standard = FetchLimits.standard();
    return new IngestSettings(
        env.path("REVUE_INGEST_SOURCES", Path.of("sources.yml")),
        env.number("REVUE_INGEST_CONCURRENCY", 128, 1, 10_000),
        env.duration("REVUE_INGEST_SECOND_LOOK", Duration.ofHours(1)),
        env.number("REVUE_INGEST_REVALIDATE_AT_START", 0, 0, 1) == 1,
        new FetchLimits(
            env.duration("REVUE_INGEST_CONNECT_TIMEOUT", standard.connect()),
            env.duration("REVUE_INGEST_SILENCE_TIMEOUT", standard.silence()),
            env.duration("REVUE_INGEST_TOTAL_TIMEOUT", standard.total()),
            standard.pageBytes(),
            standard.sitemapBytes()));
  }

  public IngestSettings revalidating() {
    return new IngestSettings(sources, concurrency, secondLook, true, limits);
  }
}
