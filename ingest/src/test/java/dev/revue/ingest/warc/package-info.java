@NullMarked
package dev.revue.ingest.warc;

import org.jspecify.annotations.NullMarked;
