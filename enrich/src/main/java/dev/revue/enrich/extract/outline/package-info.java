/// What stands where on a page: the document read once, for every layer.
@NullMarked
package dev.revue.enrich.extract.outline;

import org.jspecify.annotations.NullMarked;
