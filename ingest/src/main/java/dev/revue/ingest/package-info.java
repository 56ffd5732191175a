/// The web becomes `revue.pages`: what to crawl, when, how politely, and what came of it.
@NullMarked
package dev.revue.ingest;

import org.jspecify.annotations.NullMarked;
