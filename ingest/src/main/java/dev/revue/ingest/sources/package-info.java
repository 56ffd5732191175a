/// What to crawl: `sources.yml`, read with every mistake named.
@NullMarked
package dev.revue.ingest.sources;

import org.jspecify.annotations.NullMarked;
