/// Tests of ingest, on a real web server and a real broker.
@NullMarked
package dev.revue.ingest;

import org.jspecify.annotations.NullMarked;
