@NullMarked
package dev.revue.ingest.discover;

import org.jspecify.annotations.NullMarked;
