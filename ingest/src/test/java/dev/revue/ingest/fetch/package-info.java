@NullMarked
package dev.revue.ingest.fetch;

import org.jspecify.annotations.NullMarked;
