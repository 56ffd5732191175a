@NullMarked
package dev.revue.ingest.frontier;

import org.jspecify.annotations.NullMarked;
