/// robots.txt: may we, how fast, and which sitemaps.
@NullMarked
package dev.revue.ingest.robots;

import org.jspecify.annotations.NullMarked;
