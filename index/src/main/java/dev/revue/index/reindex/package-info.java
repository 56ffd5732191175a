/// Builds a new index from the log beside the live one, and changes over when it is proven.
@NullMarked
package dev.revue.index.reindex;

import org.jspecify.annotations.NullMarked;
