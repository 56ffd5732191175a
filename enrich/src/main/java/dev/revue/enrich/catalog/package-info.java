/// The title catalogue: which film, series, game, book or album a page means, or none.
@NullMarked
package dev.revue.enrich.catalog;

import org.jspecify.annotations.NullMarked;
