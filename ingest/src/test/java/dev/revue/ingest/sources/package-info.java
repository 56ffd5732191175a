@NullMarked
package dev.revue.ingest.sources;

import org.jspecify.annotations.NullMarked;
