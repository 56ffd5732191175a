@NullMarked
package dev.revue.ingest.status;

import org.jspecify.annotations.NullMarked;
