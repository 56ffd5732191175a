/// The two read aliases of the index, and when they cannot be read.
@NullMarked
package dev.revue.search.elastic;

import org.jspecify.annotations.NullMarked;
