/// Ratings as people write them, read by a grammar of our own.
@NullMarked
package dev.revue.enrich.extract.rating;

import org.jspecify.annotations.NullMarked;
