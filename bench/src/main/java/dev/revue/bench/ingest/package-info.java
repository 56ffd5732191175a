/// The crawler beside its peers (same pages, hosts and work, CPU time of their own processes), and
/// its frontier with millions of URLs.
@NullMarked
package dev.revue.bench.ingest;

import org.jspecify.annotations.NullMarked;
