@NullMarked
package dev.revue.ingest.url;

import org.jspecify.annotations.NullMarked;
