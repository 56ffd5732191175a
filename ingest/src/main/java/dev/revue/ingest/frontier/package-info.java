/// What is known of every URL and host, kept in `revue.frontier`, and what is due next.
@NullMarked
package dev.revue.ingest.frontier;

import org.jspecify.annotations.NullMarked;
