package dev.revue.common.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A URL that was found, on `revue.discovered`; keyed by its host.
///
/// @param depth links followed from a start URL
/// @param kind `page`, `listing`, `feed` or `sitemap`
/// @param source name of the source under which it was found
/// @param changed when the list that names it says that it changed last; earlier releases neither
///   write nor read it
public record Discovered(
    String url, int depth, String kind, String source, @Nullable Instant changed) {}
