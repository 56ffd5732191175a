/// The title catalogue at the size of all films that there are.
@NullMarked
package dev.revue.bench.catalog;

import org.jspecify.annotations.NullMarked;
