package dev.revue.ingest;

import dev.revue.common.settings.Env;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.frontier.Politeness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How the web is crawled, apart from what `sources.yml` says.
///
/// @param sources the source file; it is read again when it changes
/// @param concurrency most requests under way, over all sites
/// @param secondLook time between two looks at a page that is missing
/// @param revalidateAtStart whether everything that is known is looked at again at the start
/// @param politeness what counts as one host
/// @param warc folder for an archive of what is fetched; none where there is to be none
/// @param state folder for what makes a restart quick; none where there is nothing to keep it
public record IngestSettings(
    Path sources,
    int concurrency,
    Duration secondLook,
    boolean revalidateAtStart,
    Politeness politeness,
    Optional<Path> warc,
    Optional<Path> state,
    FetchLimits limits,
    Rendering rendering) {
  /// A browser begins no page that it may not have ended before the end of its lease.
  private static final Duration SHORTEST_LEASE = Duration.ofMinutes(1);

  /// Pages that need a browser.
  ///
  /// @param most of them given out and not answered
  /// @param lease after which one that was not answered is given out again
  public record Rendering(int most, Duration lease) {
    public static Rendering standard() {
      return new Rendering(16, Duration.ofMinutes(10));
    }
  }

  public IngestSettings(
      Path sources,
      int concurrency,
      Duration secondLook,
      boolean revalidateAtStart,
      Politeness politeness,
      Optional<Path> state,
      FetchLimits limits) {
    this(
        sources,
        concurrency,
        secondLook,
        revalidateAtStart,
        politeness,
        Optional.empty(),
        state,
        limits,
        Rendering.standard());
  }

  public static IngestSettings of(Path sources) {
    return new IngestSettings(
        sources,
        128,
        Duration.ofHours(1),
        false,
        Politeness.DOMAIN,
        Optional.empty(),
        FetchLimits.standard());
  }

  public static IngestSettings from(Env env) {
    FetchLimits standard = FetchLimits.standard();
    return new IngestSettings(
        env.path("REVUE_INGEST_SOURCES", Path.of("sources.yml")),
        env.number("REVUE_INGEST_CONCURRENCY", 128, 1, 10_000),
        env.duration("REVUE_INGEST_SECOND_LOOK", Duration.ofHours(1)),
        env.number("REVUE_INGEST_REVALIDATE_AT_START", 0, 0, 1) == 1,
        politeness(env),
        env.text("REVUE_INGEST_WARC").map(Path::of),
        env.text("REVUE_INGEST_STATE").map(Path::of),
        new FetchLimits(
            env.duration("REVUE_INGEST_CONNECT_TIMEOUT", standard.connect()),
            env.duration("REVUE_INGEST_SILENCE_TIMEOUT", standard.silence()),
            env.duration("REVUE_INGEST_TOTAL_TIMEOUT", standard.total()),
            standard.pageBytes(),
            standard.sitemapBytes()),
        new Rendering(
            env.number("REVUE_INGEST_RENDERING", Rendering.standard().most(), 1, 10_000),
            lease(env)));
  }

  public IngestSettings revalidating() {
    return new IngestSettings(
        sources, concurrency, secondLook, true, politeness, warc, state, limits, rendering);
  }

  private static Duration lease(Env env) {
    Duration lease = env.duration("REVUE_INGEST_RENDER_LEASE", Rendering.standard().lease());
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      env.mistake("REVUE_INGEST_RENDER_LEASE is less than 1m, and a page may take 35 s");
    }
    return lease;
  }

  private static Politeness politeness(Env env) {
    String word = env.text("REVUE_INGEST_POLITENESS", "domain");
    for (Politeness politeness : Politeness.values()) {
      if (politeness.name().toLowerCase(Locale.ROOT).equals(word)) return politeness;
    }
    env.mistake("REVUE_INGEST_POLITENESS='" + word + "' is not domain, host or ip");
    return Politeness.DOMAIN;
  }
}
