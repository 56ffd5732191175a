/// What a page reviews.
@NullMarked
package dev.revue.enrich.extract.item;

import org.jspecify.annotations.NullMarked;
