package dev.revue.ingest.frontier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a server's tdmrep.json said, and until when that holds.
///
/// @param url of the file
/// @param text the file; null where there is none
public record TdmRow(String url, @Nullable String text, Instant until) {}
