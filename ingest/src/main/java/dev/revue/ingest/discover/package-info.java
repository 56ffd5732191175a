/// What documents lead to: links, feeds, sitemaps.
@NullMarked
package dev.revue.ingest.discover;

import org.jspecify.annotations.NullMarked;
