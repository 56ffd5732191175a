package dev.revue.common.event;

/// A URL that was found, on `revue.discovered`; keyed by its host.
///
/// @param depth links followed from a start URL
/// @param kind `page`, `listing`, `feed` or `sitemap`
/// @param source name of the source under which it was found
public record Discovered(String url, int depth, String kind, String source) {}
