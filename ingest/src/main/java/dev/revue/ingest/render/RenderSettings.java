package dev.revue.ingest.render;

import dev.revue.common.settings.Env;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How pages are rendered.
///
/// @param chromium the browser's program; looked for on the PATH where empty
/// @param concurrency browsers, each with one page at a time
/// @param pagesPerBrowser after which a browser is replaced
/// @param sandbox whether Chromium's own sandbox is on; empty: unless we are root
/// @param lock how long a job is ours; another browser is given it then
public record RenderSettings(
    Optional<Path> chromium,
    int concurrency,
    int pagesPerBrowser,
    Optional<Boolean> sandbox,
    Duration lock,
    RenderLimits limits) {
  /// The longest that brokers allow by default, and longer than a page may take.
  private static final Duration LOCK = Duration.ofSeconds(60);

  public static RenderSettings standard() {
    return new RenderSettings(
        Optional.empty(), 2, 50, Optional.empty(), LOCK, RenderLimits.standard());
  }

  public static RenderSettings from(Env env) {
    RenderSettings standard = standard();
    return new RenderSettings(
        env.text("REVUE_RENDER_CHROMIUM").map(Path::of),
        env.number("REVUE_RENDER_CONCURRENCY", standard.concurrency, 1, 64),
        env.number("REVUE_RENDER_PAGES_PER_BROWSER", standard.pagesPerBrowser, 1, 10_000),
        env.text("REVUE_RENDER_SANDBOX").flatMap(text -> sandbox(text.strip(), env)),
        LOCK,
        standard.limits.memory((long) env.number("REVUE_RENDER_MEMORY", 1_024, 256, 65_536) << 20));
  }

  private static Optional<Boolean> sandbox(String text, Env env) {
    if (!text.equals("true") && !text.equals("false")) {
      env.mistake("REVUE_RENDER_SANDBOX='" + text + "' is not true or false");
    }
    return Optional.of(!text.equals("false"));
  }
}
